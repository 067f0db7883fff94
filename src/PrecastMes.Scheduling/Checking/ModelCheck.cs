using System.Globalization;
using PrecastMes.Production.Elements;
using PrecastMes.Scheduling.Bounds;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Checking;

/// <summary>
/// Looks for contradictions between a plant and its orders before anything is planned: what can't be made at all, and what no plan
/// can make on time, which the lower bounds prove.
/// </summary>
public sealed class ModelCheck
{
    private readonly PlantModel _model;
    private readonly Dictionary<string, Element> _elements;
    private readonly AloneRoutes _alone;

    private ModelCheck(PlanningProblem problem)
    {
        _model = new PlantModel(problem);
        _alone = new AloneRoutes(_model);
        _elements = problem.Elements.ToDictionary(element => element.Id, StringComparer.Ordinal);
    }

    /// <summary>All findings, those that stop elements first.</summary>
    public static IReadOnlyList<ModelFinding> Of(PlanningProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var check = new ModelCheck(problem);
        return [.. check.Stopped(), .. check.FreshConcrete(), .. check.LateAlone(), .. check.LateByResource()];
    }

    private IEnumerable<ModelFinding> Stopped() => _model.Unplanned
        .Select(unplanned => Stop(unplanned.ReasonCode, _elements[unplanned.ElementId]))
        .GroupBy(stop => (stop.Kind, Key: string.Join('|', stop.Arguments)))
        .OrderBy(group => group.Key.Kind).ThenBy(group => group.Key.Key, StringComparer.Ordinal)
        .Select(group => new ModelFinding(group.Key.Kind, group.First().Arguments, group.Count()));

    private (ModelFindingKind Kind, string[] Arguments) Stop(string code, Element element)
    {
        var home = _model.Plant.Families.FirstOrDefault(family => family.Code == element.FamilyCode)?.LineId;
        var line = Array.Find(_model.Lines, each => each.Id == home);
        if (line is null)
        {
            return (ModelFindingKind.NoLine, [element.FamilyCode]);
        }

        switch (code)
        {
            case "no-mould":
                return (ModelFindingKind.NoMould, [element.Mark, line.Id]);
            case ShiftMisfit.NoShift:
                var longer = _model.ShiftMisfit(line, element.FamilyCode)!;
                return (ModelFindingKind.NoShift, [element.FamilyCode, line.Id, longer.Operation, Number((longer.Seconds + 59) / 60), Number(longer.Longest / 60)]);
            case ShiftMisfit.NoCommonShift:
                var apart = _model.ShiftMisfit(line, element.FamilyCode)!;
                return (ModelFindingKind.NoCommonShift,
                    [element.FamilyCode, line.Id, apart.Operation, apart.First, apart.FirstCalendar, apart.Second, apart.SecondCalendar, Number((apart.Seconds + 59) / 60)]);
            case "not-released":
                return (ModelFindingKind.NotReleased, [element.ProjectId, element.ReleaseDate!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]);
            case "too-large":
                var pallets = line.Loop!.Pallets;
                return (ModelFindingKind.TooLarge,
                    [element.Mark, Number(element.LengthMm), Number(element.WidthMm), line.Id, Number(pallets.UsableLengthMm), Number(pallets.UsableWidthMm)]);
            case "too-heavy":
                return (ModelFindingKind.TooHeavy, [element.Mark, Number(element.WeightKg), line.Id, Number(line.Loop!.Pallets.MaxLoadKg)]);
            default:
                throw new InvalidOperationException($"Element {element.Id} is refused for {code}, which has no finding.");
        }
    }

    private IEnumerable<ModelFinding> FreshConcrete()
    {
        foreach (var group in _model.Elements.GroupBy(element => (element.Line, element.Element.FamilyCode)).OrderBy(group => group.Key))
        {
            var line = _model.Lines[group.Key.Line];
            int[] work = [.. line.Steps.Select(step => step.Station.WorkSeconds(group.Key.FamilyCode, 1))];
            if (!new ConcreteWindow(_model.Calendars, line).FitsSomewhere(0, work))
            {
                yield return new ModelFinding(ModelFindingKind.NoShiftForFreshConcrete, [group.Key.FamilyCode, line.Id], group.Count());
            }
        }
    }

    private IEnumerable<ModelFinding> LateAlone() =>
        from element in _model.Elements
        let late = _alone.Late(element)
        where late > 0
        group late by (element.Element.ProjectId, element.Element.Building, element.Element.Floor) into floor
        orderby floor.Key
        select new ModelFinding(ModelFindingKind.LateAlone, [floor.Key.ProjectId, floor.Key.Building, Number(floor.Key.Floor), Hours(floor.Max())], floor.Count());

    // What is late alone anyway says nothing about the resource.
    private IEnumerable<ModelFinding> LateByResource() => new LowerBounds(_model).Binding([.. _model.Elements.Where(element => _alone.Late(element) == 0)])
        .Where(bound => bound.Tardiness > 0)
        .OrderByDescending(bound => bound.Tardiness)
        .Select(bound => new ModelFinding(ModelFindingKind.LateByResource, [bound.Resource, Hours(bound.Tardiness)], bound.Elements));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hours(long seconds) => (seconds / 3600.0).ToString("0.#", CultureInfo.InvariantCulture);
}
