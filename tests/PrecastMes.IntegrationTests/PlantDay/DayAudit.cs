using System.Text.Json;

namespace PrecastMes.IntegrationTests.PlantDay;

/// <summary>
/// Holds three accounts of a day against each other: the released plan, what the simulator physically did, and what the
/// server tells of each element.
/// </summary>
internal static class DayAudit
{
    public static IReadOnlyList<string> Faults(
        IReadOnlyList<string> ids, IReadOnlyList<JsonElement> plans, IReadOnlyList<PhysicalEvent> events, IReadOnlyList<JsonElement> lives)
    {
        var faults = new List<string>();

        // Of a plan that was repaired those loads count that its elements are in now.
        var inForce = lives.Select(life => life.GetProperty("element").GetProperty("loadId").GetString()).ToHashSet();
        var loads = plans.SelectMany(plan => plan.GetProperty("loads").EnumerateArray().OrderBy(l => l.GetProperty("sequence").GetInt32()))
            .Where(load => inForce.Contains(load.GetProperty("loadId").GetString())).ToList();
        EveryElementOnce(ids, loads, faults);
        EveryCommandOnce(events, faults);
        foreach (var load in loads)
        {
            EveryOperationOnceAndInOrder(load, events, faults);
        }

        StartsInPlanOrder(loads, events, faults);
        foreach (var life in lives)
        {
            LifeIsWhole(life, faults);
        }

        return faults;
    }

    private static void EveryElementOnce(IReadOnlyList<string> ids, List<JsonElement> loads, List<string> faults)
    {
        var planned = loads.SelectMany(l => l.GetProperty("elements").EnumerateArray()).Select(e => e.GetProperty("elementId").GetString()!).ToList();
        faults.AddRange(ids.Except(planned).Select(id => $"{id} is in no load"));
        faults.AddRange(planned.GroupBy(id => id).Where(g => g.Count() > 1).Select(g => $"{g.Key} is in {g.Count()} loads"));
    }

    // The unit's sequence number names a command for ever: it may begin once and end once.
    private static void EveryCommandOnce(IReadOnlyList<PhysicalEvent> events, List<string> faults) =>
        faults.AddRange(events
            .Where(e => e.Seq > 0 && e.Phase.Length > 0)
            .GroupBy(e => (e.Unit, e.Seq, e.Phase))
            .Where(g => g.Count() > 1)
            .Select(g => $"{g.Key.Unit} executed command {g.Key.Seq} {g.Count()} times ({g.Key.Phase})"));

    private static void EveryOperationOnceAndInOrder(JsonElement load, IReadOnlyList<PhysicalEvent> events, List<string> faults)
    {
        var id = load.GetProperty("loadId").GetString()!;
        var done = events.Where(e => e.Load == id && e is { Event: "run", Phase: "end", Result: "done" }).ToList();
        foreach (var operation in load.GetProperty("operations").EnumerateArray())
        {
            var (unit, code) = (operation.GetProperty("unit").GetString()!, operation.GetProperty("operation").GetString()!);
            var times = done.Count(e => e.Unit == unit && e.Operation == code);
            if (times != 1)
            {
                faults.Add($"{id}: {code} at {unit} was done {times} times");
            }
        }

        // The dry stations and the finishing places part after lifting; each branch is in order for itself.
        var route = load.GetProperty("operations").EnumerateArray().Select(o => o.GetProperty("unit").GetString()!).ToList();
        foreach (var branch in new[] { route.Where(u => !Finishing(u)).ToList(), route.Where(Finishing).ToList() })
        {
            var ends = branch.Distinct().Select(u => done.Where(e => e.Unit == u).Select(e => e.At).DefaultIfEmpty().Max()).ToList();
            if (!ends.SequenceEqual(ends.Order()))
            {
                faults.Add($"{id}: operations of {string.Join(" → ", branch)} ended out of order");
            }
        }
    }

    private static bool Finishing(string unit) => unit is "S18" or "S19" or "S20" or "FR1" or "FI1" or "FY1";

    private static void StartsInPlanOrder(List<JsonElement> loads, IReadOnlyList<PhysicalEvent> events, List<string> faults)
    {
        var planned = loads.Where(l => l.GetProperty("palletId").ValueKind == JsonValueKind.String)
            .Select(l => l.GetProperty("loadId").GetString()!).ToList();
        var started = events.Where(e => e is { Unit: "S01", Event: "run", Phase: "end" }).OrderBy(e => e.At).Select(e => e.Load).ToList();
        if (!planned.SequenceEqual(started))
        {
            faults.Add($"loads started as {string.Join(' ', started)}, planned as {string.Join(' ', planned)}");
        }
    }

    private static void LifeIsWhole(JsonElement life, List<string> faults)
    {
        var element = life.GetProperty("element");
        var id = element.GetProperty("id").GetString()!;
        if (element.GetProperty("state").GetString() != "yard")
        {
            faults.Add($"{id} is {element.GetProperty("state")}");
        }

        var passed = life.GetProperty("events").EnumerateArray().Count(e => e.GetProperty("kind").GetString() == "passed");
        if (passed != 1)
        {
            faults.Add($"{id} passed {passed} times");
        }

        if (life.GetProperty("curing") is not { ValueKind: JsonValueKind.Object } curing)
        {
            faults.Add($"{id} has no curing curve");
            return;
        }

        // Every programme of the sample presets 2 h or more, heats to 50 ℃ or more, and stays under 70 ℃.
        var temperatures = curing.GetProperty("tempsC").EnumerateArray().Select(t => t.GetDouble()).ToList();
        var hours = temperatures.Count * curing.GetProperty("intervalSeconds").GetInt32() / 3600.0;
        if (hours < 7 || temperatures.Max() is < 45 or > 70 || temperatures[0] > 30)
        {
            faults.Add($"{id}: curing of {hours:F1} h from {temperatures[0]} to {temperatures.Max()} ℃ is none of the plant's programmes");
        }

        if (curing.GetProperty("strengthMpa").GetDouble() < 15)
        {
            faults.Add($"{id} left its place at {curing.GetProperty("strengthMpa")} MPa");
        }
    }
}
