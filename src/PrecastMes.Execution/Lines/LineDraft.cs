using PrecastMes.Execution.Plc;
using PrecastMes.Production.Routings;

namespace PrecastMes.Execution.Lines;

/// <summary>A decision in the making: rules look at the state as it would be after what was decided so far.</summary>
internal sealed class LineDraft(LineState state, PlcImage image, PlantLayout layout, DateTimeOffset now)
{
    private readonly List<LineEvent> events = [];
    private readonly List<string> wantedCurves = [];
    private readonly WorkWindow? window = WorkWindow.At(layout.Calendar, now);
    private DateTimeOffset? wakeAt = WorkWindow.NextBoundary(layout.Calendar, now);

    public LineState State { get; private set; } = state;

    public PlcImage Image { get; } = image;

    public PlantLayout Layout { get; } = layout;

    public DateTimeOffset Now { get; } = now;

    public bool ShiftOpen => window is not null && window.Staffed(Now);

    public void Add(LineEvent e)
    {
        State = State.Apply(e);
        events.Add(e);
    }

    public void Wake(DateTimeOffset at)
    {
        if (at > Now && (wakeAt is null || at < wakeAt))
        {
            wakeAt = at;
        }
    }

    public void WantCurve(string place) => wantedCurves.Add(place);

    /// <summary>Whether a unit can take a command now.</summary>
    public bool CanCommand(string unit)
    {
        if (!Image.Units.ContainsKey(unit))
        {
            return false;
        }

        var known = State.Unit(unit);
        if (known.RetryAt > Now)
        {
            Wake(known.RetryAt);
            return false;
        }

        return known is { Outstanding: null, FaultCode: 0 };
    }

    /// <summary>Whether a pallet stands in a place or is on its way there.</summary>
    public bool Occupied(string place)
    {
        foreach (var pallet in State.Pallets.Values)
        {
            if (pallet.Place == place)
            {
                return true;
            }
        }

        foreach (var unit in State.Units.Values)
        {
            if (unit.Outstanding is { } command && command.Target == place)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether work of a kind may begin now. Work in one piece begins in a shift and ends within its overtime; on fresh
    /// concrete it may also begin in overtime, for concrete left until the next morning can't be worked any more.
    /// </summary>
    public bool MayRun(OperationKind kind, int workSeconds, bool freshConcrete = false) => kind switch
    {
        OperationKind.Clock => true,
        OperationKind.Interruptible => ShiftOpen,
        OperationKind.NonInterruptible =>
            (ShiftOpen || (freshConcrete && window is not null)) && Now.AddSeconds(workSeconds) <= window!.OvertimeUntil,
        _ => throw new InvalidOperationException($"Operation kind {kind} has no rule."),
    };

    /// <summary>
    /// Whether a batch may be mixed now: its concrete is cast at once, so the cast and the work on the fresh concrete behind
    /// it must begin within the shift, and each piece of it end within overtime.
    /// </summary>
    /// <param name="batchSeconds">Mixing, seconds.</param>
    /// <param name="steps">The cast and what follows on fresh concrete.</param>
    /// <param name="moveSeconds">Between two steps, seconds.</param>
    public bool MayBatch(int batchSeconds, IReadOnlyList<(OperationKind Kind, int WorkSeconds)> steps, int moveSeconds)
    {
        if (window is null || !ShiftOpen)
        {
            return false;
        }

        // A shift too short for the whole sequence is used for casting alone rather than never.
        var count = Fits(window, window.Start, batchSeconds, steps, steps.Count, moveSeconds) ? steps.Count : 1;
        return Fits(window, Now, batchSeconds, steps, count, moveSeconds);
    }

    private static bool Fits(
        WorkWindow window,
        DateTimeOffset from,
        int batchSeconds,
        IReadOnlyList<(OperationKind Kind, int WorkSeconds)> steps,
        int count,
        int moveSeconds)
    {
        var time = from.AddSeconds(batchSeconds);
        for (var i = 0; i < count; i++)
        {
            var end = time.AddSeconds(steps[i].WorkSeconds);
            if (steps[i].Kind != OperationKind.Clock && (time >= window.End || end > window.OvertimeUntil))
            {
                return false;
            }

            time = end.AddSeconds(moveSeconds);
        }

        return true;
    }

    public void Run(string unit, string operation, OperationKind kind, int workSeconds, LoadState load, string carrier) =>
        Issue(unit, CommandCode.Run, operation, load.Load.LoadId, carrier, "", "", workSeconds, kind == OperationKind.Interruptible, "", 0);

    public void Batch(string mixer, int batchSeconds, LoadState load, string carrier) =>
        Issue(mixer, CommandCode.Batch, "", load.Load.LoadId, carrier, "", "", batchSeconds, false, load.Load.ConcreteGrade, load.Load.VolumeLitres);

    public void Move(string unit, CommandCode code, string loadId, string palletId, string source, string target, int workSeconds, string recipe = "") =>
        Issue(unit, code, "", loadId, palletId, source, target, workSeconds, false, recipe, 0);

    public void Cure(string mould, LoadState load, int nominalSeconds, string recipe) =>
        Issue(mould, CommandCode.Cure, "", load.Load.LoadId, load.Load.LoadId, "", "", nominalSeconds, false, recipe, 0);

    public LineDecision Decide() => new(events, null, wantedCurves, wakeAt, false);

    private void Issue(
        string unit,
        CommandCode code,
        string operation,
        string loadId,
        string carrier,
        string source,
        string target,
        int workSeconds,
        bool interruptible,
        string recipe,
        int litres) =>
        Add(new CommandIssued(
            Now,
            checked((uint)(State.Version + 1)),
            unit,
            State.Unit(unit).Seq + 1,
            code,
            operation,
            loadId,
            carrier,
            source,
            target,
            checked((uint)workSeconds),
            interruptible,
            recipe,
            checked((uint)litres),
            State.Fence));
}
