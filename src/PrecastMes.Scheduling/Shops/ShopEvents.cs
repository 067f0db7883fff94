namespace PrecastMes.Scheduling.Shops;

/// <summary>Points in time with the load that they concern, earliest first; equal times by load, so that equal runs are equal.</summary>
internal sealed class ShopEvents
{
    private long[] _heap = new long[256];

    public int Count { get; private set; }

    public int NextTime => (int)(_heap[0] >> 24);

    public void Clear() => Count = 0;

    public void CopyFrom(ShopEvents other)
    {
        if (_heap.Length < other.Count)
        {
            _heap = new long[other._heap.Length];
        }

        other._heap.AsSpan(0, other.Count).CopyTo(_heap);
        Count = other.Count;
    }

    /// <summary>Adds a load below 2²⁴ − 1; <paramref name="load"/> −1 is a mere point in time.</summary>
    public void Add(int time, int load)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        long value = ((long)time << 24) | (uint)(load + 1);
        int at = Count++;
        while (at > 0 && _heap[(at - 1) >> 1] > value)
        {
            _heap[at] = _heap[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }

        _heap[at] = value;
    }

    public int Take()
    {
        long first = _heap[0], last = _heap[--Count];
        int at = 0;
        while ((2 * at) + 1 is var child && child < Count)
        {
            if (child + 1 < Count && _heap[child + 1] < _heap[child])
            {
                child++;
            }

            if (last <= _heap[child])
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = last;
        return (int)(first & 0xFF_FFFF) - 1;
    }
}
