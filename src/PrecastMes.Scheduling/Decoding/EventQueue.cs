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

    /// <summary>Takes the next event.</summary>
    public void Take(out EventKind kind, out int line, out int argument)
    {
        var top = _heap.Take();
        kind = (EventKind)((top >> 28) & 0xF);
        line = (int)((top >> 20) & 0xFF);
        argument = (int)(top & 0xFFFFF);
    }
}
