using System.Collections.Immutable;
using PrecastMes.Execution.Plc;
using PrecastMes.Production.Curing;

namespace PrecastMes.Execution.Lines;

/// <summary>
/// What the journal says about the lines of a plant. One entity holds all lines: they share the mixer, the owner's epoch at
/// the PLC and the numbering of commands, and a decision about one of these must see all who use it.
/// </summary>
/// <param name="Version">Events applied: the journal's sequence number.</param>
/// <param name="Fence">Epoch of the owner.</param>
/// <param name="Plans">Plans that were released here.</param>
/// <param name="ReleasedCount">Loads released so far.</param>
/// <param name="LiftedCount">Loads lifted so far.</param>
/// <param name="Elements">Load of every element ever released, for refusing a second one.</param>
/// <param name="Waiting">Loads not started, in released order over all lines.</param>
/// <param name="Loads">Loads that the lines are not done with.</param>
/// <param name="Pallets">Pallets under way.</param>
/// <param name="Moulds">Load that holds a mould unit; absent when free.</param>
/// <param name="Units">Work units that were ever commanded or faulted.</param>
public sealed record LineState(
    long Version,
    uint Fence,
    ImmutableSortedSet<string> Plans,
    long ReleasedCount,
    long LiftedCount,
    ImmutableSortedDictionary<string, string> Elements,
    ImmutableList<string> Waiting,
    ImmutableSortedDictionary<string, LoadState> Loads,
    ImmutableSortedDictionary<string, PalletState> Pallets,
    ImmutableSortedDictionary<string, string> Moulds,
    ImmutableSortedDictionary<string, UnitState> Units)
{
    /// <summary>Before the first event.</summary>
    public static LineState Empty { get; } = new(
        0,
        0,
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal),
        0,
        0,
        Map<string>(),
        [],
        Map<LoadState>(),
        Map<PalletState>(),
        Map<string>(),
        Map<UnitState>());

    /// <summary>A unit's state, fresh when it has no history.</summary>
    public UnitState Unit(string unit) => Units.GetValueOrDefault(unit, UnitState.Fresh);

    /// <summary>
    /// The state after an event. An event that contradicts the state is a bug or a damaged journal, and throws: nothing may
    /// be commanded on a state that is not understood.
    /// </summary>
    public LineState Apply(LineEvent e)
    {
        var next = this with { Version = Version + 1 };
        return e switch
        {
            OwnerStarted x => Check(x.Fence > Fence, $"owner {x.Fence} after owner {Fence}", next with { Fence = x.Fence }),
            UnitAligned x => Check(
                Unit(x.Unit).Outstanding is null, $"unit {x.Unit} aligned during a command", next.With(x.Unit, Unit(x.Unit) with { Seq = x.UnitSeq })),
            LoadsReleased x => next.Release(x.PlanId, x.Loads),
            LoadsReplaced x => next.Withdraw(x.Withdrawn).Release(x.PlanId, x.Loads),
            LoadStarted x => next.Start(x),
            CommandIssued x => next.Issue(x),
            CommandCompleted x => next.Complete(x),
            OperationCompleted x => next.EndOperation(x),
            PalletMoved x => next.Move(x),
            PalletFreed x => next.FreePallet(x),
            BatchMixed x => next.With(Making(x.LoadId) with { Batched = true }),
            CuringStarted x => next.With(Making(x.LoadId) with { CuringSince = x.At }),
            CuringRecorded x => next.With(Making(x.LoadId) with { CuringRecorded = true, Held = false }),
            CuringDeviated x => next.With(Making(x.LoadId) with { Held = x.Breach == CuringBreach.Hold && !Making(x.LoadId).HoldLifted }),
            CuringHoldLifted x => next.With(Making(x.LoadId) with { Held = false, HoldLifted = true }),
            MouldsReleased x => next.FreeMoulds(x),
            ElementsLifted x => next.Lift(x),
            ElementsPassed x => next.With(Check(
                Load(x.LoadId) is { Stage: LoadStage.Finishing, Passed: false }, $"load {x.LoadId} passed twice or too early", Load(x.LoadId) with { Passed = true })),
            ElementsYarded x => next.Yard(x),
            UnitFaulted x => next.With(x.Unit, Unit(x.Unit) with { FaultCode = x.FaultCode }),
            UnitRecovered x => next.With(x.Unit, Unit(x.Unit) with { FaultCode = 0 }),
            _ => throw new InvalidOperationException($"Line event {e.GetType().Name} has no rule."),
        };
    }

    /// <summary>The state without loads that have not begun.</summary>
    internal LineState Withdraw(IReadOnlyList<string> loadIds)
    {
        var loads = Loads.ToBuilder();
        var elements = Elements.ToBuilder();
        foreach (var id in loadIds)
        {
            var load = Load(id);
            Check(load.Stage == LoadStage.Waiting, $"load {id} withdrawn in stage {load.Stage}");
            loads.Remove(id);
            elements.RemoveRange(load.ElementIds);
        }

        return this with { Loads = loads.ToImmutable(), Elements = elements.ToImmutable(), Waiting = Waiting.RemoveAll(loadIds.ToHashSet(StringComparer.Ordinal).Contains) };
    }

    private LineState Release(string planId, IReadOnlyList<ReleasedLoad> released)
    {
        var loads = Loads.ToBuilder();
        var elements = Elements.ToBuilder();
        var order = ReleasedCount;
        foreach (var load in released)
        {
            Check(loads.TryAdd(load.LoadId, LoadState.Released(load, ++order)), $"load {load.LoadId} released twice");
            foreach (var element in load.Elements)
            {
                Check(elements.TryAdd(element.ElementId, load.LoadId), $"element {element.ElementId} of load {load.LoadId} released twice");
            }
        }

        return this with
        {
            Plans = Plans.Add(planId),
            ReleasedCount = order,
            Loads = loads.ToImmutable(),
            Elements = elements.ToImmutable(),
            Waiting = Waiting.AddRange(released.Select(l => l.LoadId)),
        };
    }

    private LineState Start(LoadStarted e)
    {
        var load = Load(e.LoadId);
        Check(load.Stage == LoadStage.Waiting, $"load {e.LoadId} started in stage {load.Stage}");
        var moulds = Moulds.ToBuilder();
        foreach (var mould in load.MouldUnits)
        {
            Check(moulds.TryAdd(mould, e.LoadId), $"mould {mould} taken by {e.LoadId} while held by {Moulds.GetValueOrDefault(mould)}");
        }

        var started = this with
        {
            Waiting = Waiting.Remove(e.LoadId),
            Moulds = moulds.ToImmutable(),
            Loads = Loads.SetItem(e.LoadId, load with
            {
                Stage = LoadStage.Making,
                PalletId = e.PalletId,
                Place = e.PalletId is null ? e.Place : "",
                MouldsHeld = true,
            }),
        };
        if (e.PalletId is null)
        {
            return started;
        }

        Check(!Pallets.ContainsKey(e.PalletId), $"pallet {e.PalletId} started for {e.LoadId} while under way");
        return started with { Pallets = Pallets.Add(e.PalletId, new PalletState(e.LoadId, e.Place, true, true)) };
    }

    private LineState Issue(CommandIssued e)
    {
        var unit = Unit(e.Unit);
        Check(e.CommandId == Version, $"command {e.CommandId} stands at event {Version}");
        Check(unit.Outstanding is null, $"unit {e.Unit} got command {e.CommandId} during {unit.Outstanding?.CommandId}");
        Check(e.UnitSeq == unit.Seq + 1, $"unit {e.Unit} got sequence {e.UnitSeq} after {unit.Seq}");
        return With(e.Unit, unit with { Seq = e.UnitSeq, Outstanding = e });
    }

    private LineState Complete(CommandCompleted e)
    {
        var unit = Unit(e.Unit);
        Check(unit.Outstanding?.CommandId == e.CommandId, $"unit {e.Unit} ended {e.CommandId}, outstanding is {unit.Outstanding?.CommandId}");
        return With(e.Unit, e.Result == ResultCode.Done ? unit.Succeeded() : unit.Failed(e.At));
    }

    private LineState EndOperation(OperationCompleted e)
    {
        var load = Load(e.LoadId);
        if (load.PalletId is { } id && Pallets.TryGetValue(id, out var pallet) && pallet.Place == e.Unit)
        {
            Check(!pallet.StepDone, $"operation {e.Operation} at {e.Unit} ended twice for {id}");
            return this with { Pallets = Pallets.SetItem(id, pallet with { StepDone = true }) };
        }

        Check(load.Stage == LoadStage.Finishing || load.Place == e.Unit, $"operation {e.Operation} of {e.LoadId} ended at {e.Unit}, where it is not");
        return With(load with { StepsDone = load.StepsDone + 1 });
    }

    private LineState Move(PalletMoved e)
    {
        Check(Pallets.TryGetValue(e.PalletId, out var pallet) && pallet.Place == e.From, $"pallet {e.PalletId} moved from {e.From}, stands at {pallet?.Place}");
        foreach (var (other, state) in Pallets)
        {
            // The magazine alone holds more than one: a pallet goes there empty, and the one that leaves it is loaded.
            Check(state.Place != e.To || (pallet!.Loaded != state.Loaded), $"pallet {e.PalletId} moved to {e.To}, where {other} stands");
        }

        return this with { Pallets = Pallets.SetItem(e.PalletId, pallet! with { Place = e.To, StepDone = false }) };
    }

    private LineState FreePallet(PalletFreed e)
    {
        Check(Pallets.TryGetValue(e.PalletId, out var pallet) && !pallet.Loaded, $"pallet {e.PalletId} freed while loaded or not under way");
        var load = Load(pallet!.LoadId) with { PalletId = null };
        return (this with { Pallets = Pallets.Remove(e.PalletId) }).Settle(load);
    }

    private LineState FreeMoulds(MouldsReleased e)
    {
        var load = Load(e.LoadId);
        Check(load.MouldsHeld, $"moulds of {e.LoadId} freed twice");
        return (this with { Moulds = Moulds.RemoveRange(e.MouldUnits) }).With(load with { MouldsHeld = false });
    }

    private LineState Lift(ElementsLifted e)
    {
        var load = Making(e.LoadId);
        Check(!load.MouldsHeld, $"elements of {e.LoadId} lifted in their moulds");
        var order = LiftedCount + 1;
        var lifted = (this with { LiftedCount = order }).With(load with { Stage = LoadStage.Finishing, Place = "", StepsDone = 0, LiftedOrder = order });
        return load.PalletId is { } id
            ? lifted with { Pallets = lifted.Pallets.SetItem(id, lifted.Pallets[id] with { Loaded = false }) }
            : lifted;
    }

    private LineState Yard(ElementsYarded e)
    {
        var load = Load(e.LoadId);
        Check(load.Passed, $"elements of {e.LoadId} yarded without final inspection");
        return Settle(load with { Stage = LoadStage.Finished });
    }

    // A load leaves the state when both its elements and its pallet are through.
    private LineState Settle(LoadState load) =>
        load is { Stage: LoadStage.Finished, PalletId: null }
            ? this with { Loads = Loads.Remove(load.Load.LoadId) }
            : With(load);

    private LoadState Load(string loadId) =>
        Loads.TryGetValue(loadId, out var load) ? load : throw new InvalidOperationException($"Line journal, event {Version + 1}: load {loadId} is not on the line.");

    private LoadState Making(string loadId)
    {
        var load = Load(loadId);
        Check(load.Stage == LoadStage.Making, $"load {loadId} is {load.Stage}, not in the making");
        return load;
    }

    private LineState With(LoadState load) => this with { Loads = Loads.SetItem(load.Load.LoadId, load) };

    private LineState With(string unit, UnitState state) => this with { Units = Units.SetItem(unit, state) };

    private T Check<T>(bool holds, string otherwise, T value)
    {
        Check(holds, otherwise);
        return value;
    }

    private void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Line journal, event {Version}: {otherwise}.");
        }
    }

    private static ImmutableSortedDictionary<string, T> Map<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}
