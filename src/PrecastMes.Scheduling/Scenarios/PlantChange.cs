using System.Text.Json.Serialization;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Lines;
using PrecastMes.Production.Plants;

namespace PrecastMes.Scheduling.Scenarios;

/// <summary>Something that could be otherwise. In JSON, <c>kind</c> names it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MoreMoulds), "moreMoulds")]
[JsonDerivedType(typeof(MorePallets), "morePallets")]
[JsonDerivedType(typeof(MoreCompartments), "moreCompartments")]
[JsonDerivedType(typeof(MoreGangs), "moreGangs")]
[JsonDerivedType(typeof(LongerDay), "longerDay")]
[JsonDerivedType(typeof(WorkOn), "workOn")]
[JsonDerivedType(typeof(Postpone), "postpone")]
[JsonDerivedType(typeof(Without), "without")]
public abstract record PlantChange
{
    /// <summary>The problem with the change. It must be free of <see cref="Problems"/>.</summary>
    public abstract PlanningProblem Apply(PlanningProblem problem);

    /// <summary>What of the change can't be meant for this problem, all at once; empty when it can be applied.</summary>
    public abstract IEnumerable<ChangeProblem> Problems(PlanningProblem problem);

    /// <summary>A number that has to be 1 to <paramref name="most"/>.</summary>
    private protected static IEnumerable<ChangeProblem> Range(string member, int value, int most) => value < 1 || value > most
        ? [new(member, value.ToString(System.Globalization.CultureInfo.InvariantCulture), new($"1 到 {most}", $"1 to {most}"))]
        : [];

    /// <summary>An id that has to be known.</summary>
    private protected static IEnumerable<ChangeProblem> Known(string member, string value, IEnumerable<string> known, string what, string zh) =>
        known.Contains(value, StringComparer.Ordinal) ? [] : [new(member, value ?? "", new(zh, what))];

    private protected static Plant Replace<T>(Plant plant, IReadOnlyList<T> list, Func<T, bool> which, Func<T, T> by, Func<Plant, IReadOnlyList<T>, Plant> set) =>
        set(plant, [.. list.Select(each => which(each) ? by(each) : each)]);

    /// <summary>
    /// The problem with a calendar of resources changed; without its id the plant's and those others that <paramref name="alsoOf"/> tells.
    /// </summary>
    private protected static PlanningProblem WithCalendars(PlanningProblem problem, string? id, Func<PlantCalendar, bool> alsoOf, Func<PlantCalendar, PlantCalendar> by) => problem with
    {
        Plant = problem.Plant with
        {
            Calendar = id is null ? by(problem.Plant.Calendar) : problem.Plant.Calendar,
            Calendars = problem.Plant.Calendars.ToDictionary(
                each => each.Key, each => (id is null || each.Key == id) && alsoOf(each.Value) ? by(each.Value) : each.Value, StringComparer.Ordinal),
        },
    };

    /// <summary>A calendar of resources that has to be known.</summary>
    private protected static IEnumerable<ChangeProblem> KnownCalendar(PlanningProblem problem, string calendarId) =>
        Known("calendar", calendarId, problem.Plant.Calendars.Keys, "a calendar of the plant's resources", "资源日历之一");

    /// <summary>The problem with a circulation line changed.</summary>
    private protected static PlanningProblem WithLine(PlanningProblem problem, string lineId, Func<CirculationLine, CirculationLine> by) => problem with
    {
        Plant = Replace(problem.Plant, problem.Plant.CirculationLines, line => line.Id == lineId, by, (plant, lines) => plant with { CirculationLines = lines }),
    };

    /// <summary>A circulation line that has to be known.</summary>
    private protected static IEnumerable<ChangeProblem> KnownLine(PlanningProblem problem, string lineId) =>
        Known("lineId", lineId, problem.Plant.CirculationLines.Select(line => line.Id), "a circulation line of the plant", "一条流水线");

    private protected static IEnumerable<string> Projects(PlanningProblem problem) => problem.Elements.Select(element => element.ProjectId).Distinct();
}
