using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>A fixed-mould area in the simulation: crews go from mould to mould, later operations first, so that moulds come free.</summary>
internal sealed class AreaSimulation : LineSimulation
{
    private readonly Decoder _decoder;
    private readonly LineModel _line;
    private static readonly Reservations NoOutage = new();
    private readonly WorkCalendar[] _calendars;
    private readonly ConcreteWindow _window;
    private readonly int[][] _gangFreeAt;
    private readonly int[] _waitingCount;
    private readonly int[][] _waiting;
    private readonly int[] _wake;
    private int[] _stepOf = [];
    private bool _look;

    public AreaSimulation(Decoder decoder, LineModel line)
        : base(decoder)
    {
        _decoder = decoder;
        _line = line;
        _calendars = decoder.Model.Calendars.Steps[line.Index];
        _window = new ConcreteWindow(decoder.Model.Calendars, line);
        _gangFreeAt = [.. line.Area!.Crews.Select(c => new int[c.Gangs])];
        _waiting = [.. Enumerable.Range(0, line.FinishingFrom).Select(_ => new int[8])];
        _waitingCount = new int[line.FinishingFrom];
        _wake = new int[line.FinishingFrom];
    }

    public override void Reset(ReadOnlySpan<int> order)
    {
        Queue(order, _line.Index);
        Array.Clear(_waitingCount);
        Array.Fill(_wake, -1);
        _look = true;
        foreach (var gangs in _gangFreeAt)
        {
            Array.Clear(gangs);
        }

        if (_stepOf.Length < order.Length)
        {
            _stepOf = new int[order.Length];
        }
    }

    public override void Requeue(ReadOnlySpan<int> order, int second)
    {
        Queue(order, _line.Index, second);
        if (_stepOf.Length < order.Length)
        {
            Array.Resize(ref _stepOf, order.Length);
        }
    }

    public override void Pass(StateTape tape)
    {
        foreach (var gangs in _gangFreeAt)
        {
            tape.Pass(gangs);
        }

        for (var step = 0; step < _waiting.Length; step++)
        {
            tape.Pass(ref _waiting[step], ref _waitingCount[step]);
        }

        tape.Pass(_wake);
        tape.Pass(ref _look);
        foreach (var load in _decoder.Events.Arguments(EventKind.WorkEnd, _line.Index))
        {
            tape.Pass(ref _stepOf[load]);
        }
    }

    public override void Wake() => _look = true;

    public override void MouldsFreed() => _look = true;

    public override void Handle(int now, EventKind kind, int argument)
    {
        _look = true;
        switch (kind)
        {
            case EventKind.WorkEnd:
                WorkEnded(now, argument);
                break;
            case EventKind.CureEnd:
                Await(argument, _line.FirstDryStep);
                break;
        }
    }

    public override void Dispatch(int now)
    {
        if (!_look)
        {
            return;
        }

        _look = false;
        for (var step = _line.FirstDryStep; step >= 0; step--)
        {
            while (TryStart(now, step))
            {
                // Another gang may take another load.
            }
        }
    }

    private void WorkEnded(int now, int load)
    {
        var step = _stepOf[load];
        if (step == _line.FirstDryStep)
        {
            _decoder.FreeMoulds(load, now);
            _decoder.Finish(_line, load, now);
        }
        else if (step + 1 < _line.FirstDryStep)
        {
            Await(load, step + 1);
        }
        else
        {
            var schedule = _decoder.Schedule;
            var end = now + _decoder.Loads[load].CureSeconds;
            schedule.StoreStart[load] = now;
            schedule.CureStart[load] = now;
            schedule.CureEnd[load] = end;
            schedule.RetrieveStart[load] = end;
            schedule.RetrieveEnd[load] = end;
            _decoder.Events.Add(end, EventKind.CureEnd, _line.Index, load);
        }
    }

    private void Await(int load, int step)
    {
        ref var list = ref _waiting[step];
        if (_waitingCount[step] == list.Length)
        {
            Array.Resize(ref list, list.Length * 2);
        }

        list[_waitingCount[step]++] = load;
    }

    private bool TryStart(int now, int step)
    {
        var load = Candidate(now, step, out var place);
        if (load < 0)
        {
            return false;
        }

        var work = _decoder.Loads[load].Work[step];
        var isCast = step == _line.CastStep;
        var start = isCast ? CastFrom(now, load) : 0;
        int end;
        if (isCast)
        {
            if (start > now)
            {
                Wake(start, step);
                return false;
            }

            _calendars[step].Lay(_line.Steps[step].Kind, now + _line.BatchSeconds, work, out start, out end);
        }
        else
        {
            _calendars[step].Lay(_line.Steps[step].Kind, now, work, out start, out end);
            if (start > now)
            {
                Wake(start, step);
                return false;
            }
        }

        var crew = _line.Steps[step].Crew;
        var gang = crew < 0 ? -1 : FreeGang(now, end, step, crew);
        if (crew >= 0 && gang < 0)
        {
            return false;
        }

        if (crew >= 0)
        {
            _gangFreeAt[crew][gang] = end;
        }

        if (isCast)
        {
            _decoder.TakeMixer(_line.Mixer, start);
            _decoder.Schedule.BatchStart[load] = now;
        }

        Begin(now, load, step, place, gang, start, end);
        return true;
    }

    private void Begin(int now, int load, int step, int place, int gang, int start, int end)
    {
        var schedule = _decoder.Schedule;
        if (step == 0)
        {
            Unqueue(load);
            _decoder.Release(load, now);
        }
        else
        {
            _waiting[step][place] = _waiting[step][--_waitingCount[step]];
        }

        var at = (load * schedule.MaxSteps) + step;
        schedule.Arrive[at] = start;
        schedule.Start[at] = start;
        schedule.End[at] = end;
        schedule.Leave[at] = end;
        schedule.Gang[at] = gang;
        _decoder.BookOvertime(_calendars[step], _line.Steps[step].Kind, start, end);
        _stepOf[load] = step;
        _decoder.Events.Add(end, EventKind.WorkEnd, _line.Index, load);
    }

    /// <summary>The best load for a step; <paramref name="place"/> is its place in the list of those that wait for the step.</summary>
    private int Candidate(int now, int step, out int place)
    {
        place = -1;
        if (step == 0)
        {
            return Best(now);
        }

        var best = -1;
        for (var i = 0; i < _waitingCount[step]; i++)
        {
            var load = _waiting[step][i];
            if (best < 0 || Turn(load, step) < Turn(best, step))
            {
                best = load;
                place = i;
            }
        }

        return best;
    }

    private int Turn(int load, int step) => !_decoder.IsHeld ? _decoder.Rank[load]
        : _decoder.Loads[load].Held?.Steps[step]
        ?? (step == _line.FirstDryStep ? _decoder.Schedule.CureEnd[load] : _decoder.Schedule.End[(load * _decoder.Schedule.MaxSteps) + step - 1]);

    /// <summary>When mixing may begin so that casting follows at once, each in its working time.</summary>
    private int CastFrom(int now, int load)
    {
        var from = now;
        while (true)
        {
            var batch = _decoder.MixerFrom(_line.Mixer, _window.EarliestBatch(from, _decoder.Loads[load].Work, NoOutage), _line.BatchSeconds);
            if (batch == from)
            {
                return batch;
            }

            from = batch;
        }
    }

    private int FreeGang(int now, int end, int step, int crew)
    {
        var gangs = _gangFreeAt[crew];
        for (var gang = 0; gang < gangs.Length; gang++)
        {
            if (gangs[gang] > now)
            {
                continue;
            }

            var from = _decoder.Model.Occupation.Gangs[_line.Index][crew][gang].FreeFrom(now, end);
            if (from == now)
            {
                return gang;
            }

            Wake(from, step);
        }

        return -1;
    }

    private void Wake(int time, int step)
    {
        if (_wake[step] != time)
        {
            _wake[step] = time;
            _decoder.Events.Add(time, EventKind.Wake, _line.Index, 0);
        }
    }
}
