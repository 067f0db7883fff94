namespace PrecastMes.OpcUa.Server;

/// <summary>The newest values of a variable in memory, so many of them and so many bytes; the oldest give way.</summary>
public sealed class ValueRing : IValueHistory
{
    private readonly Lock _gate = new();
    private readonly Kept[] _values;
    private readonly long _maxBytes;
    private int _first;
    private int _count;
    private long _bytes;

    /// <param name="capacity">How many values are kept, at least 1. Each takes about 60 bytes, and what its value holds.</param>
    /// <param name="maxBytes">
    /// Bytes of memory, estimated, that the texts, arrays and structures of the values hold together, at least 0; numbers count nothing. The
    /// newest value is kept whatever it holds.
    /// </param>
    public ValueRing(int capacity, long maxBytes = 16_000_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        _values = new Kept[capacity];
        _maxBytes = maxBytes;
    }

    /// <exception cref="ArgumentException">The value has no source timestamp.</exception>
    public void Append(in DataValue value)
    {
        if (value.SourceTimestamp is null)
        {
            throw new ArgumentException($"The value {value} has no source timestamp.", nameof(value));
        }

        lock (_gate)
        {
            var kept = new Kept(value, HeldMemory.Of(value.Value));
            if (_count == _values.Length || _bytes + kept.Bytes > _maxBytes)
            {
                if (_count > 0 && TimeOf(value) < TimeAt(0))
                {
                    return;
                }

                if (_count == _values.Length)
                {
                    DropOldest();
                }
            }

            // Nearly always the newest: a process that dates its values may bring one late.
            int at = _count++;
            for (; at > 0 && TimeAt(at - 1) > TimeOf(value); at--)
            {
                _values[Index(at)] = _values[Index(at - 1)];
            }

            _values[Index(at)] = kept;
            _bytes += kept.Bytes;
            while (_bytes > _maxBytes && _count > 1)
            {
                DropOldest();
            }
        }
    }

    /// <inheritdoc/>
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
                found[i] = _values[Index(from <= to ? low + skip + i : high - 1 - skip - i)].Value;
            }

            return found;
        }
    }

    /// <inheritdoc/>
    public DataValue? AtOrBefore(DateTime time)
    {
        lock (_gate)
        {
            int after = FirstAfter(time);
            return after == 0 ? null : _values[Index(after - 1)].Value;
        }
    }

    /// <inheritdoc/>
    public DataValue? AtOrAfter(DateTime time)
    {
        lock (_gate)
        {
            int at = FirstNotBefore(time);
            return at == _count ? null : _values[Index(at)].Value;
        }
    }

    private void DropOldest()
    {
        _bytes -= _values[_first].Bytes;
        _values[_first] = default;
        _first = (_first + 1) % _values.Length;
        _count--;
    }

    private static DateTime TimeOf(in DataValue value) => value.SourceTimestamp!.Value;

    private int Index(int position) => (_first + position) % _values.Length;

    private DateTime TimeAt(int position) => TimeOf(_values[Index(position)].Value);

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

    private readonly record struct Kept(DataValue Value, long Bytes);
}
