using System.Globalization;
using PrecastMes.Exchange.Yaml;
using PrecastMes.Production;
using PrecastMes.Production.Curing;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Plants;

namespace PrecastMes.Exchange.Plants;

/// <summary>Reads <c>plant.yaml</c>.</summary>
internal static class PlantYaml
{
    private static readonly string[] CityFamilies = ["concrete", "steel", "timber"];

    public static PlantConfiguration Read(MapReader map, References names, PlantParts parts)
    {
        var district = map.Id("district");
        names.Use(NameKind.District, district, map.At("district"));
        var ambient = map.Int("ambientC", -30, 45);
        var plant = new Plant(
            map.Id("id"),
            map.Name(),
            map.Bool("fictitious"),
            district,
            map.Int("yardLeadDays", 0, 60),
            ambient,
            parts.Calendar,
            [.. map.Maps("families", 1).Select(m => Family(m, names))],
            [.. map.Maps("curingPrograms", 1).Select(m => CuringProgram(m, names, map.Good("ambientC") ? ambient : null))],
            parts.CirculationLines,
            parts.FixedMouldAreas,
            parts.MouldTypes,
            [],
            [.. map.Maps("districts", 1).Select(m => District(m, names))])
        {
            YardPlaces = map.Has("yardPlaces") ? map.Int("yardPlaces", 1, 1_000_000) : null,
            Objective = map.Has("objective") ? ObjectiveYaml.Read(map.Map("objective")) : new ObjectiveWeights(),
            Calendars = parts.Calendars,
        };
        plant = plant with
        {
            DesignCapacity = [.. map.Maps("designCapacity", 1).Select(m => CapacityYaml.Read(m, names, plant))],
        };
        var demoStart = DemoStart(map.Map("demo"), parts.Calendar.TimeZoneId);
        map.Done();
        return new PlantConfiguration(plant, parts.Tags, demoStart);
    }

    private static ElementFamily Family(MapReader map, References names)
    {
        var share = map.Map("concretePercent");
        var family = new ElementFamily(
            map.Id("code"),
            map.Name(),
            map.Id("line"),
            map.Id("curing"),
            map.OneOf("cityFamily", CityFamilies),
            share.Int("min", 1, 110),
            share.Int("max", 1, 110));
        map.Done();
        share.Done();
        names.Define(NameKind.Family, family.Code, map.At("code"));
        names.Use(NameKind.Line, family.LineId, map.At("line"));
        names.Use(NameKind.CuringProgram, family.CuringProgramId, map.At("curing"));
        if (share.Good("min", "max") && family.MinConcretePercent > family.MaxConcretePercent)
        {
            share.Misfit(
                "max", family.MaxConcretePercent.ToString(CultureInfo.InvariantCulture),
                new LocalizedText($"不小于 min {family.MinConcretePercent}", $"at least min, {family.MinConcretePercent}"),
                new LocalizedText("max 小于 min", "max is less than min"));
        }

        return family;
    }

    private static CuringProgram CuringProgram(MapReader map, References names, int? ambientC)
    {
        var program = new CuringProgram(
            map.Id("id"),
            map.Name(),
            map.Int("presetMinutes", 0, 1440) * 60,
            map.Int("heatingRateCPerHour", 1, 60),
            map.Int("holdingTempC", 1, 95),
            map.Int("holdingMinutes", 0, 2880) * 60,
            map.Int("coolingRateCPerHour", 1, 60),
            map.Int("outTempC", 1, 95),
            map.Int("nominalMinutes", 1, 4320) * 60,
            map.Int("demouldStrengthMpa", 1, 100));
        map.Done();
        names.Define(NameKind.CuringProgram, program.Id, map.At("id"));
        if (map.Good("outTempC", "holdingTempC") && program.OutTempC > program.HoldingTempC)
        {
            map.Misfit(
                "outTempC", program.OutTempC.ToString(CultureInfo.InvariantCulture),
                new LocalizedText($"不高于 holdingTempC {program.HoldingTempC}", $"at most holdingTempC, {program.HoldingTempC}"),
                new LocalizedText("出窑温度高于恒温温度", "The load would leave hotter than it is held"));
        }
        else if (ambientC is { } ambient && ShortestMinutes(map, program, ambient) is { } least && program.NominalSeconds < least * 60)
        {
            map.Misfit(
                "nominalMinutes", (program.NominalSeconds / 60).ToString(CultureInfo.InvariantCulture),
                new LocalizedText($"至少 {least}", $"at least {least}"),
                new LocalizedText(
                    $"计划用时短于各阶段之和 {least} 分钟（从 {ambient} ℃ 起）",
                    $"The planned time is shorter than the phases, {least} min from {ambient} ℃"));
        }

        return program;
    }

    private static int? ShortestMinutes(MapReader map, CuringProgram program, int ambientC)
    {
        if (!map.Good(
                "presetMinutes", "heatingRateCPerHour", "holdingTempC", "holdingMinutes", "coolingRateCPerHour", "outTempC", "nominalMinutes"))
        {
            return null;
        }

        var heating = CeilingMinutes(Math.Max(0, program.HoldingTempC - ambientC), program.HeatingRateCPerHour);
        var cooling = CeilingMinutes(program.HoldingTempC - program.OutTempC, program.CoolingRateCPerHour);
        return (program.PresetSeconds / 60) + heating + (program.HoldingSeconds / 60) + cooling;
    }

    private static int CeilingMinutes(int kelvin, int perHour) => ((kelvin * 60) + perHour - 1) / perHour;

    private static District District(MapReader map, References names)
    {
        var district = new District(map.Id("id"), map.Name());
        map.Done();
        names.Define(NameKind.District, district.Id, map.At("id"));
        return district;
    }

    private static DateTimeOffset DemoStart(MapReader map, string zoneId)
    {
        var local = map.LocalInstant("start");
        map.Done();
        if (!map.Good("start") || !TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone))
        {
            return default;
        }

        if (zone.IsInvalidTime(local))
        {
            map.Misfit(
                "start", local.ToString("s", CultureInfo.InvariantCulture), Expectations.LocalInstant,
                new LocalizedText($"时区 {zoneId} 中没有这个时刻", $"There is no such moment in {zoneId}"));
            return default;
        }

        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
    }
}
