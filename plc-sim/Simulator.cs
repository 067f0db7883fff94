using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Server;
using PrecastMes.PlcSim.Config;
using PrecastMes.PlcSim.Machines;
using PrecastMes.PlcSim.State;
using PrecastMes.PlcSim.Wire;
using PrecastMes.PlcSim.Wire.Machinery;

namespace PrecastMes.PlcSim;

/// <summary>
/// The running PLC: each scan reads what clients wrote, lets the plant live up to now, keeps it, logs it, and only then
/// shows it, so nobody ever sees what a restart could forget.
/// </summary>
internal sealed class Simulator : IAsyncDisposable
{
    private static readonly TimeSpan Cycle = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan SlowScan = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    /// <summary>Time for the answer to the call that asks for an outage.</summary>
    private static readonly TimeSpan OutageDelay = TimeSpan.FromMilliseconds(100);

    private const double LongestOutageSeconds = 3600;

    private readonly PlantModel plant;
    private readonly PlantClock clock;
    private readonly uint bootId;
    private readonly StateFile? state;
    private readonly EventLog? log;
    private readonly TimeProvider realTime;
    private readonly ILogger logger;
    private readonly ScanDesk desk = new();
    private readonly LineSignals signals;
    private readonly Endpoint endpoint;
    private TimeSpan? outage;
    private Task outageTask = Task.CompletedTask;
    private DateTimeOffset nextBeat;
    private uint beats;

    /// <param name="plant">New, or put back from its state.</param>
    /// <param name="tags">Names of the nodes.</param>
    /// <param name="clock">Plant time.</param>
    /// <param name="bootId">Number of this start.</param>
    /// <param name="state">Where the plant is kept; null keeps nothing.</param>
    /// <param name="log">Where events go; null logs none.</param>
    /// <param name="realTime">Real time.</param>
    /// <param name="logger">The program's log.</param>
    /// <param name="settings">Where it is found.</param>
    /// <param name="access">Who may connect.</param>
    public Simulator(
        PlantModel plant,
        TagNames tags,
        PlantClock clock,
        uint bootId,
        StateFile? state,
        EventLog? log,
        TimeProvider realTime,
        ILogger logger,
        EndpointSettings settings,
        Access access)
    {
        this.plant = plant;
        this.clock = clock;
        this.bootId = bootId;
        this.state = state;
        this.log = log;
        this.realTime = realTime;
        this.logger = logger;
        var space = new TagSpace(new AddressSpace(Endpoint.ApplicationUri), tags);
        signals = new LineSignals(space, new MachineryModels(space.Space), plant, bootId, desk, access, logger);
        _ = new FaultMethods(space, plant.Faults, AskOutage, desk, logger);
        access.ApplyTo(space.Space);
        endpoint = new Endpoint(settings, access, space.Space, new PlantTime(clock, realTime), realTime, logger);
    }

    /// <summary>Where clients connect.</summary>
    public string Url => endpoint.Url;

    /// <summary>Boots the plant and begins to listen.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        plant.Book.Add(new PhysicalEvent(clock.At(realTime.GetUtcNow()), "boot", "Plc") { BootId = bootId });
        Scan();
        Log.Booted(logger, bootId, plant.Machines.Count, plant.Now, clock.Speed);
        await endpoint.StartAsync(cancellationToken);
    }

    /// <summary>Scans until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Cycle, realTime);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var began = realTime.GetTimestamp();
            Scan();
            var took = realTime.GetElapsedTime(began);
            if (took > SlowScan)
            {
                Log.SlowScan(logger, took.TotalMilliseconds, Cycle.TotalMilliseconds);
            }

            if (outage is { } length)
            {
                outage = null;
                outageTask = LoseConnectionsAsync(length, cancellationToken);
            }

            if (outageTask.IsFaulted)
            {
                await outageTask;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await outageTask.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await endpoint.DisposeAsync();
    }

    private void Scan()
    {
        signals.Read();
        var answer = desk.Serve();
        var now = realTime.GetUtcNow();
        plant.Scan(clock.At(now));
        Keep();
        signals.Show();
        if (now >= nextBeat)
        {
            nextBeat = now + BeatEvery;
            signals.Beat(++beats);
        }

        answer();
    }

    private void Keep()
    {
        if (!plant.Book.IsTouched)
        {
            return;
        }

        var happened = plant.Book.Take();
        state?.Write(Snapshots.Take(plant, bootId, clock, happened));
        log?.Write(happened);
        foreach (var one in happened)
        {
            Log.Happened(logger, one.Event, one.Phase, one.Unit, one.Carrier, one.Detail);
        }
    }

    private string? AskOutage(double seconds)
    {
        if (!(seconds is > 0 and <= LongestOutageSeconds))
        {
            return FormattableString.Invariant($"{seconds} s is not above 0 and up to {LongestOutageSeconds}");
        }

        if (outage is not null || !outageTask.IsCompleted)
        {
            return "the connections are being dropped already";
        }

        outage = TimeSpan.FromSeconds(seconds);
        return null;
    }

    private async Task LoseConnectionsAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        await Task.Delay(OutageDelay, realTime, cancellationToken);
        Log.Dropped(logger, length.TotalSeconds);
        await endpoint.OutageAsync(length, cancellationToken);
    }
}
