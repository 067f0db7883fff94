using PrecastMes.Production.Routings;

namespace PrecastMes.Scheduling.Shops;

/// <summary>
/// Runs a plant by the rank of its loads: whenever a station is free and its crew works, the best load that waits for it and finds all it
/// has to hold begins. A curing place is reserved when casting begins, so no load waits for one with wet concrete.
/// </summary>
internal sealed class ShopSimulation
{
    private readonly Shop _shop;
    private readonly int _stages;
    private readonly int[] _wakes;

    // Loads of each family by rank.
    private readonly int[][] _queue;
    private readonly int[] _queued;
    private readonly int[] _rank;

    private readonly bool[] _works;

    // When the crew of a stage begins or stops next.
    private readonly int[] _worksUntil;
    private readonly ShopStage[] _rules;
    private readonly int[] _family;
    private readonly int[] _times;

    // Since the last look something has changed: on a line, or for loads that have not begun.
    private readonly bool[] _changed;
    private bool _mayBegin;
    private readonly ShopState _state;

    // The state at the begin of each working day.
    private readonly List<ShopState> _states = [];
    private int _stateCount;
    private readonly int[][] _familiesOfLine;

    public ShopSimulation(Shop shop)
    {
        _shop = shop;
        _stages = shop.Stages.Count;
        _state = new ShopState(shop);
        int loads = shop.Loads.Count, families = shop.Families.Count;
        Begin = new int[loads * _stages];
        End = new int[loads * _stages];
        Line = new int[loads];
        _queue = [.. Enumerable.Range(0, families).Select(family => new int[shop.Loads.Count(load => load.Family == family)])];
        _queued = new int[families];
        _rank = new int[loads];
        _works = new bool[_stages];
        _worksUntil = new int[_stages];
        _rules = [.. shop.Stages];
        _family = [.. shop.Loads.Select(load => load.Family)];
        _times = [.. shop.Loads.SelectMany(load => load.Times)];
        _changed = new bool[shop.Lines];
        _familiesOfLine = [.. Enumerable.Range(0, shop.Lines).Select(line => (int[])[.. Enumerable.Range(0, families).Where(family => shop.Families[family].Lines.Contains(line))])];
        _wakes = [.. shop.Stages.Where(stage => stage.Calendar is not null).SelectMany(stage => Enumerable.Range(0, stage.Calendar!.Count).Select(stage.Calendar.StartOf)).Distinct().Order()];
    }

    /// <summary>Begin and end of each operation: <c>[load * stages + stage]</c>.</summary>
    public int[] Begin { get; }

    public int[] End { get; }

    public int[] Line { get; }

    public int[] FloorDone => _state.FloorDone;

    /// <summary>End of the last operation.</summary>
    public int Makespan => _state.Makespan;

    /// <summary>Most loads of a line that wait between the first stage and casting: more would only hold moulds.</summary>
    public int MostWaiting { get; set; } = 3;

    /// <summary>Runs from the beginning.</summary>
    public void Run(ReadOnlySpan<int> order)
    {
        Rank(order);
        Reset(order.Length);
        Continue();
    }

    /// <summary>
    /// Runs an order that leads to the same as <paramref name="other"/>'s until <paramref name="time"/>, from the other's last state before.
    /// </summary>
    public void Run(ReadOnlySpan<int> order, ShopSimulation other, int time)
    {
        int count = 0;
        while (count < other._stateCount && other._states[count].Time <= time)
        {
            count++;
        }

        if (count == 0)
        {
            Run(order);
            return;
        }

        Rank(order);
        other.Begin.CopyTo(Begin, 0);
        other.End.CopyTo(End, 0);
        other.Line.CopyTo(Line, 0);
        for (_stateCount = 0; _stateCount < count; _stateCount++)
        {
            NextState().CopyFrom(other._states[_stateCount]);
        }

        _state.CopyFrom(_states[count - 1]);
        LookAtAll();
        Continue();
    }

    private ShopState NextState()
    {
        if (_stateCount == _states.Count)
        {
            _states.Add(new ShopState(_shop));
        }

        return _states[_stateCount];
    }

    private void Continue()
    {
        while (_state.Left > 0)
        {
            if (_state.Wake < _wakes.Length && _wakes[_state.Wake] <= _state.Time)
            {
                while (_state.Wake < _wakes.Length && _wakes[_state.Wake] <= _state.Time)
                {
                    _state.Wake++;
                }

                Array.Fill(_changed, true);
                _mayBegin = true;
                if (_stateCount == 0 || _states[_stateCount - 1].Time < _state.Time)
                {
                    NextState().CopyFrom(_state);
                    _stateCount++;
                }
            }

            Dispatch(_state.Time);
            if (_state.Events.Count == 0 && _state.Wake == _wakes.Length)
            {
                throw new InvalidOperationException($"{_state.Left} loads can never be finished: the calendars end at {_state.Time}, or a load fits nowhere.");
            }

            _state.Time = Math.Min(_state.Events.Count > 0 ? _state.Events.NextTime : int.MaxValue, _state.Wake < _wakes.Length ? _wakes[_state.Wake] : int.MaxValue);
            while (_state.Events.Count > 0 && _state.Events.NextTime == _state.Time)
            {
                _state.Left -= Finish(_state.Events.Take(), _state.Time) ? 1 : 0;
            }
        }
    }

    private void Rank(ReadOnlySpan<int> order)
    {
        Array.Clear(_queued);
        for (int i = 0; i < order.Length; i++)
        {
            int family = _family[order[i]];
            _rank[order[i]] = i;
            _queue[family][_queued[family]++] = order[i];
        }
    }

    private void Reset(int loads)
    {
        _state.Clear(_shop, loads);
        _stateCount = 0;
        LookAtAll();
    }

    private void LookAtAll()
    {
        Array.Clear(_worksUntil);
        Array.Fill(_changed, true);
        _mayBegin = true;
    }

    // True when the load is done with all stages.
    private bool Finish(int load, int time)
    {
        int stage = _state.StageOf[load], line = Line[load];
        _state.FreeStations[(line * _stages) + stage]++;
        _changed[line] = true;
        _mayBegin |= stage == 0 || stage == _shop.MouldHeld.To;
        if (stage == _shop.MouldHeld.To)
        {
            _state.FreeMoulds[_family[load]]++;
            _state.FreePallets[line]++;
        }

        stage = ++_state.StageOf[load];
        if (stage == _stages)
        {
            int floor = _shop.Loads[load].Floor;
            FloorDone[floor] = Math.Max(FloorDone[floor], time);
            _state.Makespan = Math.Max(_state.Makespan, time);
            return true;
        }

        if (_rules[stage].Kind == OperationKind.Clock)
        {
            // Clock time needs no station: it begins at once.
            Start(load, stage, line, time);
        }
        else
        {
            Wait(load, stage, line);
        }

        return false;
    }

    private void Wait(int load, int stage, int line)
    {
        int at = (line * _stages) + stage;
        if (_state.WaitingCount[at] == _state.Waiting[at].Length)
        {
            Array.Resize(ref _state.Waiting[at], 2 * _state.WaitingCount[at]);
        }

        _state.Waiting[at][_state.WaitingCount[at]++] = load;
        _state.BeforeCasting[line] += stage <= _shop.PlaceHeld.From ? 1 : 0;
    }

    private void Dispatch(int time)
    {
        for (int stage = 0; stage < _stages; stage++)
        {
            if (time >= _worksUntil[stage])
            {
                Look(stage, time);
            }
        }

        for (int line = 0; line < _changed.Length; line++)
        {
            if (!_changed[line])
            {
                continue;
            }

            _changed[line] = false;
            bool wasFull = _state.FreePlaces == 0;
            for (int stage = _stages - 1, at = (line * _stages) + stage; stage > 0; stage--, at--)
            {
                while (_state.WaitingCount[at] > 0 && _state.FreeStations[at] > 0 && _works[stage] && StartBest(line, stage, time))
                {
                }
            }

            if (wasFull && _state.FreePlaces > 0)
            {
                // A curing place given back may let another line cast.
                Array.Fill(_changed, true);
                line = -1;
            }
        }

        while (_mayBegin && _works[0])
        {
            _mayBegin = StartNew(time);
        }
    }

    private void Look(int stage, int time)
    {
        if (_rules[stage].Calendar is not { } calendar)
        {
            _worksUntil[stage] = int.MaxValue;
            return;
        }

        int window = calendar.IndexAt(time);
        if (window == calendar.Count)
        {
            (_works[stage], _worksUntil[stage]) = (false, int.MaxValue);
            return;
        }

        _works[stage] = calendar.StartOf(window) <= time;
        _worksUntil[stage] = _works[stage] ? calendar.EndOf(window) : calendar.StartOf(window);
    }

    private bool StartBest(int line, int stage, int time)
    {
        ShopStage rule = _rules[stage];
        if (stage == _shop.PlaceHeld.From && _state.FreePlaces == 0)
        {
            return false;
        }

        int at = (line * _stages) + stage;
        int[] waiting = _state.Waiting[at];
        int best = -1;
        for (int i = 0; i < _state.WaitingCount[at]; i++)
        {
            if ((best < 0 || _rank[waiting[i]] < _rank[waiting[best]])
                && (rule.Kind != OperationKind.NonInterruptible || rule.Calendar!.EarliestWhole(time, _times[(waiting[i] * _stages) + stage]) == time))
            {
                best = i;
            }
        }

        if (best < 0)
        {
            return false;
        }

        int load = waiting[best];
        waiting[best] = waiting[--_state.WaitingCount[at]];
        if (stage <= _shop.PlaceHeld.From)
        {
            _state.BeforeCasting[line]--;
            _mayBegin = true;
        }

        Start(load, stage, line, time);
        return true;
    }

    // Of all lines whose first station is free, the one and the load of the best rank.
    private bool StartNew(int time)
    {
        int best = -1, on = -1;
        for (int line = 0; line < _state.FreePallets.Length; line++)
        {
            if (_state.FreeStations[line * _stages] == 0 || _state.FreePallets[line] == 0 || _state.BeforeCasting[line] >= MostWaiting)
            {
                continue;
            }

            foreach (int family in _familiesOfLine[line])
            {
                if (_state.FreeMoulds[family] > 0 && _state.Begun[family] < _queued[family] && _queue[family][_state.Begun[family]] is var load
                    && (best < 0 || _rank[load] < _rank[best] || (load == best && _state.BeforeCasting[line] < _state.BeforeCasting[on])))
                {
                    (best, on) = (load, line);
                }
            }
        }

        if (best < 0)
        {
            return false;
        }

        _state.Begun[_family[best]]++;
        Line[best] = on;
        Start(best, 0, on, time);
        return true;
    }

    private void Start(int load, int stage, int line, int time)
    {
        ShopStage rule = _rules[stage];
        int work = _times[(load * _stages) + stage];
        int end = rule.Kind == OperationKind.Interruptible ? rule.Calendar!.Advance(time, work) : time + work;
        _state.FreeStations[(line * _stages) + stage]--;
        if (stage == _shop.MouldHeld.From)
        {
            _state.FreeMoulds[_family[load]]--;
            _state.FreePallets[line]--;
        }

        if (stage == _shop.PlaceHeld.From)
        {
            _state.FreePlaces--;
        }
        else if (stage == _shop.PlaceHeld.To)
        {
            _state.FreePlaces++;
        }

        _state.StageOf[load] = stage;
        Begin[(load * _stages) + stage] = time;
        End[(load * _stages) + stage] = end;
        _state.Events.Add(end, load);
    }
}
