namespace PrecastMes.OpcUa.Server;

/// <summary>The newest values of a variable in memory; the oldest give way.</summary>
public sealed class ValueRing : IValueHistory
{
    private readonly Lock _gate = new();
    private readonly DataValue[] _values;
    private int _first;
    private int _count;

    /// <param name="capacity">How many values are kept, at least 1. Each takes about 60 bytes, and what its value holds.</param>
    public ValueRing(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _values = new DataValue[capacity];
    }

    public void Append(in DataValue value)
    {
        if (value.SourceTimestamp is null)
        {
            throw new ArgumentException($"The value {value} has no source timestamp.", nameof(value));
        }

        lock (_gate)
        {
            if (_count == _values.Length)
            {
                if (TimeOf(value) < TimeAt(0))
                {
                    return;
                }

                _first = (_first + 1) % _values.Length;
                _count--;
            }

            // Nearly always the newest: a process that dates its values may bring one late.
            int at = _count++;
            for (; at > 0 && TimeAt(at - 1) > TimeOf(value); at--)
            {
                _values[Index(at)] = _values[Index(at - 1)];
            }

            _values[Index(at)] = value;
        }
    }

    public IReadOnlyList<DataValue> Read(DateTime from, DateTime to, int skip, int count)
    {
        lock (_gate)
        {
            int low = FirstNotBefore(from <= to ? from : to);
            int high = FirstAfter(from <= to ? to : from);
            int length = Math.Min(Math.Max(high - low - skip, 0), count);
            var found = new DataValue[length];
            for (int i = 0; i < length; i++)
            {
                found[i] = _values[Index(from <= to ? low + skip + i : high - 1 - skip - i)];
            }

            return found;
        }
    }

    public DataValue? AtOrBefore(DateTime time)
    {
        lock (_gate)
        {
            int after = FirstAfter(time);
            return after == 0 ? null : _values[Index(after - 1)];
        }
    }

    public DataValue? AtOrAfter(DateTime time)
    {
        lock (_gate)
        {
            int at = FirstNotBefore(time);
            return at == _count ? null : _values[Index(at)];
        }
    }

    private static DateTime TimeOf(in DataValue value) => value.SourceTimestamp!.Value;

    private int Index(int position) => (_first + position) % _values.Length;

    private DateTime TimeAt(int position) => TimeOf(_values[Index(position)]);

    private int FirstNotBefore(DateTime time) => Search(position => TimeAt(position) >= time);

    private int FirstAfter(DateTime time) => Search(position => TimeAt(position) > time);

    /// <summary>The first position of which it is true, given that it is true of all behind it.</summary>
    private int Search(Func<int, bool> isReached)
    {
        int low = 0;
        int high = _count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (isReached(middle))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
