using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>Which mould units are free while a plan is simulated.</summary>
internal sealed class MouldPool(PlantModel model)
{
    private readonly bool[] _free = new bool[model.MouldUnits];
    private readonly int[] _freeOfType = new int[model.Moulds.Length];
    private readonly int[] _typeOfUnit = [.. model.Moulds.SelectMany(m => Enumerable.Repeat(m.Index, m.UnitIds.Length))];

    public void Reset(EventQueue events)
    {
        Array.Clear(_freeOfType);
        for (var unit = 0; unit < _free.Length; unit++)
        {
            var freeAt = model.Occupation.MouldFreeAt[unit];
            _free[unit] = freeAt <= 0;
            if (_free[unit])
            {
                _freeOfType[_typeOfUnit[unit]]++;
            }
            else if (freeAt < int.MaxValue)
            {
                events.Add(freeAt, EventKind.MouldFree, 0, unit);
            }
        }
    }

    public bool CanTake(Load load)
    {
        for (var i = 0; i < load.NeedTypes.Length; i++)
        {
            if (_freeOfType[load.NeedTypes[i]] < load.NeedCounts[i])
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

    public void Take(Load load, Span<int> units)
    {
        var next = 0;
        for (var i = 0; i < load.NeedTypes.Length; i++)
        {
            var stock = model.Moulds[load.NeedTypes[i]];
            _freeOfType[stock.Index] -= load.NeedCounts[i];
            var unit = stock.FirstUnit;
            for (var n = load.NeedCounts[i]; n > 0; unit++)
            {
                if (_free[unit])
                {
                    _free[unit] = false;
                    units[next++] = unit;
                    n--;
                }
            }
        }
    }

    public void Free(int unit)
    {
        _free[unit] = true;
        _freeOfType[_typeOfUnit[unit]]++;
    }
}
