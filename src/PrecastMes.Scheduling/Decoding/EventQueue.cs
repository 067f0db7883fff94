namespace PrecastMes.Scheduling.Decoding;

/// <summary>Events of the simulation in order of time, then kind, line and argument: equal runs see equal order.</summary>
internal sealed class EventQueue
{
    private readonly TimeHeap _heap = new();

    public int Count => _heap.Count;

    /// <summary>Time of the next event.</summary>
    public int NextTime => (int)(_heap.First >> 32);

    public void Clear() => _heap.Clear();

    /// <summary>Adds an event; <paramref name="line"/> below 256, <paramref name="argument"/> below 2²⁰.</summary>
    public void Add(int time, EventKind kind, int line, int argument) =>
        _heap.Add(((long)time << 32) | ((long)kind << 28) | ((long)line << 20) | (uint)argument);

    /// <summary>Passes the events to or from a tape.</summary>
    public void Pass(StateTape tape) => _heap.Pass(tape);

    /// <summary>The arguments of a line's events of a kind, in an order that a passed queue has too.</summary>
    public IEnumerable<int> Arguments(EventKind kind, int line)
    {
        for (var i = 0; i < _heap.Count; i++)
        {
            var value = _heap.All[i];
            if ((EventKind)((value >> 28) & 0xF) == kind && (int)((value >> 20) & 0xFF) == line)
            {
                yield return (int)(value & 0xFFFFF);
            }
        }
    }

    /// <summary>Takes the next event.</summary>
    public void Take(out EventKind kind, out int line, out int argument)
    {
        var top = _heap.Take();
        kind = (EventKind)((top >> 28) & 0xF);
        line = (int)((top >> 20) & 0xFF);
        argument = (int)(top & 0xFFFFF);
    }
}
