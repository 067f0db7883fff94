using PrecastMes.Production.Elements;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Promising;

/// <summary>
/// Capable-to-promise: lays an order into the live plan twice, behind everything ordered before and in its turn by due dates. Both are
/// complete plans of the engine, with moulds, pallets, stations, chamber and crews, so each date has a schedule that holds it; a longer
/// search could only find earlier ones.
/// </summary>
/// <param name="time">Measures the budget; real time.</param>
public sealed class OrderPromise(TimeProvider time)
{
    private const int Plans = 3;

    /// <summary>
    /// Answers for <paramref name="order"/>, whose ids are none of <paramref name="live"/>'s. <paramref name="live"/> holds the released
    /// loads and the elements that are ordered but not released. <paramref name="budget"/> is for the search; the start rules run anyway.
    /// </summary>
    /// <exception cref="ArgumentException">The order is empty, or an element of it is in the live plan.</exception>
    public Promise Ask(PlanningProblem live, IReadOnlyList<Element> order, TimeSpan budget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(live);
        ArgumentNullException.ThrowIfNull(order);
        var known = live.Elements.Select(element => element.Id).Concat(live.Committed.SelectMany(load => load.Elements).Select(element => element.ElementId)).ToHashSet(StringComparer.Ordinal);
        if (order.Count == 0 || order.Any(element => known.Contains(element.Id)))
        {
            throw new ArgumentException(order.Count == 0 ? "An order without elements." : $"{order.First(element => known.Contains(element.Id)).Id} is in the live plan.", nameof(order));
        }

        var options = new PlanningOptions(1, budget / Plans, MaxIterations: null);
        var scheduler = new DetailedScheduler(time);
        Plan before = Solve(live);
        Plan behind = Solve(live with { Elements = order, Committed = [.. live.Committed, .. before.Loads] });
        Plan inTurn = live.Elements.Count == 0 ? behind : Solve(live with { Elements = [.. live.Elements, .. order] });
        Dictionary<string, DateTimeOffset> behindAt = Finishes(behind), inTurnAt = Finishes(inTurn);
        PromisedFloor[] floors = [.. order.Where(element => behindAt.ContainsKey(element.Id)).GroupBy(element => (element.Building, element.Floor)).Select(floor => new PromisedFloor(
            floor.Key.Building,
            floor.Key.Floor,
            floor.Count(),
            floor.Max(element => element.NeedDate),
            NeedDate(live.Plant, floor.Max(element => behindAt[element.Id])),
            NeedDate(live.Plant, floor.Max(element => inTurnAt[element.Id])))).OrderBy(floor => floor.Building, StringComparer.Ordinal).ThenBy(floor => floor.Floor)];
        return new Promise(
            floors,
            floors.Length == 0 ? null : floors.Max(floor => floor.WithoutPushing),
            floors.Length == 0 ? null : floors.Max(floor => floor.InTurn),
            [.. Pushed(live, Finishes(before), inTurn)],
            behind.Unplanned);

        Plan Solve(PlanningProblem problem) => scheduler.Solve(problem, options, null, cancellation);
    }

    /// <summary>The first need date whose due instant, the start of the day so many yard days before, is not before the finish.</summary>
    private static DateOnly NeedDate(Plant plant, DateTimeOffset finish)
    {
        var local = TimeZoneInfo.ConvertTime(finish, TimeZoneInfo.FindSystemTimeZoneById(plant.Calendar.TimeZoneId));
        var day = DateOnly.FromDateTime(local.DateTime);
        return day.AddDays(plant.YardLeadDays + (local.TimeOfDay > TimeSpan.Zero ? 1 : 0));
    }

    private static Dictionary<string, DateTimeOffset> Finishes(Plan plan) =>
        plan.Loads.SelectMany(load => load.Elements.Select(element => (element.ElementId, load.FinishAt))).ToDictionary(each => each.ElementId, each => each.FinishAt, StringComparer.Ordinal);

    private static IEnumerable<PushedElement> Pushed(PlanningProblem live, Dictionary<string, DateTimeOffset> before, Plan inTurn)
    {
        Dictionary<string, string> projects = live.Elements.ToDictionary(element => element.Id, element => element.ProjectId, StringComparer.Ordinal);
        return inTurn.Loads
            .SelectMany(load => load.Elements.Select(element => (element.ElementId, element.DueAt, load.FinishAt)))
            .Where(each => projects.ContainsKey(each.ElementId) && each.FinishAt > each.DueAt && each.FinishAt > before[each.ElementId])
            .Select(each => new PushedElement(each.ElementId, projects[each.ElementId], each.DueAt, before[each.ElementId], each.FinishAt))
            .OrderBy(each => each.DueAt).ThenBy(each => each.ElementId, StringComparer.Ordinal);
    }
}
