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
        table.Add(Text.Of("kpi.elements"), Whole(kpi.Elements));
        table.Add(Text.Of("kpi.scheduled"), Whole(kpi.Scheduled));
        table.Add(Text.Of("kpi.onTimeShare"), Percent(kpi.OnTimeShare));
        table.Add(Text.Of("kpi.weightedTardinessHours"), Tenths(kpi.WeightedTardinessHours));
        table.Add(Text.Of("kpi.makespanHours"), Tenths(kpi.MakespanHours));
        table.Add(Text.Of("kpi.objective"), Tenths(kpi.Objective));
        table.Add(Text.Of("kpi.lowerBound"), Tenths(kpi.LowerBound));
        table.Add(Text.Of("kpi.gap"), Percent(kpi.Gap));
        table.Add(Text.Of("kpi.boundFrom"), kpi.BoundFrom);
        table.Add(Text.Of("kpi.changeovers"), Whole(kpi.Changeovers));
        table.Add(Text.Of("kpi.overtimeHours"), Tenths(kpi.OvertimeHours));
        table.Add(Text.Of("kpi.pallets"), Whole(kpi.Pallets));
        table.Add(Text.Of("kpi.palletFillShare"), Percent(kpi.PalletFillShare));
        table.Add(Text.Of("kpi.volume"), Tenths(kpi.VolumeLitres / 1000.0));
        table.Add(Text.Of("kpi.seconds"), Tenths(kpi.Seconds));
        table.Add(Text.Of("kpi.status"), Text.Of("kpi.status." + kpi.Status));
        table.Write(writer);
    }

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Tenths(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
