using System.Globalization;
using PrecastMes.PlcSim.Curing;
using PrecastMes.PlcSim.Machines;

namespace PrecastMes.PlcSim.Config;

/// <summary>Reads <c>plc-sim.yaml</c>; the meaning and bounds of each key stand in the sample file and its schema.</summary>
internal sealed class PlcSimReader
{
    private const double Hour = 3600;

    /// <summary>Objects that are no units.</summary>
    private static readonly string[] Reserved = ["Plc", "Mes", "Hall", "Faults", "Line"];

    /// <summary>All units by id, with the place that names them.</summary>
    private readonly Dictionary<string, YamlMap> units = new(StringComparer.Ordinal);

    private readonly HashSet<string> conveyorEnds = new(StringComparer.Ordinal);

    /// <summary>Where units are referred to.</summary>
    private readonly List<(YamlMap Map, string Key, string Id)> references = [];

    private PlcSimReader()
    {
    }

    public static PlcSimConfig? Read(string path, YamlProblems problems) =>
        YamlFile.Read(path, problems) is { } file ? new PlcSimReader().Read(file) : null;

    private PlcSimConfig Read(YamlMap file)
    {
        var config = new PlcSimConfig(
            Hall(file.Map("hall")),
            Spread(file.Map("work")),
            Spread(file.Map("moves")),
            file.OptionalMap("magazine") is { } magazine ? Magazine(magazine) : null,
            [.. file.List("stations").Select(Station)],
            file.OptionalMap("chamber") is { } chamber ? Chamber(chamber) : null,
            [.. file.List("mixers").Select(Unit)],
            [.. file.List("finishing").Select(Unit)],
            file.OptionalMap("fixedMoulds") is { } moulds ? FixedMoulds(moulds) : null);
        file.End();
        foreach (var (map, key, id) in references.Where(reference => !conveyorEnds.Contains(reference.Id)))
        {
            map.Fault(key, $"is {id}, expected a station or the magazine of this file");
        }

        return config;
    }

    /// <summary>The id of a unit; no two units share one.</summary>
    private string Id(YamlMap map)
    {
        var id = map.Text("id");
        Claim(map, "id", id);
        return id;
    }

    private void Claim(YamlMap map, string key, string id)
    {
        if (Reserved.Contains(id) || (id.Length > 0 && !units.TryAdd(id, map)))
        {
            map.Fault(key, $"gives the id {id}, which is in use already");
        }
    }

    private string Reference(YamlMap map, string key)
    {
        var id = map.Text(key);
        references.Add((map, key, id));
        return id;
    }

    private static Hall Hall(YamlMap map)
    {
        var hall = new Hall(map.Number("ambientC", -20, 50), map.Number("swingC", 0, 20), TimeOfDay(map, "warmestAtUtc"));
        map.End();
        return hall;
    }

    private static TimeSpan TimeOfDay(YamlMap map, string key)
    {
        var text = map.Text(key);
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time.ToTimeSpan();
        }

        map.Fault(key, $"is \"{text}\", expected a time of day as \"07:00\"");
        return TimeSpan.Zero;
    }

    private static Spread Spread(YamlMap map)
    {
        var spread = new Spread(map.Number("median", 0.1, 10), map.Number("sigma", 0, 1), map.Number("min", 0.1, 10), map.Number("max", 0.1, 10));
        if (spread.Min > spread.Max)
        {
            map.Fault("min", string.Create(CultureInfo.InvariantCulture, $"is {spread.Min}, expected at most max ({spread.Max})"));
        }

        map.End();
        return spread;
    }

    private MagazineConfig Magazine(YamlMap map)
    {
        var pallets = map.Map("pallets");
        var magazine = new MagazineConfig(
            Id(map),
            map.Label("name"),
            new ConveyorConfig(Reference(map, "next"), map.Number("transferSeconds", 1, Hour)),
            pallets.Text("prefix"),
            pallets.Whole("count", 1, 999));
        pallets.End();
        map.End();
        conveyorEnds.Add(magazine.Id);
        return magazine;
    }

    private StationConfig Station(YamlMap map)
    {
        var station = new StationConfig(
            Id(map),
            map.Label("name"),
            map.OptionalText("next") is not null ? new ConveyorConfig(Reference(map, "next"), map.Number("transferSeconds", 1, Hour)) : null);
        map.End();
        conveyorEnds.Add(station.Id);
        return station;
    }

    private ChamberConfig Chamber(YamlMap map)
    {
        var crane = map.Map("crane");
        var chamber = new ChamberConfig(
            Id(map),
            map.Label("name"),
            map.Whole("columns", 1, 99),
            map.Whole("levels", 1, 99),
            Thermal(map.Map("thermal")),
            new CraneConfig(
                Id(crane),
                crane.Label("name"),
                Reference(crane, "source"),
                Reference(crane, "target"),
                new CraneTravel(
                    crane.Number("pickSeconds", 1, Hour),
                    crane.Number("putSeconds", 1, Hour),
                    crane.Number("driveSecondsPerColumn", 0, Hour),
                    crane.Number("hoistSecondsPerLevel", 0, Hour))));
        crane.End();
        map.End();
        return chamber;
    }

    private static ThermalConstants Thermal(YamlMap map)
    {
        var thermal = new ThermalConstants(
            map.Number("airLagSeconds", 30, 10 * Hour),
            map.Number("concreteLagSeconds", 30, 10 * Hour),
            map.Number("restLagSeconds", 30, 100 * Hour),
            map.Number("restAboveAmbientC", 0, 30),
            map.Number("freshAboveAmbientC", 0, 30),
            map.Number("boostC", 1, 1.9),
            map.Number("rateShare", 0.1, 1),
            map.Whole("curveIntervalSeconds", 60, (int)Hour));
        if (thermal.CurveIntervalSeconds % 60 != 0)
        {
            map.Fault("curveIntervalSeconds", $"is {thermal.CurveIntervalSeconds}, expected a multiple of 60");
        }

        map.End();
        return thermal;
    }

    private UnitConfig Unit(YamlMap map)
    {
        var unit = new UnitConfig(Id(map), map.Label("name"));
        map.End();
        return unit;
    }

    /// <summary>Moulds come in groups: prefix and two-digit numbers from 01, or a single id.</summary>
    private FixedMouldsConfig FixedMoulds(YamlMap map)
    {
        var moulds = new List<UnitConfig>();
        foreach (var group in map.List("groups"))
        {
            var prefix = group.Text("prefix");
            var name = group.Label("name");
            for (var i = 1; i <= group.Whole("count", 1, 99); i++)
            {
                var number = i.ToString("00", CultureInfo.InvariantCulture);
                Claim(group, "prefix", prefix + number);
                moulds.Add(new UnitConfig(prefix + number, new Label($"{name.Zh} {number}", $"{name.En} {number}")));
            }

            group.End();
        }

        var config = new FixedMouldsConfig(Thermal(map.Map("thermal")), moulds);
        map.End();
        return config;
    }
}
