using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>
/// Turns an order of loads into exact times: one event simulation of all lines of the plant with their shared mixers. At
/// every instant whatever ended is booked first, then each line decides from its end backwards, so that demoulding is served
/// before loading. A better rank wins wherever loads compete; a load whose moulds are in use is passed over.
/// </summary>
internal sealed class Decoder
{
    // Seconds of the plan between two states that a later run can go on from.
    private const int StateEvery = 8 * 3600;

    private readonly LineSimulation[] _lines;
    private readonly List<(int Second, int[] State)> _states = [];
    private readonly StateTape _tape = new();
    private readonly int[][] _finishingFreeAt;
    private readonly int[] _mixerFreeAt;
    private int _done;

    public Decoder(PlantModel model)
    {
        Model = model;
        Moulds = new MouldPool(model, Events);
        Schedule = new Schedule(model.MaxSteps, model.MaxElementsPerLoad, model.Plant.Objective);
        Floors = new FloorTally(model);
        Yard = new YardTally(model, Events);
        _mixerFreeAt = new int[model.Mixers.Length];
        _finishingFreeAt = [.. model.Lines.Select(l => new int[l.Steps.Length])];
        _lines = [.. model.Lines.Select(l => (LineSimulation)(l.Loop is null ? new AreaSimulation(this, l) : new LoopSimulation(this, l)))];
    }

    public PlantModel Model { get; }

    public EventQueue Events { get; } = new();

    public MouldPool Moulds { get; }

    public Schedule Schedule { get; }

    /// <summary>Places in the yard.</summary>
    public YardTally Yard { get; }

    /// <summary>How late floors are.</summary>
    public FloorTally Floors { get; }

    public Load[] Loads { get; private set; } = [];

    /// <summary>Whether a lock's pallet, moulds and place at the entry are kept for it; else it starts by its turn like others and may miss its time.</summary>
    public bool KeepsLocks { get; set; } = true;

    /// <summary>Whether states are kept from which <see cref="RunFrom"/> can go on.</summary>
    public bool KeepsStates { get; set; }

    /// <summary>Whether some loads are held to the plan in force; then those that compete behind their start are served in the order planned.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Rank by load; lower goes first.</summary>
    public int[] Rank { get; private set; } = [];

    /// <summary>
    /// Simulates. <paramref name="order"/> lists the loads by falling priority. Returns false, leaving the schedule
    /// unfinished, as soon as its cost must exceed <paramref name="costLimit"/>.
    /// </summary>
    public bool Run(Load[] loads, ReadOnlySpan<int> order, long costLimit = long.MaxValue)
    {
        Rank = Ranked(Rank, order);
        Loads = loads;
        IsHeld = Array.Exists(loads, load => load.Held is not null);
        Schedule.Reset(order.Length);
        Events.Clear();
        Moulds.Reset();
        Array.Clear(_mixerFreeAt);
        Floors.Reset();
        Yard.Reset(loads, _lines.Length);
        _done = 0;
        _states.Clear();
        foreach (var free in _finishingFreeAt)
        {
            Array.Clear(free);
        }

        foreach (var line in _lines)
        {
            line.Reset(order);
        }

        Events.Add(0, EventKind.Wake, 0, 0);
        return Simulate(costLimit);
    }

    /// <summary>
    /// As <see cref="Run"/>, where all is known up to a second: <paramref name="before"/> simulated as many loads to the end without
    /// locks and without a plan in force, and no decision before <paramref name="second"/> can come out differently now.
    /// </summary>
    public bool RunFrom(Decoder before, int second, Load[] loads, ReadOnlySpan<int> order, long costLimit)
    {
        var states = before._states;
        var known = states.Count;
        while (known > 0 && states[known - 1].Second > second)
        {
            known--;
        }

        if (known == 0)
        {
            return Run(loads, order, costLimit);
        }

        Rank = Ranked(Rank, order);
        Loads = loads;
        IsHeld = false;
        Schedule.CopyFrom(before.Schedule);
        _states.Clear();
        _states.AddRange(states.Take(known));
        foreach (var line in _lines)
        {
            line.Requeue(order, _states[^1].Second);
        }

        Pass(new StateTape(_states[^1].State));
        return Simulate(costLimit);
    }

    private static int[] Ranked(int[] rank, ReadOnlySpan<int> order)
    {
        if (rank.Length < order.Length)
        {
            rank = new int[order.Length];
        }

        for (var i = 0; i < order.Length; i++)
        {
            rank[order[i]] = i;
        }

        return rank;
    }

    private void Pass(StateTape tape)
    {
        tape.Pass(ref _done);
        tape.Pass(_mixerFreeAt);
        foreach (var free in _finishingFreeAt)
        {
            tape.Pass(free);
        }

        Events.Pass(tape);
        Moulds.Pass(tape);
        Schedule.Pass(tape);
        Floors.Pass(tape);
        foreach (var line in _lines)
        {
            line.Pass(tape);
        }
    }

    private bool Simulate(long costLimit)
    {
        var count = Schedule.Count;
        var nextState = _states.Count == 0 ? StateEvery : _states[^1].Second + StateEvery;
        while (Events.Count > 0)
        {
            var now = Events.NextTime;
            if (Schedule.CostUpTo(now) > costLimit && _done < count)
            {
                return false;
            }

            if (now >= nextState && KeepsStates)
            {
                Pass(_tape);
                _states.Add((now, _tape.Taken()));
                nextState = now + StateEvery;
            }

            do
            {
                Events.Take(out var kind, out var line, out var argument);
                switch (kind)
                {
                    case EventKind.Wake:
                        _lines[line].Wake();
                        break;
                    case EventKind.MouldFree:
                        Moulds.Free(argument, now);
                        TellOfMoulds();
                        break;
                    case EventKind.MouldReady:
                        TellOfMoulds();
                        break;
                    default:
                        _lines[line].Handle(now, kind, argument);
                        break;
                }
            }
            while (Events.Count > 0 && Events.NextTime == now);

            foreach (var line in _lines)
            {
                line.Dispatch(now);
            }
        }

        if (_done != count)
        {
            throw new InvalidOperationException(
                $"The simulation ended with {count - _done} of {count} loads unfinished. Maybe a load needs more moulds than its type has.");
        }

        return true;
    }

    /// <summary>When the mixer can begin a batch, at or after <paramref name="from"/>.</summary>
    public int MixerFrom(int mixer, int from, int batchSeconds)
    {
        var start = Math.Max(from, _mixerFreeAt[mixer]);
        return Model.Occupation.Mixer[mixer].FreeFrom(start, start + batchSeconds);
    }

    public void TakeMixer(int mixer, int until) => _mixerFreeAt[mixer] = until;

    /// <summary>Books a load's start: its moulds are held from here.</summary>
    public void Release(int load, int now)
    {
        Schedule.Parts.MouldChange += Moulds.Take(Loads[load], now, Schedule.MouldUnit.AsSpan(load * Schedule.MaxElementsPerLoad));
        Yard.Take(Loads[load], now);
        Schedule.Release[load] = now;
        Schedule.Parts.Stability += Loads[load].Displacement(now);
    }

    /// <summary>Books what of a piece of work lies outside the shifts of whoever does it.</summary>
    public void BookOvertime(WorkCalendar calendar, OperationKind kind, int start, int end) => Schedule.Parts.Overtime += Overtime(calendar, kind, start, end);

    /// <summary>Seconds of a piece of work outside the shifts of a calendar: only what must not be interrupted goes on there.</summary>
    public static int Overtime(WorkCalendar calendar, OperationKind kind, int start, int end) =>
        kind == OperationKind.NonInterruptible ? end - start - calendar.Worked(start, end) : 0;

    /// <summary>Frees a load's moulds.</summary>
    public void FreeMoulds(int load, int now)
    {
        Schedule.MouldsUntil[load] = now;
        var first = load * Schedule.MaxElementsPerLoad;
        for (var i = 0; i < Loads[load].Placements.Length; i++)
        {
            Moulds.Free(Schedule.MouldUnit[first + i], now);
        }

        TellOfMoulds();
    }

    private void TellOfMoulds()
    {
        foreach (var line in _lines)
        {
            line.MouldsFreed();
        }
    }

    /// <summary>
    /// Lays the finishing steps of a load whose elements came off at <paramref name="now"/>. The floor before each place
    /// holds any number and places serve in order of arrival, so the times follow at once.
    /// </summary>
    public void Finish(LineModel line, int load, int now)
    {
        var free = _finishingFreeAt[line.Index];
        var calendars = Model.Calendars.Steps[line.Index];
        var ready = now;
        var at = load * Schedule.MaxSteps;
        for (var step = line.FinishingFrom; step < line.Steps.Length; step++)
        {
            var from = Math.Max(ready, free[step]);
            calendars[step].Lay(line.Steps[step].Kind, from, Loads[load].Work[step], Model.Occupation.Down[line.Index][step], out var start, out var end);
            Schedule.Arrive[at + step] = start;
            Schedule.Start[at + step] = start;
            Schedule.End[at + step] = end;
            Schedule.Leave[at + step] = end;
            Schedule.Gang[at + step] = -1;
            BookOvertime(calendars[step], line.Steps[step].Kind, start, end);
            free[step] = end;
            ready = end;
        }

        var finish = line.FinalStep >= line.FinishingFrom ? Schedule.End[at + line.FinalStep] : now;
        Schedule.Finish[load] = finish;
        Schedule.Parts.Tardiness += Loads[load].Tardiness(finish, out var onTime);
        Schedule.Parts.FloorTardiness += Floors.Later(Loads[load], finish);
        Schedule.Parts.Earliness += Loads[load].Earliness(finish);
        Schedule.OnTime += onTime;
        Schedule.Makespan = Math.Max(Schedule.Makespan, finish);
        _done++;
    }
}
