using PrecastMes.Execution.Journal;
using PrecastMes.Execution.Lines;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Curing;

namespace PrecastMes.Tests.Execution;

/// <summary>
/// Decider, journal and line under virtual time, with faults by a seed: the owner dies before or after a write of the journal or
/// between the writes to the PLC; writes and looks are lost. The journal is bytes; an owner that starts knows nothing else.
/// </summary>
internal sealed class DeciderWorld(int seed, double faults = 0, DateTimeOffset? start = null)
{
    private readonly Random random = new(seed);
    private readonly Dictionary<string, (CuringCurve Curve, DateTimeOffset At)> curves = new(StringComparer.Ordinal);
    private readonly List<(string Manifest, byte[] Bytes)> journal = [];
    private bool owns;
    private DateTimeOffset nextReread;

    public PlcTwin Twin { get; } = new(TestPlant.Layout, seed, start ?? TestPlant.Monday6);

    public LineState State { get; private set; } = LineState.Empty;

    public DateTimeOffset Now { get; private set; } = start ?? TestPlant.Monday6;

    public int Crashes { get; private set; }

    public IEnumerable<LineEvent> Events => journal.Select(e => (LineEvent)EventCodec.Read(e.Manifest, e.Bytes));

    public void Release(params IReadOnlyList<ReleasedLoad> loads)
    {
        var decision = LineDecider.Release(State, $"PL{journal.Count}", loads, TestPlant.Layout, Now);
        Assert.Null(decision.Refusal);
        Persist(decision.Events);
    }

    public LineDecision LiftHold(string loadId, string by, string reason)
    {
        var decision = LineDecider.LiftHold(State, loadId, by, reason, Now);
        Persist(decision.Events);
        return decision;
    }

    /// <summary>Lives until an instant.</summary>
    public void RunTo(DateTimeOffset at)
    {
        while (Now < at)
        {
            Step();
        }
    }

    /// <summary>The only event of a kind that a condition names.</summary>
    public T One<T>(Func<T, bool> which)
        where T : LineEvent => Events.OfType<T>().Single(which);

    /// <summary>Lives until a condition holds; fails when it does not within some plant days.</summary>
    public void RunUntil(Func<LineState, bool> done, double days = 10)
    {
        var end = Now.AddDays(days);
        while (!done(State))
        {
            if (Now >= end)
            {
                throw new InvalidOperationException(
                    $"Seed {seed}: not done by {end:O}; on the lines: {string.Join(", ", State.Loads.Values.Select(l => $"{l.Load.LoadId} {l.Stage}"))}; "
                    + $"pallets: {string.Join(", ", State.Pallets.Select(p => $"{p.Key}@{p.Value.Place}"))}.");
            }

            Step();
        }
    }

    public void Step()
    {
        Twin.ShiftActive = TestPlant.Plant.Calendar.At(Now) is not null;
        Twin.Advance(Now);
        var wake = Fails() ? null : Look();
        if (Now >= nextReread)
        {
            WriteAgain();
            nextReread = Now.AddMinutes(10);
        }

        var next = nextReread;
        foreach (var at in new[] { Twin.NextAt, wake, WorkWindow.NextBoundary(TestPlant.Plant.Calendar, Now) })
        {
            next = at is { } moment && moment > Now && moment < next ? moment : next;
        }

        Now = next;
    }

    private DateTimeOffset? Look()
    {
        var image = Twin.Image(curves);
        if (!owns)
        {
            Persist(LineDecider.StartOwner(State, image.Fence, Now).Events);
            owns = true;
            WriteAgain();
            image = Twin.Image(curves);
        }

        var decision = LineDecider.Advance(State, image, TestPlant.Layout, Now);
        Assert.False(decision.FencedOff);
        if (decision.Events.Count > 0)
        {
            if (Fails())
            {
                Crash();
                return Now;
            }

            Persist(decision.Events);
            foreach (var command in decision.Events.OfType<CommandIssued>())
            {
                if (Fails())
                {
                    Crash();
                    return Now;
                }

                if (!Fails())
                {
                    Twin.Write(command, State.Fence);
                }
            }
        }

        foreach (var place in decision.WantedCurves)
        {
            if (Twin.Curve(place) is { } curve)
            {
                curves[place] = (curve, Now);
            }
        }

        return decision.WantedCurves.Count > 0 ? Look() : decision.WakeAt;
    }

    private void Persist(IReadOnlyList<LineEvent> events)
    {
        foreach (var e in events)
        {
            journal.Add((EventCodec.Manifest(e), EventCodec.Write(e)));
            State = State.Apply(e);
        }
    }

    private void Crash()
    {
        Crashes++;
        owns = false;
        curves.Clear();
        State = Events.Aggregate(LineState.Empty, (state, e) => state.Apply(e));
    }

    // What the link does after each connect and from time to time: a command that the PLC has not taken is written again.
    private void WriteAgain()
    {
        var image = Twin.Image(curves);
        foreach (var (unit, state) in State.Units)
        {
            if (state.Outstanding is { } command && image.Units[unit].AckSeq < command.UnitSeq)
            {
                Twin.Write(command, State.Fence);
            }
        }
    }

    private bool Fails() => random.NextDouble() < faults;
}
