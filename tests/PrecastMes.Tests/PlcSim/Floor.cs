using PrecastMes.PlcSim;
using PrecastMes.PlcSim.Config;
using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.Machines;

namespace PrecastMes.Tests.PlcSim;

/// <summary>
/// The sample plant under a clock that the test turns by hand. Work and moves take their nominal time exactly, unless the
/// spread of the sample is asked for.
/// </summary>
internal sealed class Floor
{
    public const string SlabRecipe = "slab;7200;18;50;14400;18;38";

    private static readonly Spread Exact = new(1, 0, 1, 1);

    private readonly Dictionary<string, uint> sent = new(StringComparer.Ordinal);

    public Floor(bool spread = false, int seed = 1)
    {
        Config = Read("jinhai");
        if (!spread)
        {
            Config = Config with { Work = Exact, Moves = Exact };
        }

        Plant = new PlantModel(Config, seed, Start);
        Plant.Level.IsShiftActive = true;
        Plant.Scan(Start);
    }

    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 22, 0, 0, TimeSpan.Zero);

    public PlcSimConfig Config { get; }

    public PlantModel Plant { get; set; }

    /// <summary>All events so far.</summary>
    public List<PhysicalEvent> Events { get; } = [];

    public HandshakeBlock this[string unit] => Plant.Find(unit)!.Block;

    public static PlcSimConfig Read(string plant)
    {
        var problems = new YamlProblems("plc-sim.yaml");
        var config = PlcSimReader.Read(Path.Combine(Repository.Root, "config", "plants", plant, "plc-sim.yaml"), problems);
        Assert.Empty(problems.Found);
        return config!;
    }

    /// <summary>Scans once, that many seconds after the start.</summary>
    public void ScanAt(double seconds)
    {
        Plant.Scan(Start.AddSeconds(seconds));
        Events.AddRange(Plant.Book.Take());
    }

    /// <summary>Writes a command; it is looked at in the next scan.</summary>
    public Command Send(
        string unit,
        CommandCode code,
        string carrier = "",
        string source = "",
        string target = "",
        uint workSeconds = 0,
        bool interruptible = false,
        string recipe = "",
        uint quantity = 0,
        uint fence = 1)
    {
        var seq = sent[unit] = sent.GetValueOrDefault(unit) + 1;
        var command = new Command(1000 + seq, code, "op", "L1", carrier, source, target, workSeconds, interruptible, recipe, quantity, fence, seq);
        Plant.Find(unit)!.Block.Cmd = command;
        return command;
    }

    /// <summary>Puts a pallet from the magazine onto a station, as if it had come there long ago.</summary>
    public void Place(string pallet, string station)
    {
        Plant.Magazine!.Pallets = [.. Plant.Magazine.Pallets.Where(other => other != pallet)];
        ((Station)Plant.Find(station)!).PalletId = pallet;
    }

    /// <summary>Seconds after the start.</summary>
    public static double Since(DateTimeOffset at) => (at - Start).TotalSeconds;
}
