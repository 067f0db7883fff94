namespace PrecastMes.Scheduling.Decoding;

/// <summary>Events of the simulation in order of time, then kind, line and argument: equal runs see equal order.</summary>
internal sealed class EventQueue
{
    private long[] _heap = new long[1024];
    private int _count;

    public int Count => _count;

    /// <summary>Time of the next event.</summary>
    public int NextTime => (int)(_heap[0] >> 32);

    public void Clear() => _count = 0;

    /// <summary>Adds an event; <paramref name="line"/> below 256, <paramref name="argument"/> below 2²⁰.</summary>
    public void Add(int time, EventKind kind, int line, int argument)
    {
        if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, _count * 2);
        }

        var value = ((long)time << 32) | ((long)kind << 28) | ((long)line << 20) | (uint)argument;
        var i = _count++;
        while (i > 0)
        {
            var parent = (i - 1) >> 1;
            if (_heap[parent] <= value)
            {
                break;
            }

            _heap[i] = _heap[parent];
            i = parent;
        }

        _heap[i] = value;
    }

    /// <summary>Takes the next event.</summary>
    public void Take(out EventKind kind, out int line, out int argument)
    {
        var top = _heap[0];
        var value = _heap[--_count];
        var i = 0;
        while (true)
        {
            var child = (2 * i) + 1;
            if (child >= _count)
            {
                break;
            }

            if (child + 1 < _count && _heap[child + 1] < _heap[child])
            {
                child++;
            }

            if (value <= _heap[child])
            {
                break;
            }

            _heap[i] = _heap[child];
            i = child;
        }

        _heap[i] = value;
        kind = (EventKind)((top >> 28) & 0xF);
        line = (int)((top >> 20) & 0xFF);
        argument = (int)(top & 0xFFFFF);
    }
}
