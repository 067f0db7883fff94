using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Recomputes a plan's key figures and its list of late elements.</summary>
internal sealed class PlanCheckerFigures(PlanCheckerInput input, PlanCheckerCalendars calendars, JsonElement plan, Action<bool, string, string> require)
{
    private static readonly string[] Reasons = ["mould", "pallet", "station", "crew", "chamber", "calendar", "route", "release"];

    public void Check()
    {
        var loads = plan.List("loads");
        var kpi = plan.GetProperty("kpi");
        var start = plan.At("startAt");
        var elements = loads.SelectMany(l => l.List("elements").Select(e => (Id: e.Text("elementId"), Due: e.At("dueAt"), Finish: l.At("finishAt"), input.Elements.GetValueOrDefault(e.Text("elementId"))?.Weight))).ToList();
        var asked = elements.Count + plan.List("unplanned").Count;
        var tardiness = elements.Sum(e => (e.Weight ?? 1) * Math.Max(0, e.Finish - e.Due)) / 3600.0;
        var makespan = (loads.Select(l => l.At("finishAt")).DefaultIfEmpty(start).Max() - start) / 3600.0;
        Same("elements", asked);
        Same("scheduled", elements.Count);
        Same("onTimeShare", asked == 0 ? 1 : elements.Count(e => e.Finish <= e.Due) / (double)asked);
        Same("weightedTardinessHours", tardiness);
        Same("makespanHours", makespan);
        Same("objective", Parts(loads, makespan));
        Same("pallets", loads.Count(l => l.GetProperty("palletId").ValueKind != JsonValueKind.Null));
        Same("volumeLitres", loads.Sum(l => l.Number("volumeLitres")));
        CheckYard(elements.Where(e => e.Finish < e.Due).Select(e => (e.Finish, e.Due)).ToList());
        Same("changeovers", Changeovers(loads));
        Same("overtimeHours", Overtime(loads));
        double objective = kpi.Real("objective"), bound = kpi.Real("lowerBound");
        require(bound <= objective + 1e-6, "bound", $"bound {bound} is above objective {objective}");
        require(Math.Abs(kpi.Real("gap") - (objective == 0 ? 0 : (objective - bound) / objective)) < 1e-4, "bound", $"gap {kpi.Real("gap")}");
        require(kpi.Text("status") == plan.Text("status"), "figures", "status");
        CheckLate(elements.Where(e => e.Finish > e.Due).ToDictionary(e => e.Id, e => (e.Due, e.Finish)));

        void Same(string figure, double value) =>
            require(Math.Abs(kpi.Real(figure) - value) <= 1e-3 + (Math.Abs(value) * 1e-6), "figures", $"{figure} is {kpi.Real(figure)}, counted {value}");
    }

    /// <summary>The objective, by the plant's weights, each part counted from the loads.</summary>
    private double Parts(List<JsonElement> loads, double makespan)
    {
        var pieces = loads.SelectMany(l => l.List("elements").Select(e =>
            (Of: input.Elements.GetValueOrDefault(e.Text("elementId")), Id: e.Text("elementId"), Late: (l.At("finishAt") - e.At("dueAt")) / 3600.0))).ToList();
        var floors = pieces.GroupBy(p => p.Of is { } of ? of.FloorKey : p.Id);
        var counted = new Dictionary<string, double>
        {
            ["floorTardinessPerHour"] = floors.Sum(f => Math.Max(0, f.Max(p => p.Late)) * f.Sum(p => p.Of?.Weight ?? 1)),
            ["tardinessPerHour"] = pieces.Sum(p => (p.Of?.Weight ?? 1) * Math.Max(0, p.Late)),
            ["earlinessPerDay"] = pieces.Sum(p => Math.Max(0, -p.Late)) / 24,
            ["overtimePerHour"] = Overtime(loads),
            ["changeoverEach"] = Changeovers(loads),
            ["mouldChangePerHour"] = MouldChange(),
            ["makespanPerHour"] = makespan,
        };
        var stated = plan.GetProperty("kpi").List("parts");
        require(stated.Count == counted.Count, "figures", $"{stated.Count} parts of the objective");
        var weights = input.Plant.Children.TryGetValue("objective", out var section) ? (YamlMappingNode)section : null;
        double points = 0;
        foreach (var (name, amount) in counted)
        {
            var weight = weights is null ? name switch { "tardinessPerHour" => 1000, "makespanPerHour" => 1, _ => 0 } : weights.Children.ContainsKey(name) ? weights.Number(name) : 0;
            points += amount * weight;
            var part = stated.FirstOrDefault(p => name.StartsWith(p.Text("part"), StringComparison.Ordinal) || p.Text("part") + "Each" == name[..^4] + "sEach");
            require(part.ValueKind == JsonValueKind.Object && Math.Abs(part.Real("amount") - amount) <= 1e-3 + (amount * 1e-6), "figures", $"{name}: {part}, counted {amount}");
            require(part.ValueKind != JsonValueKind.Object || part.GetProperty("atLeast").ValueKind == JsonValueKind.Null || part.Real("atLeast") <= amount + 1e-3, "bound", $"{name}: {part}, counted {amount}");
        }

        return points;
    }

    // What the plan says of the work on moulds is checked where moulds are.
    private double MouldChange()
    {
        double minutes = 0;
        foreach (var work in plan.TryGetProperty("mouldWork", out _) ? plan.List("mouldWork") : [])
        {
            if (work.TryGetProperty("toMark", out var to) && to.ValueKind == JsonValueKind.String && work.GetProperty("fromMark").ValueKind == JsonValueKind.String)
            {
                var type = input.Moulds.Single(m => work.Text("mouldUnit").StartsWith(m.Text("id") + "-", StringComparison.Ordinal));
                minutes += type.Maps("changeovers").Single(c => c.Text("from") == work.Text("fromMark") && c.Text("to") == to.GetString()).Number("minutes");
            }
        }

        return minutes / 60;
    }

    // Stored from the finish to the due instant, counted at each finish, where the number is greatest.
    private void CheckYard(List<(long Finish, long Due)> early)
    {
        var most = early.Select(at => early.Count(other => other.Finish <= at.Finish && other.Due > at.Finish)).DefaultIfEmpty(0).Max();
        var stated = plan.GetProperty("kpi").Number("yardPeak");
        require(stated >= most, "figures", $"yardPeak is {stated}, counted {most} without earlier plans");
        require(most <= input.Plant.NumberOr("yardPlaces", long.MaxValue), "yard", $"{most} elements lie in the yard before they are due");
    }

    private void CheckLate(Dictionary<string, (long Due, long Finish)> late)
    {
        var stated = plan.List("late");
        require(stated.Select(l => l.Text("elementId")).ToHashSet().SetEquals(late.Keys) && stated.Count == late.Count, "late", "the list names other elements than are late");
        foreach (var entry in stated)
        {
            var known = late.TryGetValue(entry.Text("elementId"), out var times);
            require(known && entry.At("dueAt") == times.Due && entry.At("finishAt") == times.Finish, "late", $"{entry.Text("elementId")}: times");
            require(Reasons.Contains(entry.Text("reasonCode")), "late", $"{entry.Text("elementId")}: reason {entry.Text("reasonCode")}");
            require(entry.Text("resource").Length > 0 || entry.Text("reasonCode") is "route" or "release" or "calendar", "late", $"{entry.Text("elementId")}: no resource");
        }
    }

    private int Changeovers(List<JsonElement> loads)
    {
        var changes = 0;
        foreach (var line in loads.Where(l => input.Lines[l.Text("lineId")].Text("kind") == "circulation").GroupBy(l => l.Text("lineId")))
        {
            var casting = input.Lines[line.Key].Text("castingStation");
            var kinds = line.OrderBy(l => l.List("operations").Single(o => o.Text("unit") == casting).At("start"))
                .Select(l => (l.Text("familyCode"), l.Text("concreteGrade"))).ToList();
            changes += kinds.Zip(kinds.Skip(1), (before, after) => before != after).Count(changed => changed);
        }

        return changes;
    }

    private double Overtime(List<JsonElement> loads) =>
        loads.SelectMany(l => l.List("operations").Where(o => o.Text("kind") == "nonInterruptible").Select(o => (Line: l.Text("lineId"), Operation: o)))
            .Sum(o => o.Operation.At("end") - o.Operation.At("start") - calendars.OfOperation(o.Line, o.Operation.Text("operation")).Worked(o.Operation.At("start"), o.Operation.At("end"))) / 3600.0;
}
