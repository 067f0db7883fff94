using PrecastMes.Exchange.Yaml;
using PrecastMes.Production;
using PrecastMes.Production.Lines;

namespace PrecastMes.Exchange.Plants;

/// <summary>Reads a <c>line-*.yaml</c> of kind <c>circulation</c>.</summary>
internal static class CirculationLineYaml
{
    private const int Hour = 3600;

    public static CirculationLine Read(MapReader map, References names)
    {
        var id = map.Id("id");
        names.Define(NameKind.Line, id, map.At("id"));
        names.Define(NameKind.CirculationLine, id, map.At("id"));
        var operations = new NameKind(new LocalizedText("工序", "operation of the line"));
        var line = new CirculationLine(
            id,
            map.Name(),
            map.Int("taktSeconds", 1, 24 * Hour),
            map.Int("transferSeconds", 0, Hour),
            Pallets(map.Map("pallets"), names),
            Unit(map, "magazine", names),
            MixerYaml.Read(map, names, out var batchSeconds, out var mixerCalendarId),
            batchSeconds,
            map.Id("castingStation"),
            StationYaml.ReadUnits(map, "wetStations", names, operations),
            Chamber(map.Map("chamber"), names),
            StationYaml.ReadUnits(map, "dryStations", names, operations),
            map.Id("stripOperation"),
            map.Id("liftOperation"),
            StationYaml.ReadUnits(map, "finishingStations", names, operations),
            map.Id("finalOperation"))
        {
            MixerCalendarId = mixerCalendarId,
        };
        map.Done();
        CheckFit(map, line);
        return line;
    }

    internal static void CheckFinalOperation(MapReader map, string final, IReadOnlyList<Station> finishing)
    {
        if (map.Good("finishingStations"))
        {
            MustBeOneOf(map, "finalOperation", final, [.. finishing.Select(s => s.Operation)], "finishingStations");
        }
    }

    private static string Unit(MapReader map, string key, References names)
    {
        var id = map.Id(key);
        names.Define(NameKind.Unit, id, map.At(key));
        return id;
    }

    private static PalletFleet Pallets(MapReader map, References names)
    {
        var fleet = new PalletFleet(
            map.Id("idPrefix"),
            map.Int("count", 1, 999),
            map.Int("lengthMm", 1000, 30_000),
            map.Int("widthMm", 1000, 10_000),
            map.Int("edgeMarginMm", 0, 1000),
            map.Int("gapMm", 0, 2000),
            map.Int("maxLoadKg", 1, 100_000),
            map.Int("maxElements", 1, 200));
        map.Done();
        if (map.Good("idPrefix", "count"))
        {
            foreach (var pallet in fleet.Ids())
            {
                names.Define(NameKind.Pallet, pallet, map.At("idPrefix"));
            }
        }

        return fleet;
    }

    private static CuringChamber Chamber(MapReader map, References names)
    {
        var chamber = new CuringChamber(
            map.Id("id"),
            Unit(map, "crane", names),
            map.Int("columns", 1, 50),
            map.Int("levels", 1, 20),
            map.Int("storeSeconds", 0, Hour),
            map.Int("retrieveSeconds", 0, Hour));
        map.Done();
        if (map.Good("id", "columns", "levels"))
        {
            foreach (var compartment in chamber.Compartments())
            {
                names.Define(NameKind.Unit, compartment, map.At("id"));
            }
        }

        return chamber;
    }

    private static void CheckFit(MapReader map, CirculationLine line)
    {
        if (map.Good("castingStation", "wetStations"))
        {
            MustBeOneOf(map, "castingStation", line.CastingStationId, [.. line.WetStations.Select(s => s.Id)], "wetStations");
        }

        if (map.Good("dryStations"))
        {
            var dry = line.DryStations.Select(s => s.Operation).ToList();
            MustBeOneOf(map, "stripOperation", line.StripOperation, dry, "dryStations");
            MustBeOneOf(map, "liftOperation", line.LiftOperation, dry, "dryStations");
            if (dry.Contains(line.StripOperation) && dry.IndexOf(line.LiftOperation) is >= 0 and var lift && lift < dry.IndexOf(line.StripOperation))
            {
                map.Misfit(
                    "liftOperation", line.LiftOperation,
                    new LocalizedText("不早于拆模的工序", "an operation that does not come before stripping"),
                    new LocalizedText("起吊排在拆模之前", "The elements are lifted before their side forms are stripped"));
            }
        }

        CheckFinalOperation(map, line.FinalOperation, line.FinishingStations);
    }

    private static void MustBeOneOf(MapReader map, string key, string value, IReadOnlyList<string> allowed, string where)
    {
        if (map.Good(key) && !allowed.Contains(value))
        {
            map.Misfit(
                key, value, Expectations.OneOf(allowed),
                new LocalizedText($"{where} 中没有 {value}", $"There is no {value} among {where}"));
        }
    }
}
