using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>Which mould units are free while a plan is simulated, and from when those that are worked on between two uses may be used for which mark.</summary>
internal sealed class MouldPool
{
    private readonly PlantModel _model;
    private readonly EventQueue _events;
    private readonly bool[] _free;
    private readonly int[] _freeOfType;
    private readonly int[] _typeOfUnit;
    private readonly int[] _turns;
    private readonly int[] _mark;
    private readonly int[][] _readyFor;
    private readonly int[] _chosen;

    /// <param name="model">The plant.</param>
    /// <param name="events">Told when a unit comes free or ready.</param>
    public MouldPool(PlantModel model, EventQueue events)
    {
        _model = model;
        _events = events;
        _free = new bool[model.MouldUnits];
        _freeOfType = new int[model.Moulds.Length];
        _typeOfUnit = [.. model.Moulds.SelectMany(m => Enumerable.Repeat(m.Index, m.UnitIds.Length))];
        _turns = new int[model.MouldUnits];
        _mark = new int[model.MouldUnits];
        _readyFor = [.. _typeOfUnit.Select(type => model.Moulds[type].IsServiced ? new int[model.Moulds[type].Type.Marks.Count] : [])];
        _chosen = new int[model.MaxElementsPerLoad];
    }

    public void Reset()
    {
        Array.Clear(_freeOfType);
        Array.Clear(_free);
        var history = _model.MouldHistory;
        history.Turns.CopyTo(_turns, 0);
        history.LastMark.CopyTo(_mark, 0);
        for (var unit = 0; unit < _free.Length; unit++)
        {
            var freeAt = _model.Occupation.MouldFreeAt[unit];
            if (freeAt <= 0)
            {
                Free(unit, Math.Min(0, history.FreeSince[unit]));
            }
            else if (freeAt < int.MaxValue)
            {
                _events.Add(freeAt, EventKind.MouldFree, 0, unit);
            }
        }
    }

    /// <summary>Passes the state to or from a tape.</summary>
    public void Pass(StateTape tape)
    {
        tape.Pass(_free);
        tape.Pass(_freeOfType);
        for (var unit = 0; unit < _readyFor.Length; unit++)
        {
            if (_readyFor[unit].Length > 0)
            {
                tape.Pass(ref _turns[unit]);
                tape.Pass(ref _mark[unit]);
                tape.Pass(_readyFor[unit]);
            }
        }
    }

    public bool CanTake(Load load, int now)
    {
        for (var i = 0; i < load.NeedTypes.Length; i++)
        {
            if (_freeOfType[load.NeedTypes[i]] < load.NeedCounts[i] || (load.NeedMarks is { } marks && !Choose(load.NeedTypes[i], marks[i], now)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a load could take its moulds and leave those of another one.</summary>
    public bool CanTake(Load load, Load beside)
    {
        for (var i = 0; i < load.NeedTypes.Length; i++)
        {
            var other = Array.IndexOf(beside.NeedTypes, load.NeedTypes[i]);
            if (other >= 0 && _freeOfType[load.NeedTypes[i]] < load.NeedCounts[i] + beside.NeedCounts[other])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes a load's units; gives the staffed seconds that were needed to set them up for other marks.</summary>
    public long Take(Load load, int now, Span<int> units)
    {
        long change = 0;
        var next = 0;
        for (var i = 0; i < load.NeedTypes.Length; i++)
        {
            var stock = _model.Moulds[load.NeedTypes[i]];
            _freeOfType[stock.Index] -= load.NeedCounts[i];
            if (load.NeedMarks is { } marks && stock.IsServiced)
            {
                if (!Choose(stock.Index, marks[i], now))
                {
                    throw new InvalidOperationException($"Units of mould type {stock.Type.Id} are taken at second {now}, but not {load.NeedCounts[i]} of them are ready.");
                }

                for (var n = 0; n < load.NeedCounts[i]; n++)
                {
                    var unit = _chosen[n];
                    _free[unit] = false;
                    _turns[unit]++;
                    change += stock.ChangeSeconds(_mark[unit], marks[i][n]);
                    _mark[unit] = marks[i][n];
                    units[next++] = unit;
                }

                continue;
            }

            for (int unit = stock.FirstUnit, n = load.NeedCounts[i]; n > 0; unit++)
            {
                if (_free[unit])
                {
                    _free[unit] = false;
                    units[next++] = unit;
                    n--;
                }
            }
        }

        return change;
    }

    /// <summary>A unit comes free at <paramref name="now"/>, which may lie before the plan; what is to be done on it begins then.</summary>
    public void Free(int unit, int now)
    {
        _free[unit] = true;
        var stock = _model.Moulds[_typeOfUnit[unit]];
        _freeOfType[stock.Index]++;
        var ready = _readyFor[unit];
        _mark[unit] = stock.MarkAfter(_turns[unit], _mark[unit]);
        for (var mark = 0; mark < ready.Length; mark++)
        {
            ready[mark] = stock.ReadyAt(_model.Calendar, now, _turns[unit], _mark[unit], mark);
            if (ready[mark] > Math.Max(0, now) && Array.IndexOf(ready, ready[mark], 0, mark) < 0)
            {
                _events.Add(ready[mark], EventKind.MouldReady, 0, unit);
            }
        }
    }

    // Units for some marks in turn: those that need no change first, then those that take least, then those that were ready first.
    private bool Choose(int type, int[] marks, int now)
    {
        var stock = _model.Moulds[type];
        if (!stock.IsServiced)
        {
            return true;
        }

        for (var n = 0; n < marks.Length; n++)
        {
            var best = -1;
            for (var unit = stock.FirstUnit; unit < stock.FirstUnit + stock.UnitIds.Length; unit++)
            {
                if (_free[unit] && _readyFor[unit][marks[n]] <= now && Array.IndexOf(_chosen, unit, 0, n) < 0
                    && (best < 0 || (Change(unit), _readyFor[unit][marks[n]]).CompareTo((Change(best), _readyFor[best][marks[n]])) < 0))
                {
                    best = unit;
                }
            }

            if (best < 0)
            {
                return false;
            }

            _chosen[n] = best;

            int Change(int unit) => stock.ChangeSeconds(_mark[unit], marks[n]);
        }

        return true;
    }
}
