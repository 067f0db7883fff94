using PrecastMes.Scheduling.Sequencing;

namespace PrecastMes.Scheduling.Shops;

/// <summary>
/// Runs a plant by the rank of its loads: whenever a station is free and its crew works, the best load that waits for it and finds all it
/// has to hold begins. A curing place is reserved when casting begins, so no load waits for one with wet concrete.
/// </summary>
internal sealed class ShopSimulation
{
    private readonly Shop _shop;
    private readonly int _stages;
    private readonly ShopEvents _events = new();
    private readonly int[] _wakes;

    // Loads of each family by rank, and the first of them that has not begun.
    private readonly int[][] _queue;
    private readonly int[] _queued;
    private readonly int[] _next;
    private readonly int[] _rank;
    private readonly int[] _stage;
    private readonly int[] _freeMoulds;
    private readonly int[] _freePallets;
    private readonly int[] _freeStations;
    private readonly List<int>[] _waiting;
    private readonly int[][] _familiesOfLine;
    private int _freePlaces;

    public ShopSimulation(Shop shop)
    {
        _shop = shop;
        _stages = shop.Stages.Count;
        int loads = shop.Loads.Count, families = shop.Families.Count;
        Begin = new int[loads * _stages];
        End = new int[loads * _stages];
        Line = new int[loads];
        FloorDone = new int[shop.Floors.Count];
        _queue = [.. Enumerable.Range(0, families).Select(family => new int[shop.Loads.Count(load => load.Family == family)])];
        _queued = new int[families];
        _next = new int[families];
        _rank = new int[loads];
        _stage = new int[loads];
        _freeMoulds = new int[families];
        _freePallets = new int[shop.Lines];
        _freeStations = new int[shop.Lines * _stages];
        _waiting = [.. Enumerable.Range(0, shop.Lines * _stages).Select(_ => new List<int>())];
        _familiesOfLine = [.. Enumerable.Range(0, shop.Lines).Select(line => (int[])[.. Enumerable.Range(0, families).Where(family => shop.Families[family].Lines.Contains(line))])];
        _wakes = [.. shop.Stages.Where(stage => stage.Calendar is not null).SelectMany(stage => Enumerable.Range(0, stage.Calendar!.Count).Select(stage.Calendar.StartOf)).Distinct().Order()];
    }

    /// <summary>Begin and end of each operation: <c>[load * stages + stage]</c>.</summary>
    public int[] Begin { get; }

    public int[] End { get; }

    public int[] Line { get; }

    public int[] FloorDone { get; }

    /// <summary>End of the last operation.</summary>
    public int Makespan { get; private set; }

    /// <summary>Most loads of a line that wait between the first stage and casting: more would only hold moulds.</summary>
    public int MostWaiting { get; set; } = 3;

    public void Run(ReadOnlySpan<int> order)
    {
        Reset(order);
        int left = order.Length, wake = 0;
        int time = 0;
        while (left > 0)
        {
            while (wake < _wakes.Length && _wakes[wake] <= time)
            {
                wake++;
            }

            Dispatch(time);
            if (_events.Count == 0 && wake == _wakes.Length)
            {
                throw new InvalidOperationException($"{left} of {order.Length} loads can never be finished: the calendars end at {time}, or a load fits nowhere.");
            }

            time = Math.Min(_events.Count > 0 ? _events.NextTime : int.MaxValue, wake < _wakes.Length ? _wakes[wake] : int.MaxValue);
            while (_events.Count > 0 && _events.NextTime == time)
            {
                left -= Finish(_events.Take(), time) ? 1 : 0;
            }
        }
    }

    private void Reset(ReadOnlySpan<int> order)
    {
        _events.Clear();
        Array.Clear(_queued);
        Array.Clear(_next);
        Array.Clear(_stage);
        Array.Clear(FloorDone);
        Makespan = 0;
        foreach (List<int> waiting in _waiting)
        {
            waiting.Clear();
        }

        for (int i = 0; i < order.Length; i++)
        {
            int family = _shop.Loads[order[i]].Family;
            _rank[order[i]] = i;
            _queue[family][_queued[family]++] = order[i];
        }

        for (int family = 0; family < _freeMoulds.Length; family++)
        {
            _freeMoulds[family] = _shop.Families[family].Moulds;
        }

        _shop.PalletsOfLine.CopyTo(_freePallets, 0);
        _freePlaces = _shop.CuringPlaces;
        for (int i = 0; i < _freeStations.Length; i++)
        {
            _freeStations[i] = _shop.Stages[i % _stages].Stations;
        }
    }

    // True when the load is done with all stages.
    private bool Finish(int load, int time)
    {
        int stage = _stage[load], line = Line[load];
        _freeStations[(line * _stages) + stage]++;
        if (stage == _shop.MouldHeld.To)
        {
            _freeMoulds[_shop.Loads[load].Family]++;
            _freePallets[line]++;
        }

        stage = ++_stage[load];
        if (stage == _stages)
        {
            int floor = _shop.Loads[load].Floor;
            FloorDone[floor] = Math.Max(FloorDone[floor], time);
            Makespan = Math.Max(Makespan, time);
            return true;
        }

        if (_shop.Stages[stage].Kind == OperationKind.Clock)
        {
            // Clock time needs no station: it begins at once.
            Start(load, stage, line, time);
        }
        else
        {
            _waiting[(line * _stages) + stage].Add(load);
        }

        return false;
    }

    private void Dispatch(int time)
    {
        bool again = true;
        while (again)
        {
            again = false;
            for (int line = 0; line < _freePallets.Length; line++)
            {
                for (int stage = _stages - 1; stage > 0; stage--)
                {
                    while (_waiting[(line * _stages) + stage].Count > 0 && _freeStations[(line * _stages) + stage] > 0 && StartBest(line, stage, time))
                    {
                        // A curing place given back may let another line cast.
                        again |= stage == _shop.PlaceHeld.To;
                    }
                }
            }
        }

        while (StartNew(time))
        {
        }
    }

    private bool StartBest(int line, int stage, int time)
    {
        ShopStage rule = _shop.Stages[stage];
        if (!rule.Calendar!.IsWork(time) || (stage == _shop.PlaceHeld.From && _freePlaces == 0))
        {
            return false;
        }

        List<int> waiting = _waiting[(line * _stages) + stage];
        int best = -1;
        for (int i = 0; i < waiting.Count; i++)
        {
            if ((best < 0 || _rank[waiting[i]] < _rank[waiting[best]])
                && (rule.Kind != OperationKind.Whole || rule.Calendar.EarliestWhole(time, _shop.Loads[waiting[i]].Times[stage]) == time))
            {
                best = i;
            }
        }

        if (best < 0)
        {
            return false;
        }

        int load = waiting[best];
        waiting[best] = waiting[^1];
        waiting.RemoveAt(waiting.Count - 1);
        Start(load, stage, line, time);
        return true;
    }

    // Of all lines whose first station is free, the one and the load of the best rank.
    private bool StartNew(int time)
    {
        if (!_shop.Stages[0].Calendar!.IsWork(time))
        {
            return false;
        }

        int best = -1, on = -1;
        for (int line = 0; line < _freePallets.Length; line++)
        {
            if (_freeStations[line * _stages] == 0 || _freePallets[line] == 0 || Waiting(line) >= MostWaiting)
            {
                continue;
            }

            foreach (int family in _familiesOfLine[line])
            {
                if (_freeMoulds[family] > 0 && _next[family] < _queued[family] && _queue[family][_next[family]] is var load
                    && (best < 0 || _rank[load] < _rank[best] || (load == best && Waiting(line) < Waiting(on))))
                {
                    (best, on) = (load, line);
                }
            }
        }

        if (best < 0)
        {
            return false;
        }

        _next[_shop.Loads[best].Family]++;
        Line[best] = on;
        Start(best, 0, on, time);
        return true;
    }

    private int Waiting(int line)
    {
        int waiting = 0;
        for (int stage = 1; stage <= _shop.PlaceHeld.From; stage++)
        {
            waiting += _waiting[(line * _stages) + stage].Count;
        }

        return waiting;
    }

    private void Start(int load, int stage, int line, int time)
    {
        ShopStage rule = _shop.Stages[stage];
        int work = _shop.Loads[load].Times[stage];
        int end = rule.Kind == OperationKind.Interruptible ? rule.Calendar!.Advance(time, work) : time + work;
        _freeStations[(line * _stages) + stage]--;
        if (stage == _shop.MouldHeld.From)
        {
            _freeMoulds[_shop.Loads[load].Family]--;
            _freePallets[line]--;
        }

        if (stage == _shop.PlaceHeld.From)
        {
            _freePlaces--;
        }
        else if (stage == _shop.PlaceHeld.To)
        {
            _freePlaces++;
        }

        _stage[load] = stage;
        Begin[(load * _stages) + stage] = time;
        End[(load * _stages) + stage] = end;
        _events.Add(end, load);
    }
}
