using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plc;
using PrecastMes.Production.Curing;

namespace PrecastMes.Tests.Execution.Simulation;

/// <summary>A way to the PLC twin that delays, loses and repeats; connections break and come back.</summary>
internal sealed class SimPlcLink : IPlcLink
{
    private static readonly TimeSpan Reread = TimeSpan.FromSeconds(30);
    private readonly SimWorld world;
    private readonly PlcTwin twin;
    private readonly double faults;
    private readonly SortedDictionary<string, CommandIssued> wanted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (CuringCurve Curve, DateTimeOffset At)> curves = new(StringComparer.Ordinal);
    private IPlcOwner? owner;
    private uint fence;
    private bool drives;
    private bool connected = true;

    public SimPlcLink(SimWorld world, PlcTwin twin, double faults)
    {
        this.world = world;
        this.twin = twin;
        this.faults = faults;
        Again();
    }

    /// <summary>The process died: what it wanted is gone with it, what is on the wire is not.</summary>
    public void Forget()
    {
        owner = null;
        drives = false;
        wanted.Clear();
        curves.Clear();
    }

    public void Attach(IPlcOwner owner)
    {
        Forget();
        this.owner = owner;
        Report();
    }

    public void Drive(uint fence, IReadOnlyList<CommandIssued> outstanding)
    {
        this.fence = fence;
        drives = true;
        foreach (var command in outstanding)
        {
            Issue(command);
        }
    }

    public void Issue(CommandIssued command)
    {
        wanted[command.Unit] = command;
        Write(command);
    }

    public void SetShift(bool active)
    {
        Advance();
        twin.ShiftActive = active;
        Changed();
    }

    public void ReadCurve(string place) => Wire(() =>
    {
        if (twin.Curve(place) is { } curve)
        {
            curves[place] = (curve, world.Now);
            Report();
        }
    });

    private void Write(CommandIssued command)
    {
        var epoch = fence;
        if (connected && drives)
        {
            Wire(() =>
            {
                Advance();
                twin.Write(command, epoch);
                Changed();
            });
        }
    }

    private void Again()
    {
        connected = world.Random.NextDouble() >= faults;
        Report();
        if (connected)
        {
            foreach (var command in wanted.Values)
            {
                if (twin.Image(curves).Units[command.Unit].AckSeq < command.UnitSeq)
                {
                    Write(command);
                }
            }
        }

        world.After(Reread, Again, outside: true);
    }

    private void Changed()
    {
        Report();
        if (twin.NextAt is { } next)
        {
            world.After(next - world.Now, () =>
            {
                Advance();
                Changed();
            }, outside: true);
        }
    }

    private void Advance() => twin.Advance(world.Now);

    private void Report()
    {
        if (owner is { } to)
        {
            var image = twin.Image(curves) with { Connected = connected };
            world.After(TimeSpan.FromMilliseconds(world.Random.Next(1, 50)), () => to.Report(image));
        }
    }

    // What is on the wire arrives even when the sender has died since.
    private void Wire(Action action)
    {
        var copies = world.Random.NextDouble() < faults ? 0 : world.Random.NextDouble() < faults ? 2 : 1;
        for (var i = 0; i < copies; i++)
        {
            world.After(TimeSpan.FromMilliseconds(world.Random.Next(1, world.Random.NextDouble() < 0.02 ? 9000 : 50)), action, outside: true);
        }
    }
}
