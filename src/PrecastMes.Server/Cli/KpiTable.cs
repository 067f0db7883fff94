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
        (Text.Of("kpi.boundFrom"), kpi.BoundFrom),
        (Text.Of("kpi.changeovers"), Whole(kpi.Changeovers)),
        (Text.Of("kpi.overtimeHours"), Tenths(kpi.OvertimeHours)),
        (Text.Of("kpi.pallets"), Whole(kpi.Pallets)),
        (Text.Of("kpi.palletFillShare"), Percent(kpi.PalletFillShare)),
        (Text.Of("kpi.volume"), Tenths(kpi.VolumeLitres / 1000.0)),
        (Text.Of("kpi.seconds"), Tenths(kpi.Seconds)),
        (Text.Of("kpi.status"), Text.Of("kpi.status." + kpi.Status)),
    ];

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Tenths(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
