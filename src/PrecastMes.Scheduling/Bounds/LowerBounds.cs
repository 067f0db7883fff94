using PrecastMes.Production.Moulds;
using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Bounds;

/// <summary>
/// Proves lower bounds by relaxation to one resource at a time. Tardiness of disjoint sets of elements adds up: mould types
/// within a line, lines within the plant; of resources that serve the same elements the strongest counts. Weighted tardiness is
/// cut into layers: with weights w₁ &lt; w₂ &lt; … it is the sum over j of (wⱼ − wⱼ₋₁) times the plain tardiness of the elements that
/// weigh wⱼ or more, and each of these sums has its own bound, since fewer elements only need fewer turns. A floor is as late as its latest
/// element and weighs what its elements weigh together, so floors are at least as late as elements are; each floor is as late as any of its
/// elements alone on the empty line; and it is as late as the mean of its elements from one mould type, so that these may share its whole
/// weight among them, each floor for one type. A casting station that takes n kinds of concrete and family changes at least n − 1 times.
/// Of earliness, overtime and mould changes nothing is proven.
/// </summary>
internal sealed class LowerBounds(PlantModel model)
{
    /// <summary>The plant's bound. Loads that are already released are left out, which can only lower it.</summary>
    public LowerBound Prove()
    {
        var tardiness = Tardiness(model.Elements, out var makespan, out var from);
        var weighted = tardiness + InLayers(model.Elements, e => e.Element.TardinessWeight, 1, some => Tardiness(some, out _, out _));
        var parts = new ObjectiveParts { Tardiness = weighted, FloorTardiness = Math.Max(weighted, Math.Max(FloorsAlone(), FloorsByMould())), Changeovers = Changeovers() };
        return new LowerBound(parts, makespan, from, model.Plant.Objective);
    }

    // The weighted sum beyond a weight that all have.
    private static long InLayers(ElementModel[] elements, Func<ElementModel, long> weightOf, long below, Func<ElementModel[], long> tardiness)
    {
        long sum = 0;
        foreach (var weight in elements.Select(weightOf).Where(w => w > below).Distinct().Order().ToList())
        {
            sum += (weight - below) * tardiness([.. elements.Where(e => weightOf(e) >= weight)]);
            below = weight;
        }

        return sum;
    }

    // Each floor counts for one mould type, or it would be late twice: the type by which most is late has the first choice.
    private long FloorsByMould()
    {
        var left = new HashSet<int>(Enumerable.Range(0, model.FloorWeights.Length));
        long sum = 0;
        foreach (var type in model.Elements.GroupBy(e => (e.Line, e.MouldType)).Select(group => group.ToArray()).OrderByDescending(FloorsOf))
        {
            sum += FloorsOf([.. type.Where(e => left.Contains(e.Floor))]);
            left.ExceptWith(type.Select(e => e.Floor));
        }

        return sum;
    }

    private long FloorsOf(ElementModel[] ofOneType)
    {
        var onFloor = ofOneType.CountBy(e => e.Floor).ToDictionary();
        return InLayers(
            ofOneType, e => model.FloorWeights[e.Floor] / onFloor[e.Floor], 0, some => OfMoulds(model.Lines[some[0].Line], some[0].MouldType, some).Tardiness);
    }

    private long FloorsAlone()
    {
        var alone = new AloneRoutes(model);
        return model.Elements.GroupBy(e => e.Floor).Sum(floor => floor.Max(e => (long)alone.Late(e)) * model.FloorWeights[floor.Key]);
    }

    private long Changeovers() => model.Lines.Where(line => line.Loop is not null)
        .Sum(line => Math.Max(0, model.Elements.Where(e => e.Line == line.Index).Select(e => (e.Element.FamilyCode, e.Element.ConcreteGrade)).Distinct().Count() - 1));

    /// <summary>What a bound of the tardiness of some elements is made of, weights apart: resources that serve different ones of them.</summary>
    public IReadOnlyList<CompletionBound> Binding(ElementModel[] elements)
    {
        Prove(elements, out _, out var binding);
        return binding;
    }

    private long Tardiness(ElementModel[] all, out int makespan, out string from)
    {
        var tardiness = Prove(all, out var bounds, out var strongest);
        var longest = bounds.MaxBy(b => b.Makespan);

        // The bound rests on a sum; the greatest part names what binds.
        var greatest = strongest.MaxBy(b => b.Tardiness);
        from = (greatest is { Tardiness: > 0 } ? greatest : longest)?.Resource ?? "";
        makespan = longest?.Makespan ?? 0;
        return tardiness;
    }

    private long Prove(ElementModel[] all, out List<CompletionBound> bounds, out List<CompletionBound> strongest)
    {
        bounds = [];
        strongest = [];
        long tardiness = 0;
        foreach (var line in model.Lines)
        {
            var elements = all.Where(e => e.Line == line.Index).ToList();
            if (elements.Count == 0)
            {
                continue;
            }

            var moulds = elements.GroupBy(e => e.MouldType)
                .Select(g => OfMoulds(line, g.Key, [.. g]))
                .ToList();
            var shared = (line.Loop is null ? OfCrews(line, elements) : OfStations(line, elements)).Append(OfReleases(line, elements)).ToList();
            bounds.AddRange(moulds);
            bounds.AddRange(shared);
            var byMould = moulds.Sum(b => b.Tardiness);
            var best = shared.MaxBy(b => b.Tardiness);
            if (best is not null && best.Tardiness > byMould)
            {
                tardiness += best.Tardiness;
                strongest.Add(best);
            }
            else
            {
                tardiness += byMould;
                strongest.AddRange(moulds);
            }
        }

        return tardiness;
    }

    private static int[] Dues(IEnumerable<ElementModel> elements) => [.. elements.Select(e => e.Due).Order()];

    /// <summary>Each element alone on the empty line from its release.</summary>
    private CompletionBound OfReleases(LineModel line, List<ElementModel> elements)
    {
        var alone = new AloneRoutes(model);
        return new CompletionBound(
            $"route of line {line.Id}", line.Index, elements.Sum(e => (long)alone.Late(e)), elements.Max(e => alone.FinishFrom(e.Release, e)), elements.Count);
    }

    private CompletionBound OfMoulds(LineModel line, int mouldType, ElementModel[] elements) =>
        line.Loop is null ? OfFixedMould(line, mouldType, elements) : OfMould(line, mouldType, elements);

    /// <summary>Consecutive cycles on the units of a mould type.</summary>
    private CompletionBound OfMould(LineModel line, int mouldType, ElementModel[] elements)
    {
        var stock = model.Moulds[mouldType].Type;
        var route = new RouteBound(model, line, elements);
        var earliest = new int[elements.Length];
        var free = 0;
        var finish = 0;
        for (var k = 0; k < elements.Length; k++)
        {
            if (k % stock.Count == 0)
            {
                free = route.EndOf(line.StripStep, route.ArrivalAt(line.StripStep, k == 0 ? 0 : Cleaned(stock, free)));
                finish = route.FinishAfter(line.StripStep, free);
            }

            earliest[k] = finish;
        }

        return CompletionBound.Of(NameOf(stock), line.Index, earliest, Dues(elements));
    }

    // Each unit is cleaned between two uses; changes of mark and maintenance may fall elsewhere and only delay it.
    private int Cleaned(MouldType stock, int free) => model.Calendar.Advance(free, stock.CleaningMinutes * 60);

    private static string NameOf(MouldType stock) => $"mould type {stock.Id}, {stock.Count} {(stock.Count == 1 ? "unit" : "units")}";

    /// <summary>
    /// Cycles in fixed moulds, where each load is one element: the k-th end of a step comes no earlier than the step takes after
    /// the k-th end of the step before, and, with g gangs or places, after the (k − g)-th end of its own; the k-th start, with u
    /// units, no earlier than the (k − u)-th end of demoulding. Other elements that share the crews can only delay it.
    /// </summary>
    private CompletionBound OfFixedMould(LineModel line, int mouldType, ElementModel[] elements)
    {
        var stock = model.Moulds[mouldType].Type;
        var route = new RouteBound(model, line, elements);
        var cure = elements.Min(e => e.CureSeconds);
        var ends = new int[line.FinalStep + 1, elements.Length];
        var earliest = new int[elements.Length];
        for (var k = 0; k < elements.Length; k++)
        {
            var time = k < stock.Count ? 0 : Cleaned(stock, ends[line.StripStep, k - stock.Count]);
            for (var step = 0; step <= line.FinalStep; step++)
            {
                var crew = line.Steps[step].Crew;
                var places = crew >= 0 ? line.Area!.Crews[crew].Gangs : step >= line.FinishingFrom ? 1 : int.MaxValue;
                var free = k >= places ? ends[step, k - places] - (step == line.CastStep ? line.BatchSeconds : 0) : 0;
                time = route.EndOf(step, Math.Max(time, free));
                ends[step, k] = time;
                time += step == line.FirstDryStep - 1 ? cure : 0;
            }

            earliest[k] = ends[line.FinalStep, k];
        }

        return CompletionBound.Of(NameOf(stock), line.Index, earliest, Dues(elements));
    }

    private IEnumerable<CompletionBound> OfStations(LineModel line, List<ElementModel> elements)
    {
        var loop = line.Loop!;
        var route = new RouteBound(model, line, elements);
        var shares = PalletShares.Of(line, elements);
        for (var step = 0; step <= line.FinalStep; step++)
        {
            if (step > line.LiftStep && step < line.FinishingFrom)
            {
                continue;
            }

            // Between two loads a blocking station waits for one move out and one move in. Where the mixer has its own working time the batch
            // may lie in a break of the station, and is not counted.
            var moves = step < line.FinishingFrom && route.Work(step) > 0 ? line.MovesAt(step) : 0;
            var kind = line.Steps[step].Kind;
            var own = model.Calendars.Steps[line.Index][step];
            var batch = step == line.CastStep && model.Calendars.Mixers[line.Mixer] == own ? line.BatchSeconds : 0;
            var seconds = new double[elements.Count];
            for (var i = 0; i < seconds.Length; i++)
            {
                var station = line.Steps[step].Station;
                var family = elements[i].Element.FamilyCode;
                seconds[i] = ((station.WorkSeconds(family, 0) + batch + moves) * shares[i]) + station.PerElementSeconds;
            }

            var head = route.ArrivalAt(step, 0);
            var calendar = kind == OperationKind.Clock ? null : Widened(own, moves, kind == OperationKind.NonInterruptible);
            var at = step;
            yield return OfWork(
                $"station {line.Steps[step].Station.Id}", line, elements, seconds, moves,
                work => route.FinishAfter(at, calendar?.Advance(head, work) ?? (head + work)));
        }

        var inChamber = elements.Select((e, i) => shares[i] * (loop.Chamber.StoreSeconds + e.CureSeconds + loop.Chamber.RetrieveSeconds) / line.Compartments.Length).ToArray();
        var store = route.EndOf(line.FirstDryStep - 1, route.ArrivalAt(line.FirstDryStep - 1, 0));
        yield return OfWork(
            $"chamber {loop.Chamber.Id}, {line.Compartments.Length} compartments", line, elements, inChamber, 0,
            work => route.FinishAfterCuring(store + work - loop.Chamber.RetrieveSeconds));

        var cycle = line.Steps.Take(line.StripStep + 1).Select((_, step) => route.Work(step) + loop.TransferSeconds).Sum()
            + line.BatchSeconds + loop.Chamber.StoreSeconds + loop.Chamber.RetrieveSeconds;
        var onPallet = elements.Select((e, i) => shares[i] * (cycle + e.CureSeconds) / line.Pallets.Length).ToArray();
        yield return OfWork(
            $"{line.Pallets.Length} pallets of line {line.Id}", line, elements, onPallet, 0, work => route.FinishAfter(line.StripStep, work));
    }

    private IEnumerable<CompletionBound> OfCrews(LineModel line, List<ElementModel> elements)
    {
        var route = new RouteBound(model, line, elements);
        for (var crew = 0; crew < line.Area!.Crews.Count; crew++)
        {
            var steps = Enumerable.Range(0, line.FinishingFrom).Where(s => line.Steps[s].Crew == crew && line.Steps[s].Kind != OperationKind.Clock).ToList();
            if (steps.Count == 0)
            {
                continue;
            }

            var gangs = line.Area.Crews[crew].Gangs;
            var overtime = steps.Exists(s => line.Steps[s].Kind == OperationKind.NonInterruptible);
            var calendar = Widened(model.Calendars.Crews[line.Index][crew], 0, overtime);
            var head = route.ArrivalAt(steps[0], 0);
            var seconds = elements.Select(e => steps.Sum(s => (double)line.Steps[s].Station.WorkSeconds(e.Element.FamilyCode, 1)) / gangs).ToArray();
            yield return OfWork(
                $"crew {line.Area.Crews[crew].Id}, {gangs} {(gangs == 1 ? "gang" : "gangs")}", line, elements, seconds, 0,
                work => route.FinishAfter(steps[^1], calendar.Advance(head, work)));
        }
    }

    /// <summary>
    /// The k-th finish on a resource is no earlier than the k smallest shares of its time take together;
    /// <paramref name="once"/> is what the first load does not need.
    /// </summary>
    private static CompletionBound OfWork(
        string resource, LineModel line, List<ElementModel> elements, double[] seconds, int once, Func<int, int> finishOfWork)
    {
        var sorted = seconds.Order().ToArray();
        var earliest = new int[sorted.Length];
        double work = -once;
        for (var k = 0; k < sorted.Length; k++)
        {
            work += sorted[k];

            // Rounded down with room for the error of the sum: a bound may be too low, never too high.
            earliest[k] = finishOfWork(Math.Max(0, (int)Math.Floor(work - 1e-6)));
        }

        return CompletionBound.Of(resource, line.Index, earliest, Dues(elements));
    }

    /// <summary>
    /// Staffed time with each window lengthened by its overtime and by one pair of moves: only one pair fits into a break,
    /// because work lies between two of them.
    /// </summary>
    private static WorkCalendar Widened(WorkCalendar calendar, int moves, bool overtime)
    {
        var windows = new List<WorkWindow>();
        for (var i = 0; i < calendar.Count; i++)
        {
            var window = calendar[i];
            windows.Add(new WorkWindow(window.Start, window.End + moves + (overtime ? window.Overtime : 0), 0));
        }

        return new WorkCalendar(Merge(windows));
    }

    private static List<WorkWindow> Merge(List<WorkWindow> windows)
    {
        var merged = new List<WorkWindow>();
        foreach (var window in windows)
        {
            if (merged.Count > 0 && merged[^1].End >= window.Start)
            {
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, window.End) };
            }
            else
            {
                merged.Add(window);
            }
        }

        return merged;
    }
}
