using System.Globalization;
using PrecastMes.Exchange.Yaml;
using PrecastMes.Production;
using PrecastMes.Production.Plants;

namespace PrecastMes.Exchange.Plants;

/// <summary>Reads an entry of <c>designCapacity</c>.</summary>
internal static class CapacityYaml
{
    private const int Whole = 100;

    /// <param name="map">The entry.</param>
    /// <param name="names">Ids and references.</param>
    /// <param name="plant">Lines and families, which the entry must fit.</param>
    public static CapacityBasis Read(MapReader map, References names, Plant plant)
    {
        var line = map.Id("line");
        names.Use(NameKind.Line, line, map.At("line"));
        names.Define(NameKind.Capacity, line, map.At("line"));
        var hasTurns = plant.FixedMouldAreas.Any(a => a.Id == line)
            || (plant.CirculationLines.All(c => c.Id != line) && map.Has("turnsPerMouldAndDay"));
        var basis = new CapacityBasis(
            line,
            map.Int("workDaysPerYear", 1, 366),
            map.Int("shiftHoursPerDay", 1, 24),
            hasTurns ? map.Int("turnsPerMouldAndDay", 1, 10) : 0,
            map.Int("availabilityPercent", 1, Whole),
            [.. map.Maps("mix", 1).Select(m => Share(m, names, plant, line))]);
        map.Done();
        var sum = basis.Mix.Sum(s => s.SharePercent);
        if (map.Good("mix") && sum != Whole)
        {
            map.Misfit(
                "mix", sum.ToString(CultureInfo.InvariantCulture),
                new LocalizedText("sharePercent 合计 100", "sharePercent adding up to 100"),
                new LocalizedText($"产品组合合计 {sum} %，应为 100 %", $"The mix adds up to {sum} %, not 100 %"));
        }

        return basis;
    }

    private static CapacityShare Share(MapReader map, References names, Plant plant, string line)
    {
        var share = new CapacityShare(map.Id("family"), map.Int("sharePercent", 1, Whole), map.Int("litresPerTurn", 1, 50_000));
        map.Done();
        names.Use(NameKind.Family, share.FamilyCode, map.At("family"));
        if (plant.Families.FirstOrDefault(f => f.Code == share.FamilyCode) is { } family && family.LineId != line)
        {
            map.Misfit(
                "family", share.FamilyCode,
                new LocalizedText($"生产线 {line} 的类别", $"a family of line {line}"),
                new LocalizedText(
                    $"类别 {family.Code} 由生产线 {family.LineId} 生产，不是 {line}",
                    $"Family {family.Code} is made on line {family.LineId}, not on {line}"));
        }

        return share;
    }
}
