using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>Makes the canvas's document of a plan.</summary>
public static class GanttBuilder
{
    /// <summary>The document in the user's language.</summary>
    public static GanttDocument Build(Plan plan, Plant plant, ScreenText text)
    {
        var bars = PlanBars.Of(plan, plant).ToList();
        var from = bars.Select(bar => bar.From).Append(plan.StartAt).Min();
        var to = bars.Select(bar => bar.To).Append(from.AddHours(1)).Max();
        long Seconds(DateTimeOffset instant) => (long)(instant - from).TotalSeconds;

        var hours = new StaffedHours(plant, from, to);
        var lanes = new PlantLanes(plant, text, hours);
        var families = plan.Loads.Select(load => load.FamilyCode).Distinct().Order(StringComparer.Ordinal).ToList();
        var late = plan.Late.Select(element => element.LoadId).ToHashSet();
        var loadIndex = plan.Loads.Select((load, i) => (load.LoadId, i)).ToDictionary(pair => pair.LoadId, pair => pair.i);
        var drawn = bars.Select(bar => new object[]
        {
            lanes.IndexOf(bar.LaneId, text),
            loadIndex[bar.Load.LoadId],
            Word(bar.Kind),
            Seconds(bar.From),
            Seconds(bar.To),
            Seconds(bar.WorkFrom),
            Seconds(bar.WorkTo),
            Label(bar, plant, text),
            bar.Pauses ? hours.OfOperation(bar.Load.LineId, bar.Operation) : -1,
        }).ToList();

        return new GanttDocument(
            plan.PlanId,
            from.ToUnixTimeMilliseconds(),
            Seconds(to),
            plant.Calendar.TimeZoneId,
            Offsets(plant.Calendar.TimeZoneId, from, to),
            hours.All,
            lanes.Groups,
            lanes.Lanes,
            [.. families.Select(code => new GanttFamily(code, FamilyName(plant, code, text)))],
            [.. plan.Loads.Select(load => new GanttLoad(
                load.LoadId,
                Short(load.LoadId),
                load.PalletId,
                families.IndexOf(load.FamilyCode),
                load.ConcreteGrade,
                late.Contains(load.LoadId),
                Seconds(load.DueAt),
                Seconds(load.FinishAt),
                [.. load.Elements.Select(element => element.ElementId)]))],
            drawn);
    }

    /// <summary>A load id without its plan: <c>L0007</c> of <c>PL0001-L0007</c>.</summary>
    public static string Short(string loadId) => loadId[(loadId.LastIndexOf('-') + 1)..];

    /// <summary>A family's name, or its code when the plant's files no longer know it.</summary>
    public static string FamilyName(Plant plant, string code, ScreenText text) =>
        plant.Families.FirstOrDefault(family => family.Code == code) is { } known ? $"{code} {text.Name(known.Name)}" : code;

    // Where an operation's lane says it already (a station does one operation), the bar doesn't repeat it.
    private static string Label(PlanBar bar, Plant plant, ScreenText text) =>
        bar.Kind == BarKind.Work && plant.FixedMouldAreas.Any(area => area.Id == bar.Load.LineId) && bar.LaneId == bar.Load.Curing.Place
            ? text.Coded("Operation", bar.Operation)
            : bar.Operation is "store" or "retrieve" ? text.Coded("Operation", bar.Operation) : "";

    private static string Word(BarKind kind) => kind switch
    {
        BarKind.Work => "work",
        BarKind.Cure => "cure",
        BarKind.Hold => "hold",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of bar."),
    };

    private static List<long[]> Offsets(string zoneId, DateTimeOffset from, DateTimeOffset to)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var offsets = new List<long[]>();
        for (var at = from; at <= to; at = at.AddHours(1))
        {
            var ahead = (long)zone.GetUtcOffset(at).TotalSeconds;
            if (offsets.Count == 0 || offsets[^1][1] != ahead)
            {
                offsets.Add([(long)(at - from).TotalSeconds, ahead]);
            }
        }

        return offsets;
    }
}
