namespace PrecastMes.Scheduling.Decoding;

/// <summary>Numbers, least first: a time in the upper bits and what happens then in the lower ones. It can be copied, which the library's queue can't.</summary>
internal sealed class TimeHeap
{
    private long[] _heap = new long[1024];

    public int Count { get; private set; }

    public long First => _heap[0];

    public void Clear() => Count = 0;

    /// <summary>The numbers, in no order.</summary>
    public ReadOnlySpan<long> All => _heap.AsSpan(0, Count);

    public void Pass(StateTape tape)
    {
        var count = Count;
        tape.Pass(ref count);
        if (_heap.Length < count)
        {
            _heap = new long[count * 2];
        }

        Count = count;
        tape.Pass(_heap.AsSpan(0, count));
    }

    public void CopyFrom(TimeHeap other)
    {
        if (_heap.Length < other.Count)
        {
            _heap = new long[other._heap.Length];
        }

        other._heap.AsSpan(0, other.Count).CopyTo(_heap);
        Count = other.Count;
    }

    public void Add(long value)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        int at = Count++;
        while (at > 0 && _heap[(at - 1) >> 1] is var parent && parent > value)
        {
            _heap[at] = parent;
            at = (at - 1) >> 1;
        }

        _heap[at] = value;
    }

    public long Take()
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
        return first;
    }
}
