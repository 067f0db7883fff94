using System.Runtime.InteropServices;
using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>A circulation line in the simulation: a pallet leaves a station when the next is empty, and holds both while it moves.</summary>
internal sealed class LoopSimulation(Decoder decoder, LineModel line) : LineSimulation(decoder)
{
    private readonly Decoder _decoder = decoder;
    private readonly int _last = line.FinishingFrom - 1;
    private readonly int _lastWet = line.FirstDryStep - 1;
    private readonly int _transfer = line.Loop!.TransferSeconds;
    private readonly int[] _load = new int[line.FinishingFrom];
    private readonly State[] _state = new State[line.FinishingFrom];
    private readonly int[] _palletFreeAt = new int[line.Pallets.Length];
    private readonly int[] _compartmentFreeAt = new int[line.Compartments.Length];
    private readonly DryLine _dry = new(decoder, line);
    private readonly ConcreteWindow _window = new(decoder.Model.Calendars, line);
    private readonly WorkCalendar[] _calendars = decoder.Model.Calendars.Steps[line.Index];
    private int[] _cured = [];
    private int _curedCount;
    private int _entering;
    private int _castBefore;
    private bool _craneBusy;

    // What an event may have changed; only that is looked at again.
    private bool _lookAtAll;
    private bool _lookAtCrane;
    private bool _lookAtMagazine;
    private ulong _lookAtSteps;

    // The latest wake asked for by each rule, so that a rule asks once.
    private int _magazineWake;
    private int _craneWake;
    private int _castWake;

    private enum State
    {
        Empty,
        Expected,
        Working,
        WaitsForConcrete,
        Ready,
        Moving,
    }

    public override void Reset(ReadOnlySpan<int> order)
    {
        Queue(order, line.Index);
        Array.Clear(_state);
        Array.Fill(_load, -1);
        var occupation = _decoder.Model.Occupation;
        Array.Copy(occupation.PalletFreeAt[line.Index], _palletFreeAt, _palletFreeAt.Length);
        Array.Copy(occupation.CompartmentFreeAt[line.Index], _compartmentFreeAt, _compartmentFreeAt.Length);
        _curedCount = 0;
        _castBefore = -1;
        _craneBusy = false;
        _magazineWake = _craneWake = _castWake = -1;
        _lookAtSteps = 0;
        _lookAtCrane = false;
        _lookAtMagazine = false;
        _lookAtAll = true;
        if (_cured.Length < order.Length)
        {
            _cured = new int[order.Length];
        }

        _dry.Reset();
        WakeAt(occupation.StationFreeAt[line.Index]);
        WakeAt(_palletFreeAt);
        WakeAt(_compartmentFreeAt);
    }

    public override void Requeue(ReadOnlySpan<int> order, int second)
    {
        Queue(order, line.Index, second);
        if (_cured.Length < order.Length)
        {
            Array.Resize(ref _cured, order.Length);
        }
    }

    public override void Pass(StateTape tape)
    {
        tape.Pass(_load);
        tape.Pass(MemoryMarshal.Cast<State, int>(_state.AsSpan()));
        tape.Pass(_palletFreeAt);
        tape.Pass(_compartmentFreeAt);
        _dry.Pass(tape);
        tape.Pass(ref _cured, ref _curedCount);
        tape.Pass(ref _entering);
        tape.Pass(ref _castBefore);
        tape.Pass(ref _craneBusy);
        tape.Pass(ref _lookAtAll);
        tape.Pass(ref _lookAtCrane);
        tape.Pass(ref _lookAtMagazine);
        tape.Pass(MemoryMarshal.Cast<ulong, long>(new Span<ulong>(ref _lookAtSteps)));
        tape.Pass(ref _magazineWake);
        tape.Pass(ref _craneWake);
        tape.Pass(ref _castWake);
    }

    public override void Handle(int now, EventKind kind, int argument)
    {
        switch (kind)
        {
            case EventKind.WorkEnd:
                WorkEnded(now, argument);
                break;
            case EventKind.MoveEnd:
                Moved(now, argument);
                break;
            case EventKind.StoreEnd:
                Stored(now, argument);
                break;
            case EventKind.CureEnd:
                _cured[_curedCount++] = argument;
                _lookAtCrane = true;
                break;
            case EventKind.RetrieveEnd:
                _craneBusy = false;
                _lookAtCrane = true;
                _compartmentFreeAt[_decoder.Schedule.Compartment[argument]] = now;
                Arrive(now, argument, line.FirstDryStep);
                break;
        }
    }

    public override void Wake() => _lookAtAll = true;

    public override void MouldsFreed() => _lookAtMagazine = true;

    public override void Dispatch(int now)
    {
        if (_lookAtAll)
        {
            _lookAtAll = false;
            _lookAtSteps = ulong.MaxValue;
            _lookAtCrane = true;
            _lookAtMagazine = true;
        }

        for (var step = _last; step >= line.FirstDryStep && _lookAtSteps != 0; step--)
        {
            if (Looks(step))
            {
                TryMove(now, step);
            }
        }

        if (_lookAtCrane)
        {
            _lookAtCrane = false;
            TryCrane(now);
        }

        for (var step = _lastWet; step >= 0 && _lookAtSteps != 0; step--)
        {
            if (!Looks(step))
            {
                continue;
            }

            if (_state[step] == State.WaitsForConcrete)
            {
                TryCast(now);
            }
            else if (step != _lastWet)
            {
                TryMove(now, step);
            }
        }

        _lookAtSteps = 0;
        if (_lookAtMagazine)
        {
            _lookAtMagazine = false;
            TryStart(now);
        }
    }

    private bool Looks(int step) => (_lookAtSteps & (1UL << step)) != 0;

    private void LookAt(int step) => _lookAtSteps |= 1UL << step;

    private void WakeAt(int[] times)
    {
        foreach (var time in times)
        {
            if (time > 0)
            {
                _decoder.Events.Add(time, EventKind.Wake, line.Index, 0);
            }
        }
    }

    private void Wake(int time, ref int asked)
    {
        if (asked != time)
        {
            asked = time;
            _decoder.Events.Add(time, EventKind.Wake, line.Index, 0);
        }
    }

    private bool IsEmpty(int now, int step) => _state[step] == State.Empty
        && (step < line.FirstDryStep ? _decoder.Model.Occupation.StationFreeAt[line.Index][step] <= now : _dry.IsClear(now, step));

    private int At(int load, int step) => (load * _decoder.Schedule.MaxSteps) + step;

    private void WorkEnded(int now, int step)
    {
        _state[step] = State.Ready;
        LookAt(step);
        _lookAtCrane |= step == _lastWet;
        if (step == line.StripStep)
        {
            _decoder.FreeMoulds(_load[step], now);
        }

        if (step == line.LiftStep)
        {
            _decoder.Finish(line, _load[step], now);
        }
    }

    private void Moved(int now, int from)
    {
        if (from == line.Steps.Length)
        {
            Arrive(now, _entering, 0);
            return;
        }

        var load = _load[from];
        Vacate(now, from);
        if (from == _last)
        {
            _decoder.Schedule.PalletUntil[load] = now;
            _palletFreeAt[_decoder.Schedule.Pallet[load]] = now;
            _lookAtMagazine = true;
        }
        else
        {
            Arrive(now, load, from + 1);
        }
    }

    private void Vacate(int now, int step)
    {
        _decoder.Schedule.Leave[At(_load[step], step)] = now;
        _load[step] = -1;
        _state[step] = State.Empty;
        _lookAtCrane |= step == line.FirstDryStep;
        _lookAtMagazine |= step == 0;
        if (step > 0)
        {
            LookAt(step - 1);
        }
    }

    private void Arrive(int now, int load, int step)
    {
        _load[step] = load;
        var at = At(load, step);
        _decoder.Schedule.Arrive[at] = now;
        _decoder.Schedule.Gang[at] = -1;
        if (step == line.CastStep)
        {
            _state[step] = State.WaitsForConcrete;
            LookAt(step);
            return;
        }

        _calendars[step].Lay(line.Steps[step].Kind, now, _decoder.Loads[load].Work[step], _decoder.Model.Occupation.Down[line.Index][step], out var start, out var end);
        Work(at, step, start, end);
    }

    private void Work(int at, int step, int start, int end)
    {
        _decoder.Schedule.Start[at] = start;
        _decoder.Schedule.End[at] = end;
        _decoder.BookOvertime(_calendars[step], line.Steps[step].Kind, start, end);
        _state[step] = State.Working;
        _decoder.Events.Add(end, EventKind.WorkEnd, line.Index, step);
    }

    private void TryMove(int now, int step)
    {
        if (_state[step] != State.Ready || (step != _last && !IsEmpty(now, step + 1)))
        {
            return;
        }

        _state[step] = State.Moving;
        if (step != _last)
        {
            _state[step + 1] = State.Expected;
        }

        _decoder.Events.Add(now + _transfer, EventKind.MoveEnd, line.Index, step);
    }

    private void TryCast(int now)
    {
        var load = _load[line.CastStep];
        var from = _window.EarliestBatch(now, _decoder.Loads[load].Work, _decoder.Model.Occupation.Down[line.Index][line.CastStep]);
        from = _decoder.MixerFrom(line.Mixer, from, line.BatchSeconds);
        if (from > now)
        {
            Wake(from, ref _castWake);
            return;
        }

        var start = now + line.BatchSeconds;
        _decoder.TakeMixer(line.Mixer, start);
        _decoder.Schedule.BatchStart[load] = now;
        if (_castBefore >= 0 && !_decoder.Loads[load].CastsLike(_decoder.Loads[_castBefore]))
        {
            _decoder.Schedule.Parts.Changeovers++;
        }

        _castBefore = load;
        _calendars[line.CastStep].Lay(line.Steps[line.CastStep].Kind, start, _decoder.Loads[load].Work[line.CastStep], out start, out var end);
        Work(At(load, line.CastStep), line.CastStep, start, end);
    }

    private void TryCrane(int now)
    {
        if (_craneBusy)
        {
            return;
        }

        var chamber = line.Loop!.Chamber;
        var crane = _decoder.Model.Occupation.Crane[line.Index];
        if (_curedCount > 0 && IsEmpty(now, line.FirstDryStep))
        {
            var from = crane.FreeFrom(now, now + chamber.RetrieveSeconds);
            if (from > now)
            {
                Wake(from, ref _craneWake);
            }
            else if (TryRetrieve(now, chamber.RetrieveSeconds))
            {
                return;
            }
        }

        if (_state[_lastWet] == State.Ready && FreeUnit(_compartmentFreeAt, now) is >= 0 and var compartment)
        {
            var from = crane.FreeFrom(now, now + chamber.StoreSeconds);
            if (from == now)
            {
                Store(now, chamber.StoreSeconds, compartment);
                return;
            }

            Wake(from, ref _craneWake);
        }
    }

    private void Store(int now, int seconds, int compartment)
    {
        var load = _load[_lastWet];
        _craneBusy = true;
        _state[_lastWet] = State.Moving;
        _compartmentFreeAt[compartment] = int.MaxValue;
        _decoder.Schedule.Compartment[load] = compartment;
        _decoder.Schedule.StoreStart[load] = now;
        _decoder.Events.Add(now + seconds, EventKind.StoreEnd, line.Index, load);
    }

    private void Stored(int now, int load)
    {
        _craneBusy = false;
        _lookAtCrane = true;
        Vacate(now, _lastWet);
        _decoder.Schedule.CureStart[load] = now;
        var end = now + _decoder.Loads[load].CureSeconds;
        _decoder.Schedule.CureEnd[load] = end;
        _decoder.Events.Add(end, EventKind.CureEnd, line.Index, load);
    }

    private int Turn(int load) => _decoder.IsHeld ? _decoder.Loads[load].Held?.Retrieve ?? _decoder.Schedule.CureEnd[load] : _decoder.Rank[load];

    private bool TryRetrieve(int now, int seconds)
    {
        var best = 0;
        for (var i = 1; i < _curedCount; i++)
        {
            if (Turn(_cured[i]) < Turn(_cured[best]))
            {
                best = i;
            }
        }

        var load = _cured[best];
        if (!_dry.TryEnter(now, _decoder.Loads[load]))
        {
            return false;
        }

        _cured[best] = _cured[--_curedCount];
        _craneBusy = true;
        _state[line.FirstDryStep] = State.Expected;
        _decoder.Schedule.RetrieveStart[load] = now;
        _decoder.Schedule.RetrieveEnd[load] = now + seconds;
        _decoder.Events.Add(now + seconds, EventKind.RetrieveEnd, line.Index, load);
        return true;
    }

    private void TryStart(int now)
    {
        if (!Waiting || !IsEmpty(now, 0))
        {
            return;
        }

        // A pallet that arrives outside the first station's shifts would only hold its moulds till morning; decide in the morning.
        if (line.Steps[0].Kind != OperationKind.Clock && _calendars[0].NextWork(now + _transfer) - _transfer is var morning && morning > now)
        {
            Wake(morning, ref _magazineWake);
            return;
        }

        var pallet = FreeUnit(_palletFreeAt, now);
        if (pallet < 0 || Best(now) is not (>= 0 and var load))
        {
            return;
        }

        if (_decoder.Loads[load].LockedStart is null && (IsPromised(now, EntryFreeAt(now, load)) || (PromisedSoon(now) is > 0 and var kept && FreeUnits(_palletFreeAt, now) <= kept)))
        {
            return;
        }

        Unqueue(load);
        _palletFreeAt[pallet] = int.MaxValue;
        _entering = load;
        _state[0] = State.Expected;
        _decoder.Schedule.Pallet[load] = pallet;
        _decoder.Release(load, now);
        _decoder.Events.Add(now + _transfer, EventKind.MoveEnd, line.Index, line.Steps.Length);
    }

    // When the place at the entry can take the next pallet if this load goes there now and the line runs at its takt.
    private int EntryFreeAt(int now, int load)
    {
        _calendars[0].Lay(line.Steps[0].Kind, now + _transfer, _decoder.Loads[load].Work[0], out _, out var end);
        return Math.Max(end, now + line.Loop!.TaktSeconds) + _transfer;
    }

    private static int FreeUnits(int[] freeAt, int now)
    {
        var count = 0;
        foreach (var free in freeAt)
        {
            count += free <= now ? 1 : 0;
        }

        return count;
    }

    // The unit that has been free longest: pallets and compartments wear alike.
    private static int FreeUnit(int[] freeAt, int now)
    {
        var best = -1;
        for (var i = 0; i < freeAt.Length; i++)
        {
            if (freeAt[i] <= now && (best < 0 || freeAt[i] < freeAt[best]))
            {
                best = i;
            }
        }

        return best;
    }
}
