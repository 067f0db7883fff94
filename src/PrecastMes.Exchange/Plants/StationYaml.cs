using PrecastMes.Exchange.Yaml;
using PrecastMes.Production.Lines;
using PrecastMes.Production.Routings;

namespace PrecastMes.Exchange.Plants;

/// <summary>Reads stations, finishing places and the operations of a fixed-mould area: they differ in having an id and a crew.</summary>
internal static class StationYaml
{
    private const int Day = 24 * 3600;

    private static readonly Dictionary<string, OperationKind> Kinds = new(StringComparer.Ordinal)
    {
        ["interruptible"] = OperationKind.Interruptible,
        ["nonInterruptible"] = OperationKind.NonInterruptible,
        ["clock"] = OperationKind.Clock,
    };

    /// <summary>The stations in a list, each a work unit.</summary>
    public static IReadOnlyList<Station> ReadUnits(MapReader line, string key, References names, NameKind operations) =>
        [.. line.Maps(key, 1).Select(map =>
        {
            var id = map.Id("id");
            names.Define(NameKind.Unit, id, map.At("id"));
            var station = Read(map, id, names, operations);
            map.Done();
            return station;
        })];

    /// <summary>A station or an operation; the caller reads further keys and ends the map.</summary>
    public static Station Read(MapReader map, string id, References names, NameKind operations)
    {
        var operation = map.Id("operation");
        names.Define(operations, operation, map.At("operation"));
        var byFamily = new Dictionary<string, int>(StringComparer.Ordinal);
        if (map.Has("secondsByFamily"))
        {
            foreach (var (family, seconds, place) in map.Map("secondsByFamily").IntsByKey(0, Day))
            {
                names.Use(NameKind.Family, family, place);
                byFamily[family] = seconds;
            }
        }

        return new Station(
            id,
            map.Name(),
            operation,
            map.Word("kind", Kinds),
            map.Int("seconds", 0, Day),
            map.Int("secondsPerElement", 0, Day, whenLeftOut: 0),
            byFamily)
        {
            CalendarId = CalendarYaml.Use(map, names),
        };
    }
}
