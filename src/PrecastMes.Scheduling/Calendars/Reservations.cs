namespace PrecastMes.Scheduling.Calendars;

/// <summary>
/// Intervals in which one resource is not to be had: it belongs to released loads, or it is out of service. In seconds of the plan,
/// disjoint and sorted; intervals that touch are one.
/// </summary>
internal sealed class Reservations
{
    private readonly List<(int From, int To)> _held = [];

    /// <summary>Holds <c>[from, to)</c>; what is over before the plan starts, or is empty, is left out.</summary>
    public void Add(int from, int to)
    {
        if (to <= 0 || to <= from)
        {
            return;
        }

        var first = FirstEndingFrom(from);
        var last = first;
        while (last < _held.Count && _held[last].From <= to)
        {
            from = Math.Min(from, _held[last].From);
            to = Math.Max(to, _held[last].To);
            last++;
        }

        _held.RemoveRange(first, last - first);
        _held.Insert(first, (from, to));
    }

    /// <summary><paramref name="from"/> when <c>[from, to)</c> is free, else the end of a reservation that is in the way.</summary>
    public int FreeFrom(int from, int to)
    {
        if (_held.Count == 0 || _held[^1].To <= from)
        {
            return from;
        }

        var next = FirstEndingFrom(from + 1);
        return next < _held.Count && _held[next].From < to && from < _held[next].To ? _held[next].To : from;
    }

    /// <summary>The first interval that begins at or after <paramref name="from"/>, or null.</summary>
    public (int From, int To)? Next(int from)
    {
        for (var i = FirstEndingFrom(from); i < _held.Count; i++)
        {
            if (_held[i].From >= from)
            {
                return _held[i];
            }
        }

        return null;
    }

    // Index of the first interval that ends at or after a time.
    private int FirstEndingFrom(int time)
    {
        int low = 0, high = _held.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_held[middle].To < time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
