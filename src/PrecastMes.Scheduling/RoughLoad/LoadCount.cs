using PrecastMes.Production.Elements;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Nesting;

namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>Counts the weekly load of one problem: places elements in weeks, nests them, books the loads and tells the result.</summary>
internal sealed class LoadCount
{
    private readonly RoughProblem _problem;
    private readonly PlantModel _model;
    private readonly WeekAxis _axis;
    private readonly Ledgers _ledgers;
    private readonly int[] _overdue;
    private readonly int[] _later;

    // By week, of whoever needs it.
    private readonly List<(Element Element, int Who)>[] _pieces;

    public LoadCount(RoughProblem problem, CancellationToken cancellation)
    {
        _problem = Checked(problem);
        var begun = problem.Begun.SelectMany(load => load.Elements);
        _model = new PlantModel(new PlanningProblem(
            problem.Plant, [.. problem.Ordered, .. problem.Offers.SelectMany(offer => offer.Elements), .. begun], problem.From, "", [])
        {
            Disturbances = problem.Disturbances,
        });
        _axis = new WeekAxis(_model, problem.Weeks);
        _ledgers = new Ledgers(_model, _axis, problem.Offers);
        _overdue = new int[problem.Offers.Count + 1];
        _later = new int[problem.Offers.Count + 1];
        _pieces = [.. _axis.Weeks.Select(_ => new List<(Element, int)>())];
        var index = _model.Elements.Select((element, i) => (element.Element.Id, i)).ToDictionary(x => x.Id, x => x.i, StringComparer.Ordinal);
        var weeks = new CastWeeks(_model, _axis);
        var nesting = new LoadNesting(_model);
        Count(problem.Ordered, ResourceLedger.Orders);
        for (var offer = 0; offer < problem.Offers.Count; offer++)
        {
            Count(problem.Offers[offer].Elements, offer);
        }

        foreach (var load in problem.Begun)
        {
            Placement[] known = [.. load.Elements.Where(e => index.ContainsKey(e.Id)).Select(e => new Placement(index[e.Id], 0, 0, false))];
            if (known.Length > 0)
            {
                _ledgers.Book(new Load(_model, known), load.Stage);
            }
        }

        void Count(IReadOnlyList<Element> elements, int who)
        {
            foreach (var week in elements.Where(e => index.ContainsKey(e.Id)).GroupBy(e => weeks.Of(_model.Elements[index[e.Id]])))
            {
                cancellation.ThrowIfCancellationRequested();
                _overdue[who + 1] += week.Key.Overdue ? week.Count() : 0;
                if (week.Key.Week == _axis.Weeks.Count)
                {
                    _later[who + 1] += week.Count();
                    continue;
                }

                _pieces[week.Key.Week].AddRange(week.Select(element => (element, who)));
                foreach (var load in nesting.FirstFit(week.Select(element => index[element.Id])))
                {
                    _ledgers.Book(load, who, week.Key.Week);
                }
            }
        }
    }

    public WeeklyLoad Result()
    {
        var weeks = Enumerable.Range(0, _axis.Weeks.Count).ToList();
        var begun = _problem.Begun.SelectMany(load => load.Elements).Select(element => element.Id).ToHashSet(StringComparer.Ordinal);
        var used = _ledgers.All.Where(ledger => ledger.Families.Any()).ToList();
        var families = _pieces.SelectMany(pieces => pieces).Select(piece => piece.Element.FamilyCode).Distinct().Order(StringComparer.Ordinal);
        return new WeeklyLoad(
            _model.Plant.Id,
            _model.StartAt,
            _axis.Weeks,
            [.. families.Select(family => new FamilyLoad(family, [.. weeks.Select(week => Family(family, week, used))]))],
            [.. used.Select(ledger => new ResourceLoad(ledger.Kind, ledger.Id, ledger.Units, [.. ledger.Families], [.. weeks.Select(ledger.Week)]))],
            [.. _problem.Offers.Select((offer, i) => OfferRoom.Of(offer, i, used, _axis.Weeks, Whole(i), _overdue[i + 1], _later[i + 1]))],
            [.. used.Select(Overloaded).OfType<Overload>().OrderBy(over => over.TakenFrom, StringComparer.Ordinal)],
            _overdue[0],
            _later[0],
            begun.Count,
            [.. _model.Unplanned.Where(element => !begun.Contains(element.ElementId))]);
    }

    private static RoughProblem Checked(RoughProblem problem)
    {
        if (problem.Weeks is < 1 or > RoughProblem.MostWeeks)
        {
            throw new ArgumentException($"{problem.Weeks} weeks; 1 to {RoughProblem.MostWeeks} are possible.", nameof(problem));
        }

        if (problem.Offers.FirstOrDefault(offer => !(offer.Probability > 0 && offer.Probability <= 1)) is { } wrong)
        {
            throw new ArgumentException($"Offer {wrong.ProjectId} has probability {wrong.Probability}; it must be over 0 up to 1.", nameof(problem));
        }

        var all = problem.Ordered.Concat(problem.Offers.SelectMany(offer => offer.Elements)).Concat(problem.Begun.SelectMany(load => load.Elements));
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return all.FirstOrDefault(element => !ids.Add(element.Id)) is { } twice
            ? throw new ArgumentException($"Element {twice.Id} stands twice among orders, offers and begun loads.", nameof(problem))
            : problem;
    }

    private FamilyWeek Family(string family, int week, List<ResourceLedger> used)
    {
        var pieces = _pieces[week].Where(piece => piece.Element.FamilyCode == family).ToList();
        return new FamilyWeek(
            Amount.Of(pieces.Where(piece => piece.Who == ResourceLedger.Orders).Select(piece => (piece.Element, 1.0))),
            Amount.Of(pieces.Where(piece => piece.Who != ResourceLedger.Orders).Select(piece => (piece.Element, _problem.Offers[piece.Who].Probability))),
            Amount.Of(pieces.Select(piece => (piece.Element, 1.0))),
            Fullest(family, week, used));
    }

    private static FullestResource? Fullest(string family, int week, List<ResourceLedger> used) => used
        .Where(ledger => ledger.IsNeededBy(family, week))
        .Select(ledger => (Ledger: ledger, Load: ledger.Week(week)))
        .Select(each => new FullestResource(
            each.Ledger.Kind,
            each.Ledger.Id,
            Math.Round(each.Ledger.Expected(family, week), 2),
            each.Load.OrderedPercent,
            each.Load.ExpectedPercent,
            each.Load.TakenPercent))
        .MaxBy(resource => resource.ExpectedPercent ?? double.MaxValue);

    private Amount Whole(int offer) => Amount.Of(_pieces.SelectMany(pieces => pieces).Where(piece => piece.Who == offer).Select(piece => (piece.Element, 1.0)));

    private Overload? Overloaded(ResourceLedger ledger)
    {
        ResourceWeek[] loads = [.. Enumerable.Range(0, _axis.Weeks.Count).Select(ledger.Week)];
        if (First(load => load.TakenPercent) is not { } taken)
        {
            return null;
        }

        var peak = Array.IndexOf(loads, loads.MaxBy(load => load.TakenPercent ?? double.MaxValue));
        return new Overload(
            ledger.Kind,
            ledger.Id,
            First(load => load.OrderedPercent),
            First(load => load.ExpectedPercent),
            taken,
            _axis.Weeks[peak].Name,
            loads[peak].TakenPercent,
            loads.All(load => !ResourceWeek.IsOver(load.ThroughPercent)));

        string? First(Func<ResourceWeek, double?> percent) =>
            Array.FindIndex(loads, load => ResourceWeek.IsOver(percent(load))) is var week and >= 0 ? _axis.Weeks[week].Name : null;
    }
}
