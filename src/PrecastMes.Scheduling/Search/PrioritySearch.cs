using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Search;

/// <summary>
/// Iterated greedy on load priorities. Each iteration takes a load that is late (or last, or any), moves it or a rival,
/// tears a few out and puts them back where they cost least, or re-nests it with another; the simulation judges. Slightly worse
/// states are accepted so that the search leaves local optima, with a tolerance that depends on the cost alone: the same seed
/// walks the same way whatever the machine's speed.
/// </summary>
internal sealed class PrioritySearch
{
    // By the load: what one move can change shrinks beside the cost of all loads as they become more. Few loads are taken for a hundred.
    private const double Tolerance = 0.2;
    private const int FewLoads = 100;
    private const int ReturnAfter = 1500;
    private const int PositionsTried = 5;

    // Elements that are alike are dealt anew after so many iterations.
    private const int DealEvery = 100;

    private readonly PlantModel _model;
    private readonly bool _resumes;
    private readonly bool _floorsCount;
    private readonly Random _random;
    private readonly Renesting _renesting;
    private readonly AlikeElements? _alike;
    private readonly List<int> _late = [];
    private readonly List<int> _offLock = [];
    private readonly List<int> _torn = [];
    private Decoder _base;
    private Decoder _tried;
    private Load[] _loads = [];
    private int[] _order = [];
    private int[] _position = [];
    private int[] _trial = [];
    private Load[] _trialLoads = [];
    private int _latest;
    private long _cost;
    private int _sinceBest;
    private int _sinceDealt;

    public PrioritySearch(PlantModel model, Decoder decoder, Random random, Solution start)
    {
        _model = model;
        _base = decoder;
        _tried = new Decoder(model) { KeepsLocks = decoder.KeepsLocks };
        _floorsCount = model.Plant.Objective.FloorTardinessPerHour > 0;
        _resumes = !decoder.Yard.IsLimited && !Array.Exists(start.Loads, load => load.Held is not null || load.LockedStart is not null);
        _base.KeepsStates = _tried.KeepsStates = _resumes;
        _random = random;
        _renesting = new Renesting(model, random);

        // A repair leaves elements where the plan in force has them, and has no time for more.
        _alike = model.InForce is null ? new AlikeElements(model) : null;
        Best = start;
        Return();
    }

    public Solution Best { get; private set; }

    /// <summary>One iteration; true when it found a better solution.</summary>
    public bool Step()
    {
        if (_order.Length < 2)
        {
            return false;
        }

        if (_sinceBest++ > ReturnAfter)
        {
            Return();
        }

        if (_sinceDealt++ >= DealEvery && Deal())
        {
            return true;
        }

        var focus = Focus();
        var limit = _cost + (long)(-Math.Log(1 - _random.NextDouble()) * Tolerance / Math.Max(FewLoads, _order.Length) * _cost) + 1;
        var changed = _random.Next(20) switch
        {
            < 6 => Advance(focus),
            < 11 => Postpone(focus),
            < 14 => Exchange(focus),
            < 17 => TearOut(focus, limit),
            < 18 when _floorsCount => MoveFloor(focus),
            _ => Renest(focus),
        };
        if (!changed || !Try(limit) || _tried.Schedule.Cost > limit)
        {
            return false;
        }

        return AcceptIfBest();
    }

    private bool AcceptIfBest()
    {
        Accept();
        if (_cost >= Best.Cost)
        {
            return false;
        }

        Best = new Solution([.. _loads], [.. _order], _cost, _base.Schedule.OnTime);
        _sinceBest = 0;
        return true;
    }

    private bool Deal()
    {
        _sinceDealt = 0;
        if (_alike?.Deal(_loads, _base.Schedule.Finish) is not { } dealt)
        {
            return false;
        }

        CopyState();
        _trialLoads = dealt;
        return Try(_cost) && _tried.Schedule.Cost <= _cost && AcceptIfBest();
    }

    private void Return()
    {
        _sinceBest = 0;
        _trialLoads = Best.Loads;
        _trial = [.. Best.Order];
        _tried.Run(_trialLoads, _trial);
        Accept();
    }

    // Simulates the trial, from where it can differ from the base on when that is told.
    private bool Try(long limit)
    {
        if (!_resumes || _trialLoads.Length != _loads.Length)
        {
            return _tried.Run(_trialLoads, _trial, limit);
        }

        return _tried.RunFrom(_base, SameUntil(), _trialLoads, _trial, limit);
    }

    // Where ranks changed, nothing is decided otherwise before the first load of the changed range starts: loads ranked before the range
    // go before it as ever, those behind it only when none of the range can start. A load that has other elements now starts no earlier
    // than it did as long as it needs the same moulds.
    private int SameUntil()
    {
        var first = _order.AsSpan().CommonPrefixLength(_trial);
        var end = _order.Length;
        while (end > first && _order[end - 1] == _trial[end - 1])
        {
            end--;
        }

        var release = _base.Schedule.Release;
        var second = int.MaxValue;
        for (var i = first; i < end; i++)
        {
            second = Math.Min(second, release[_order[i]]);
        }

        for (var i = 0; i < _loads.Length && !ReferenceEquals(_loads, _trialLoads); i++)
        {
            if (!ReferenceEquals(_loads[i], _trialLoads[i]))
            {
                second = Math.Min(second, _loads[i].MouldSet == _trialLoads[i].MouldSet ? release[i] : 0);
            }
        }

        return second;
    }

    private void Accept()
    {
        (_base, _tried) = (_tried, _base);
        var schedule = _base.Schedule;
        _cost = schedule.Cost;
        _loads = _trialLoads;
        if (_order.Length != _trial.Length)
        {
            _order = new int[_trial.Length];
            _position = new int[_trial.Length];
        }

        _trial.CopyTo(_order, 0);
        _late.Clear();
        _offLock.Clear();
        _latest = 0;
        for (var i = 0; i < _order.Length; i++)
        {
            _position[_order[i]] = i;
            if (_floorsCount ? _base.Floors.IsLast(_loads[i], schedule.Finish[i]) : _loads[i].Dues[0] < schedule.Finish[i])
            {
                _late.Add(i);
            }

            if (_loads[i].LockedStart is { } locked && locked != schedule.Release[i])
            {
                _offLock.Add(i);
            }

            if (schedule.Finish[i] > schedule.Finish[_latest])
            {
                _latest = i;
            }
        }
    }

    private int Focus()
    {
        var roll = _random.Next(10);
        return roll < 5 && _offLock.Count > 0 ? _offLock[_random.Next(_offLock.Count)]
            : roll < 7 && _late.Count > 0 ? _late[_random.Next(_late.Count)]
            : roll < 9 && _late.Count == 0 ? Mate(_latest)
            : _random.Next(_order.Length);
    }

    // A load that needs the same moulds, or the load itself.
    private int Mate(int load)
    {
        for (var tries = 0; tries < 8; tries++)
        {
            var other = _random.Next(_order.Length);
            if (SharesMould(load, other))
            {
                return other;
            }
        }

        return load;
    }

    private bool SharesMould(int a, int b)
    {
        foreach (var type in _loads[a].NeedTypes)
        {
            if (Array.IndexOf(_loads[b].NeedTypes, type) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private void FirstOfLine(int position, out int first, out int end)
    {
        var line = _loads[_order[position]].Line;
        first = position;
        while (first > 0 && _loads[_order[first - 1]].Line == line)
        {
            first--;
        }

        end = position + 1;
        while (end < _order.Length && _loads[_order[end]].Line == line)
        {
            end++;
        }
    }

    private void CopyState()
    {
        if (_trial.Length != _order.Length)
        {
            _trial = new int[_order.Length];
        }

        _order.CopyTo(_trial, 0);
        _trialLoads = _loads;
    }

    // What the search puts elsewhere isn't held to the start of the plan in force any more.
    private void Free(int load)
    {
        if (_trialLoads[load].Held is not null)
        {
            _trialLoads = [.. _trialLoads];
            _trialLoads[load] = _trialLoads[load].HeldTo(null);
        }
    }

    private static void Shift(int[] order, int from, int to)
    {
        var load = order[from];
        if (from < to)
        {
            Array.Copy(order, from + 1, order, from, to - from);
        }
        else
        {
            Array.Copy(order, to, order, to + 1, from - to);
        }

        order[to] = load;
    }

    // Half the jumps are short: near the focus most orders differ little, and far ones are rarely good.
    private int Distance(int most) => 1 + _random.Next(_random.Next(2) == 0 ? Math.Min(most, 10) : most);

    private bool Advance(int focus)
    {
        var position = _position[focus];
        FirstOfLine(position, out var first, out _);
        if (position == first)
        {
            return false;
        }

        CopyState();
        Free(focus);
        Shift(_trial, position, position - Distance(position - first));
        return true;
    }

    // A load that goes before the focus, best one that needs the same moulds, makes room.
    private bool Postpone(int focus)
    {
        var position = _position[focus];
        FirstOfLine(position, out var first, out var end);
        if (position == first || position + 1 == end)
        {
            return false;
        }

        var rival = position - Distance(position - first);
        for (var p = position - 1; p >= first && _random.Next(3) > 0; p--)
        {
            if (SharesMould(focus, _order[p]))
            {
                rival = p;
                break;
            }
        }

        CopyState();
        Shift(_trial, rival, Math.Min(end - 1, position + Distance(end - 1 - position) - 1));
        return true;
    }

    private bool Exchange(int focus)
    {
        var position = _position[focus];
        FirstOfLine(position, out var first, out _);
        if (position == first)
        {
            return false;
        }

        CopyState();
        Free(focus);
        var other = position - Distance(position - first);
        (_trial[position], _trial[other]) = (_trial[other], _trial[position]);
        return true;
    }

    private bool MoveFloor(int focus)
    {
        var position = _position[focus];
        FirstOfLine(position, out var first, out var end);
        CopyState();
        Free(focus);
        var floors = _loads[focus].Floors;
        var before = _random.Next(4) == 0 ? end : Math.Max(first, position - Distance(Math.Max(1, position - first)));
        FloorBlock.Gather(_trial, _loads, floors[_random.Next(floors.Length)], first, end, before);
        return true;
    }

    private bool TearOut(int focus, long limit)
    {
        FirstOfLine(_position[focus], out var first, out var end);
        if (end - first < 4)
        {
            return false;
        }

        _torn.Clear();
        _torn.Add(focus);
        var count = 2 + _random.Next(2);
        while (_torn.Count < count)
        {
            var load = _order[first + _random.Next(end - first)];
            if (!_torn.Contains(load))
            {
                _torn.Add(load);
            }
        }

        CopyState();
        foreach (var load in _torn)
        {
            Free(load);
            Reinsert(load, first, end, limit);
        }

        return true;
    }

    private void Reinsert(int load, int first, int end, long limit)
    {
        var from = Array.IndexOf(_trial, load, first, end - first);
        var best = long.MaxValue;
        var bestAt = from;
        for (var i = 0; i < PositionsTried; i++)
        {
            var to = first + _random.Next(end - first);
            Shift(_trial, from, to);
            if (Try(Math.Min(best, limit)) && _tried.Schedule.Cost < best)
            {
                best = _tried.Schedule.Cost;
                bestAt = to;
            }

            Shift(_trial, to, from);
        }

        Shift(_trial, from, bestAt);
    }

    private bool Renest(int focus)
    {
        if (_model.Lines[_loads[focus].Line].Loop is null)
        {
            return Advance(focus);
        }

        for (var tries = 0; tries < 10; tries++)
        {
            var other = _random.Next(_loads.Length);
            if (other == focus || !_renesting.AreCompatible(_loads[focus], _loads[other])
                || !_renesting.TryChange(_loads[focus], _loads[other], out var first, out var second))
            {
                continue;
            }

            if (second is null)
            {
                Remove(focus, first!, other);
            }
            else
            {
                CopyState();
                _trialLoads = [.. _loads];
                _trialLoads[focus] = first!;
                _trialLoads[other] = second;
            }

            return true;
        }

        return false;
    }

    // The last load takes the index of the one that was emptied.
    private void Remove(int focus, Load merged, int emptied)
    {
        var last = _loads.Length - 1;
        _trialLoads = [.. _loads];
        _trialLoads[focus] = merged;
        _trialLoads[emptied] = _trialLoads[last];
        Array.Resize(ref _trialLoads, last);
        _trial = [.. _order.Where(i => i != emptied).Select(i => i == last ? emptied : i)];
    }
}
