using System.Globalization;
using PrecastMes.PlcSim.Config;
using PrecastMes.PlcSim.Curing;
using PrecastMes.PlcSim.Machines;

namespace PrecastMes.PlcSim;

/// <summary>
/// The plant: machines, chamber, hall. It lives in scans, knows no clock, random or network, and does nothing by itself:
/// what it does is told by commands and by the instants handed to <see cref="Scan"/>.
/// </summary>
internal sealed class PlantModel
{
    private readonly Dictionary<string, Machine> byId = new(StringComparer.Ordinal);
    private readonly LineContext context;

    /// <param name="config">What stands where.</param>
    /// <param name="seed">Decides the real working times.</param>
    /// <param name="at">Instant of the beginning, plant time.</param>
    public PlantModel(PlcSimConfig config, int seed, DateTimeOffset at)
    {
        Now = at;
        Hall = config.Hall;
        context = new LineContext(new LineLevel(), new WorkTimes(seed, config.Work, config.Moves), new EventBook());
        var stations = config.Stations.Select(station => Add(new Station(station.Id, station.Name, context))).ToArray();
        if (config.Magazine is { } magazine)
        {
            Magazine = Add(new Magazine(magazine.Id, magazine.Name, context)
            {
                Pallets = [.. Enumerable.Range(1, magazine.PalletCount)
                    .Select(n => magazine.PalletPrefix + n.ToString("00", CultureInfo.InvariantCulture))],
            });
            Magazine.Conveyor = ConveyorOf(magazine.Conveyor);
        }

        for (var i = 0; i < stations.Length; i++)
        {
            stations[i].Conveyor = config.Stations[i].Conveyor is { } conveyor ? ConveyorOf(conveyor) : null;
        }

        if (config.Chamber is { Crane: var crane } chamber)
        {
            Chamber = new CuringChamber(chamber.Id, chamber.Name, chamber.Columns, chamber.Levels, chamber.Thermal, Hall, at, context);
            Crane = Add(new StackerCrane(
                crane.Id, crane.Name, Chamber, (Station)byId[crane.Source], (Station)byId[crane.Target], crane.Travel, context));
        }

        foreach (var mixer in config.Mixers)
        {
            Add(new Mixer(mixer.Id, mixer.Name, context));
        }

        foreach (var place in config.Finishing)
        {
            Add(new FinishingPlace(place.Id, place.Name, context));
        }

        foreach (var mould in config.FixedMoulds?.Moulds ?? [])
        {
            Add(new FixedMould(mould.Id, mould.Name, new CuringPlace(config.FixedMoulds!.Thermal, Hall, at), context));
        }

        Faults = new Faults(this, context);
    }

    /// <summary>All units, in the order of the configuration.</summary>
    public List<Machine> Machines { get; } = [];

    /// <summary>The pallet magazine; null when there is none.</summary>
    public Magazine? Magazine { get; }

    /// <summary>The curing chamber; null when there is none.</summary>
    public CuringChamber? Chamber { get; }

    /// <summary>Its crane.</summary>
    public StackerCrane? Crane { get; }

    public Hall Hall { get; }

    /// <summary>The signals that belong to no unit.</summary>
    public LineLevel Level => context.Level;

    /// <summary>What happened, and whether anything must be kept.</summary>
    public EventBook Book => context.Book;

    /// <summary>Stopping, jamming and slowing down.</summary>
    public Faults Faults { get; }

    /// <summary>Instant of the last scan.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The unit of that name, or null.</summary>
    public Machine? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>
    /// One cycle: carry what runs up to now, take new commands, show the outputs. A clock that was set back a little
    /// makes the plant wait, not live backwards.
    /// </summary>
    public void Scan(DateTimeOffset now)
    {
        if (now > Now)
        {
            Now = now;
        }

        foreach (var machine in Machines)
        {
            machine.Advance(Now);
        }

        Chamber?.StepTo(Now);
        foreach (var machine in Machines)
        {
            machine.TakeCommand(Now);
        }

        foreach (var machine in Machines)
        {
            machine.Show();
        }
    }

    private T Add<T>(T machine)
        where T : Machine
    {
        Machines.Add(machine);
        byId.Add(machine.Id, machine);
        return machine;
    }

    private Conveyor ConveyorOf(ConveyorConfig conveyor) => new((IConveyorEnd)byId[conveyor.To], conveyor.Seconds);
}
