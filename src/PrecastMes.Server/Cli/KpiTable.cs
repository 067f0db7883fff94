using System.Globalization;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Server.Cli;

/// <summary>A plan's key figures as a table.</summary>
internal static class KpiTable
{
    /// <summary>Writes them.</summary>
    public static void Write(TextWriter writer, PlanKpi kpi)
    {
        var table = new TextTable(Text.Of("kpi.name"), Text.Of("kpi.value"));
        foreach (var (name, value) in Rows(kpi))
        {
            table.Add(name, value);
        }

        table.Write(writer);
        WriteParts(writer, kpi.Parts);
    }

    /// <summary>Writes those of two plans beside each other.</summary>
    public static void Write(TextWriter writer, PlanKpi before, PlanKpi after)
    {
        var table = new TextTable(Text.Of("kpi.name"), Text.Of("compare.before"), Text.Of("compare.after"));
        foreach (var (left, right) in Rows(before).Zip(Rows(after)))
        {
            table.Add(left.Name, left.Value, right.Value);
        }

        table.Write(writer);
    }

    private static (string Name, string Value)[] Rows(PlanKpi kpi) =>
    [
        (Text.Of("kpi.elements"), Whole(kpi.Elements)),
        (Text.Of("kpi.scheduled"), Whole(kpi.Scheduled)),
        (Text.Of("kpi.onTimeShare"), Percent(kpi.OnTimeShare)),
        (Text.Of("kpi.weightedTardinessHours"), Tenths(kpi.WeightedTardinessHours)),
        (Text.Of("kpi.makespanHours"), Tenths(kpi.MakespanHours)),
        (Text.Of("kpi.objective"), Tenths(kpi.Objective)),
        (Text.Of("kpi.lowerBound"), Tenths(kpi.LowerBound)),
        (Text.Of("kpi.gap"), Percent(kpi.Gap)),
        Part(kpi, "floorTardiness"),
        Part(kpi, "earliness"),
        Part(kpi, "mouldChange"),
        (Text.Of("kpi.boundFrom"), kpi.BoundFrom),
        (Text.Of("kpi.changeovers"), Whole(kpi.Changeovers)),
        (Text.Of("kpi.overtimeHours"), Tenths(kpi.OvertimeHours)),
        (Text.Of("kpi.pallets"), Whole(kpi.Pallets)),
        (Text.Of("kpi.palletFillShare"), Percent(kpi.PalletFillShare)),
        (Text.Of("kpi.volume"), Tenths(kpi.VolumeLitres / 1000.0)),
        (Text.Of("kpi.seconds"), Tenths(kpi.Seconds)),
        (Text.Of("kpi.status"), Text.Of("kpi.status." + kpi.Status)),
    ];

    private static void WriteParts(TextWriter writer, IReadOnlyList<ObjectivePart> parts)
    {
        if (parts.Count == 0)
        {
            return;
        }

        var table = new TextTable(Text.Of("objective.part"), Text.Of("objective.amount"), Text.Of("objective.weight"), Text.Of("objective.points"), Text.Of("objective.atLeast"));
        foreach (var part in parts)
        {
            table.Add(Text.Of("objective.part." + part.Part), Amount(part.Unit, part.Amount), Whole(part.Weight), Tenths(part.Points), part.AtLeast is { } least ? Amount(part.Unit, least) : Text.Of("objective.noBound"));
        }

        writer.WriteLine();
        table.Write(writer);
    }

    private static (string Name, string Value) Part(PlanKpi kpi, string name) =>
        (Text.Of("objective.part." + name), kpi.Parts.FirstOrDefault(part => part.Part == name) is { } part ? Amount(part.Unit, part.Amount) : "–");

    private static string Amount(string unit, double amount) => unit == "count" ? Whole((long)amount) : $"{Tenths(amount)} {unit}";

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Tenths(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
