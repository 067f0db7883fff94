using PrecastMes.Exchange.Yaml;
using PrecastMes.Production;
using PrecastMes.Production.Lines;

namespace PrecastMes.Exchange.Plants;

/// <summary>Reads a <c>line-*.yaml</c> of kind <c>fixedMoulds</c>.</summary>
internal static class FixedMouldAreaYaml
{
    public static FixedMouldArea Read(MapReader map, References names)
    {
        var id = map.Id("id");
        names.Define(NameKind.Line, id, map.At("id"));
        var crewNames = new NameKind(new LocalizedText("本区班组", "crew of this area"));
        var operationNames = new NameKind(new LocalizedText("工序", "operation of the line"));
        var crewOf = new Dictionary<string, string>(StringComparer.Ordinal);

        var area = new FixedMouldArea(
            id,
            map.Name(),
            [.. map.Maps("crews", 1).Select(c => Crew(c, names, crewNames))],
            [.. map.Maps("operations", 1).Select(Operation)],
            map.Id("castOperation"),
            Operation(map.Map("demould")),
            crewOf,
            MixerYaml.Read(map, names, out var batchSeconds, out var mixerCalendarId),
            batchSeconds,
            StationYaml.ReadUnits(map, "finishingStations", names, operationNames),
            map.Id("finalOperation"))
        {
            MixerCalendarId = mixerCalendarId,
        };
        map.Done();
        CheckFit(map, area);
        return area;

        Station Operation(MapReader operation)
        {
            var crew = operation.Id("crew");
            names.Use(crewNames, crew, operation.At("crew"));
            var station = StationYaml.Read(operation, "", names, operationNames);
            operation.Done();
            crewOf[station.Operation] = crew;
            return station;
        }
    }

    private static Crew Crew(MapReader map, References names, NameKind kind)
    {
        var crew = new Crew(map.Id("id"), map.Name(), map.Int("gangs", 1, 50)) { CalendarId = CalendarYaml.Use(map, names) };
        map.Done();
        names.Define(kind, crew.Id, map.At("id"));
        return crew;
    }

    private static void CheckFit(MapReader map, FixedMouldArea area)
    {
        if (map.Good("castOperation", "operations") && area.Operations is [.., var last] && last.Operation.Length > 0
            && last.Operation != area.CastOperation)
        {
            map.Misfit(
                "castOperation", area.CastOperation,
                new LocalizedText($"operations 的最后一道 {last.Operation}", $"the last of operations, {last.Operation}"),
                new LocalizedText(
                    $"浇筑 {area.CastOperation} 不是养护前的最后一道工序",
                    $"Casting, {area.CastOperation}, is not the last operation before curing"));
        }

        CirculationLineYaml.CheckFinalOperation(map, area.FinalOperation, area.FinishingStations);
    }
}
