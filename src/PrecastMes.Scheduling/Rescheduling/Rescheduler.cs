using PrecastMes.Production.Elements;
using PrecastMes.Scheduling.Bounds;
using PrecastMes.Scheduling.Comparing;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>
/// Repairs a plan in force after something that it did not foresee. Begun and frozen work keeps its order and is pushed only as far as
/// a disturbance forces it; everything behind it keeps its order too at first, what came on top is put where it costs least, and the
/// rest of the budget goes into a search that pays for every element it starts at another time than people were told.
/// </summary>
/// <param name="time">Measures the budget; real time.</param>
public sealed class Rescheduler(TimeProvider time)
{
    /// <summary>An element that starts no further from its planned start than this has not moved.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Makes a repair; it puts nothing in force. Same request, seed and iterations give the same repair. Cancelled, it gives the best so
    /// far, or throws when there is none yet. The request must be free of <see cref="RescheduleProblems"/>.
    /// </summary>
    public Repair Solve(RescheduleRequest request, PlanningOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        ct.ThrowIfCancellationRequested();
        var began = time.GetTimestamp();
        var stays = new WorkInForce(request);
        var empty = new PlantModel(Problem(request, [], []));
        var kept = new RightShift(empty, stays.Kept).Apply(request.Disturbances);
        var remade = Remade(request);
        var model = new PlantModel(Problem(request, [.. stays.OpenElements, .. request.Rush, .. remade.Values], kept) with
        {
            InForce = new PlannedStarts(
                stays.Open.SelectMany(load => load.Elements.Select(element => (element.ElementId, load.MouldsFrom))).ToDictionary(each => each.ElementId, each => each.MouldsFrom, StringComparer.Ordinal),
                request.StabilitySeconds,
                Tolerance),
        });
        var bound = new LowerBounds(model).Prove();
        var decoder = new Decoder(model);
        var open = new OpenWork(model, request, stays.Open);
        var first = new FirstRepair(model, decoder, open).Find();
        var best = Improve(first);
        decoder.Run(best.Loads, best.Order);
        var (loads, schedule) = (best.Loads, decoder.Schedule);
        if (open.AsPlanned && schedule.Parts.Stability == 0 && new ShiftedWork(empty, model, open.Loads, stays, request.Disturbances) is var pushed && pushed.Schedule.Cost <= schedule.Cost)
        {
            // Every start is kept: then what no disturbance reaches is kept to the bit.
            (loads, schedule, kept) = (open.Loads, pushed.Schedule, pushed.Kept);
        }

        var plan = PlanWriter.Write(request.PlanId, request.Now, options.Seed, model, loads, schedule, kept, bound, time.GetElapsedTime(began));
        return Report(request, stays, kept, remade, plan);

        Solution Improve(Solution start)
        {
            if (time.GetElapsedTime(began) >= options.Budget)
            {
                return start;
            }

            var search = new PrioritySearch(model, decoder, new Random(options.Seed), start);
            for (var done = 0; !ct.IsCancellationRequested && time.GetElapsedTime(began) < options.Budget && done < (options.MaxIterations ?? int.MaxValue) && start.Order.Length > 1; done++)
            {
                search.Step();
            }

            return search.Best;
        }
    }

    private static PlanningProblem Problem(RescheduleRequest request, IReadOnlyList<Element> elements, IReadOnlyList<PlannedLoad> kept) =>
        new(request.Plant, elements, request.Now, request.PlanId, kept, request.Now) { Disturbances = request.Disturbances, MouldUses = request.MouldUses, InYard = request.InYard, NoOvertime = request.NoOvertime };

    private static Dictionary<string, Element> Remade(RescheduleRequest request)
    {
        var elements = request.Elements.ToDictionary(element => element.Id, StringComparer.Ordinal);
        var ids = request.Elements.Concat(request.Rush).Select(element => element.Id).ToHashSet(StringComparer.Ordinal);
        var remade = new Dictionary<string, Element>(StringComparer.Ordinal);
        foreach (var id in request.Disturbances.OfType<ElementScrapped>().Select(scrapped => scrapped.ElementId).Distinct(StringComparer.Ordinal))
        {
            var number = 1;
            while (!ids.Add($"{id}-R{number}"))
            {
                number++;
            }

            remade.Add(id, elements[id] with { Id = $"{id}-R{number}" });
        }

        return remade;
    }

    private static Repair Report(RescheduleRequest request, WorkInForce stays, IReadOnlyList<PlannedLoad> kept, Dictionary<string, Element> remade, Plan plan)
    {
        var scrapped = remade.Keys.ToHashSet(StringComparer.Ordinal);
        PlannedLoad[] after = [.. kept, .. plan.Loads];
        var untouched = stays.Kept.ToHashSet(ReferenceEqualityComparer.Instance);
        PlannedLoad[] pushed = [.. kept.Where(load => !untouched.Contains(load))];
        var changes = ElementChange.Between(request.Loads, after, out var same);
        var stability = new Stability(
            same,
            changes.Count(IsMoved),
            changes.Count(change => change.Kind == ElementChangeKind.Moved && !IsMoved(change)),
            changes.Count(change => change.Kind == ElementChangeKind.Added),
            changes.Count(change => change.Kind == ElementChangeKind.Removed),
            Late(request.Loads),
            Late(after),
            pushed.Length);
        var startOf = plan.Loads.SelectMany(load => load.Elements.Select(element => (element.ElementId, load.MouldsFrom))).ToDictionary(each => each.ElementId, each => each.MouldsFrom, StringComparer.Ordinal);
        var locks = stays.Open.Where(load => request.Locked.Contains(load.LoadId, StringComparer.Ordinal))
            .Concat(stays.Kept.Where(load => request.Locked.Contains(load.LoadId, StringComparer.Ordinal)))
            .Select(load => new BrokenLock(load.LoadId, load.MouldsFrom, StartOf(load)))
            .Where(held => held.Start != held.PlannedStart);
        plan = plan with { Outages = [.. request.Disturbances.Where(each => each is not ElementScrapped)], Pushed = pushed.Length == 0 ? null : pushed };
        return new Repair(plan, kept, pushed, [.. stays.Open.Select(load => load.LoadId)], remade, stability, changes, [.. locks]);

        DateTimeOffset? StartOf(PlannedLoad load) =>
            kept.FirstOrDefault(each => each.LoadId == load.LoadId)?.MouldsFrom
            ?? (load.Elements.Select(element => startOf.TryGetValue(element.ElementId, out var start) ? start : (DateTimeOffset?)null).FirstOrDefault(start => start is not null));

        int Late(IEnumerable<PlannedLoad> loads) => loads.Sum(load => load.Elements.Count(element => load.FinishAt > element.DueAt && !scrapped.Contains(element.ElementId)));

        static bool IsMoved(ElementChange change) =>
            change.Kind == ElementChangeKind.Moved && (change.StartAfter!.Value - change.StartBefore!.Value).Duration() > Tolerance;
    }
}
