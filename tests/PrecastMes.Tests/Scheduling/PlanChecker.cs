using System.Text.Json;

namespace PrecastMes.Tests.Scheduling;

/// <summary>
/// Checks plans as an outsider would: from the JSON text, the plant's YAML files and the order files alone, sharing no code
/// with the planner. Several plans of one plant are checked together, because their loads share its resources.
/// A finding is a text that begins with the rule's name and a colon.
/// </summary>
internal sealed class PlanChecker
{
    private readonly PlanCheckerInput _input;
    private readonly List<string> _findings = [];
    private readonly PlanCheckerHolds _holds;
    private readonly PlanCheckerMoulds _moulds;

    private PlanChecker(PlanCheckerInput input)
    {
        _input = input;
        _holds = new PlanCheckerHolds(_findings);
        _moulds = new PlanCheckerMoulds(input, _findings);
    }

    public static IReadOnlyList<string> Check(string plantDirectory, IEnumerable<string> orderFiles, params string[] plans)
    {
        var checker = new PlanChecker(new PlanCheckerInput(plantDirectory, orderFiles));
        var documents = plans.Select(p => JsonDocument.Parse(p).RootElement).ToList();
        checker.CheckCoverage(documents);
        foreach (var plan in documents)
        {
            checker.CheckPlan(plan);
        }

        checker._holds.Check();
        checker._moulds.Check(documents);
        return checker._findings;
    }

    /// <summary>
    /// Checks a repair: loads that stay of plans in force, which need not be whole, and the new plan beside them. Elements that stand
    /// in none of them are named in <paramref name="gone"/>; <paramref name="alike"/> gives new elements as copies of ordered ones. What
    /// ran at <paramref name="now"/> may have been interrupted by a breakdown: its length is not looked at.
    /// </summary>
    public static IReadOnlyList<string> CheckRepair(
        string plantDirectory, IEnumerable<string> orderFiles, DateTimeOffset now, string kept, string plan, IEnumerable<string> gone, IEnumerable<(string Id, string Of, DateOnly? Need)> alike)
    {
        var checker = new PlanChecker(new PlanCheckerInput(plantDirectory, orderFiles));
        foreach (var (id, of, need) in alike)
        {
            var like = checker._input.Elements[of];
            checker._input.Elements.Add(id, like with { Id = id, Need = need?.ToDateTime(TimeOnly.MinValue) ?? like.Need });
        }

        foreach (var id in gone)
        {
            checker._input.Elements.Remove(id);
        }

        JsonElement stays = JsonDocument.Parse(kept).RootElement, planned = JsonDocument.Parse(plan).RootElement;
        checker.CheckCoverage([stays, planned]);
        checker.CheckLoads(stays);
        checker.CheckPlan(planned);
        checker._holds.Check();
        checker._moulds.Check([stays, planned]);
        var at = now.ToUnixTimeSeconds();
        var running = stays.List("loads")
            .SelectMany(load => load.List("operations").Where(o => o.At("start") <= at && o.At("end") > at).Select(o => $"calendar: {load.Text("loadId")}: {o.Text("operation")} "))
            .ToList();
        return [.. checker._findings.Where(finding => !running.Exists(excused => finding.StartsWith(excused, StringComparison.Ordinal)))];
    }

    private void Require(bool holds, string rule, string what)
    {
        if (!holds)
        {
            _findings.Add($"{rule}: {what}");
        }
    }

    private void CheckCoverage(List<JsonElement> plans)
    {
        var seen = new Dictionary<string, int>();
        foreach (var id in plans.SelectMany(p => p.List("loads")).SelectMany(l => l.List("elements")).Concat(plans.SelectMany(p => p.List("unplanned"))).Select(e => e.Text("elementId")))
        {
            Require(_input.Elements.ContainsKey(id), "coverage", $"{id} was not ordered");
            seen[id] = seen.GetValueOrDefault(id) + 1;
        }

        foreach (var id in _input.Elements.Keys)
        {
            Require(seen.GetValueOrDefault(id) == 1, "coverage", $"{id} stands {seen.GetValueOrDefault(id)} times");
        }

        var loads = plans.SelectMany(p => p.List("loads")).Select(l => l.Text("loadId")).ToList();
        Require(loads.Distinct().Count() == loads.Count, "coverage", "a load id stands twice");
    }

    private void CheckPlan(JsonElement plan)
    {
        var calendars = CheckLoads(plan);
        foreach (var line in plan.List("loads").GroupBy(l => l.Text("lineId")))
        {
            var sequence = line.OrderBy(l => l.At("mouldsFrom")).ThenBy(l => l.Number("sequence")).Select(l => l.Number("sequence"));
            Require(sequence.SequenceEqual(Enumerable.Range(1, line.Count()).Select(n => (long)n)), "sequence", $"line {line.Key} is not numbered by start");
        }

        new PlanCheckerFigures(_input, calendars, plan, Require).Check();
    }

    private PlanCheckerCalendars CheckLoads(JsonElement plan)
    {
        var start = plan.At("startAt");
        var loads = plan.List("loads");
        var end = loads.Select(l => Math.Max(l.At("finishAt"), l.At("mouldsUntil"))).DefaultIfEmpty(start).Max();
        var calendars = new PlanCheckerCalendars(_input, start, end + (30 * 86400));
        Require(plan.Text("plantId") == _input.Plant.Text("id"), "document", $"plant {plan.Text("plantId")}");
        foreach (var load in loads)
        {
            Require(load.Text("loadId").StartsWith(plan.Text("planId") + "-", StringComparison.Ordinal), "document", $"load id {load.Text("loadId")}");
            try
            {
                new PlanCheckerLoad(_input, calendars, load, start, Require, _holds, _moulds).Check();
            }
            catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
            {
                Require(false, "document", $"{load.Text("loadId")} can't be read: {fault.Message}");
            }
        }

        return calendars;
    }
}
