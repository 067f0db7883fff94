using PrecastMes.City.Volumes;
using PrecastMes.Production;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Lines;
using PrecastMes.Production.Plants;

namespace PrecastMes.City.Capacity;

/// <summary>
/// Q = days × min(bounds of turns a day) × litres per turn × availability. A circulation line is bound by its takt in the
/// staffed hours, and by chamber and pallets around the clock; a fixed-mould area by its moulds.
/// </summary>
internal static class CapacityFormula
{
    private const int SecondsPerHour = 3600;
    private const int SecondsPerDay = 24 * SecondsPerHour;
    private const int Percent = 100;

    private static readonly LocalizedText DaysUnit = new("天", "days");
    private static readonly LocalizedText HoursUnit = new("小时", "h");
    private static readonly LocalizedText MinutesUnit = new("分钟", "min");
    private static readonly LocalizedText PercentUnit = new("%", "%");
    private static readonly LocalizedText PiecesUnit = new("个", "pieces");
    private static readonly LocalizedText TurnsUnit = new("次/天", "turns a day");
    private static readonly LocalizedText M3Unit = new("m³/次", "m³ per turn");

    public static LineCapacity Line(Plant plant, CapacityBasis basis)
    {
        if (plant.CirculationLines.FirstOrDefault(l => l.Id == basis.LineId) is { } circulation)
        {
            return Circulation(plant, basis, circulation);
        }

        if (plant.FixedMouldAreas.FirstOrDefault(a => a.Id == basis.LineId) is { } area)
        {
            return FixedMoulds(plant, basis, area);
        }

        throw new ArgumentException($"The capacity basis names line {basis.LineId}, which plant {plant.Id} does not have.", nameof(basis));
    }

    private static LineCapacity Circulation(Plant plant, CapacityBasis basis, CirculationLine line)
    {
        var places = line.Chamber.Columns * line.Chamber.Levels;
        var stations = line.WetStations.Count + line.DryStations.Count;

        // Seconds × 100, because shares are in percent: the mean over the mix stays an integer.
        var chamberSeconds = basis.Mix.Sum(share => (long)share.SharePercent * ChamberSeconds(plant, line, share));
        var cycleSeconds = chamberSeconds + ((long)Percent * stations * line.TaktSeconds);
        TurnsBound[] bounds =
        [
            new("takt", new LocalizedText("节拍", "takt"), (long)basis.ShiftHoursPerDay * SecondsPerHour, line.TaktSeconds),
            new("chamber", new LocalizedText("养护窑", "curing chamber"), (long)places * SecondsPerDay * Percent, chamberSeconds),
            new("pallets", new LocalizedText("模台", "pallets"), (long)line.Pallets.Count * SecondsPerDay * Percent, cycleSeconds),
        ];
        CapacityFactor[] own =
        [
            new("takt", new LocalizedText("节拍", "takt"), line.TaktSeconds / 60m, MinutesUnit),
            new("chamberPlaces", new LocalizedText("窑位", "chamber places"), places, PiecesUnit),
            new("chamberHours", new LocalizedText("窑内时间（产品组合平均，含存取）", "time in the chamber (mean of the mix, with crane)"), Hours(chamberSeconds), HoursUnit),
            new("pallets", new LocalizedText("模台", "pallets"), line.Pallets.Count, PiecesUnit),
            new("cycleHours", new LocalizedText("模台循环时间", "pallet cycle"), Hours(cycleSeconds), HoursUnit),
        ];
        return Statement(plant, basis, line.Name, own, bounds);
    }

    private static LineCapacity FixedMoulds(Plant plant, CapacityBasis basis, FixedMouldArea area)
    {
        var moulds = plant.MouldTypes.Where(m => m.LineId == area.Id).Sum(m => m.Count);
        TurnsBound[] bounds =
        [
            new("moulds", new LocalizedText("固定模", "fixed moulds"), (long)moulds * basis.TurnsPerMouldAndDay, 1),
        ];
        CapacityFactor[] own =
        [
            new("moulds", new LocalizedText("固定模数量", "fixed moulds"), moulds, PiecesUnit),
            new("turnsPerMould", new LocalizedText("每模每日周转", "turns of a mould"), basis.TurnsPerMouldAndDay, TurnsUnit),
        ];
        return Statement(plant, basis, area.Name, own, bounds);
    }

    private static LineCapacity Statement(
        Plant plant, CapacityBasis basis, LocalizedText name, CapacityFactor[] own, TurnsBound[] bounds)
    {
        var binding = bounds.Aggregate(TurnsBound.Tighter);
        var litresPerTurn = basis.Mix.Sum(s => (decimal)s.SharePercent * s.LitresPerTurn) / Percent;
        CapacityFactor[] factors =
        [
            new("workDays", new LocalizedText("年工作日", "working days a year"), basis.WorkDaysPerYear, DaysUnit),
            new("shiftHours", new LocalizedText("每日班时", "staffed hours a day"), basis.ShiftHoursPerDay, HoursUnit),
            .. own,
            .. bounds.Select(b => new CapacityFactor(
                $"turns.{b.Code}", new LocalizedText($"按{b.Name.Zh}的日次数", $"turns a day by {b.Name.En}"), b.TurnsPerDay, TurnsUnit)),
            new("litresPerTurn", new LocalizedText("每次平均体积", "mean volume of a turn"), litresPerTurn / 1000, M3Unit),
            new("availability", new LocalizedText("可用率", "availability"), basis.AvailabilityPercent, PercentUnit),
        ];
        return new LineCapacity(
            basis.LineId,
            name,
            basis,
            factors,
            bounds,
            binding,
            [.. basis.Mix.Select(share => Family(plant, basis, binding, share))],
            plant.Calendar.Shifts.Count);
    }

    private static FamilyCapacity Family(Plant plant, CapacityBasis basis, TurnsBound binding, CapacityShare share)
    {
        var family = plant.Families.Single(f => f.Code == share.FamilyCode);
        return new FamilyCapacity(
            family.Code,
            family.Name,
            family.CityFamily,
            share.SharePercent,
            share.LitresPerTurn,
            Volume(basis.WorkDaysPerYear),
            Volume(1));

        // Rounded down to whole litres, once, at the end.
        CapacityVolume Volume(int days)
        {
            var numerator = (Int128)days * binding.Numerator * share.SharePercent * share.LitresPerTurn * basis.AvailabilityPercent;
            return new CapacityVolume((long)(numerator / ((Int128)binding.Denominator * Percent * Percent)));
        }
    }

    private static int ChamberSeconds(Plant plant, CirculationLine line, CapacityShare share)
    {
        ElementFamily family = plant.Families.Single(f => f.Code == share.FamilyCode);
        var program = plant.CuringPrograms.Single(p => p.Id == family.CuringProgramId);
        return program.NominalSeconds + line.Chamber.StoreSeconds + line.Chamber.RetrieveSeconds;
    }

    private static decimal Hours(long secondsTimesPercent) => Math.Round((decimal)secondsTimesPercent / Percent / SecondsPerHour, 2);
}
