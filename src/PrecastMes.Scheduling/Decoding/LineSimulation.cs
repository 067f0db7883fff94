namespace PrecastMes.Scheduling.Decoding;

/// <summary>One line in the simulation.</summary>
internal abstract class LineSimulation
{
    private int[] _next = [];
    private int _first;

    /// <summary>Empties the line and queues its loads of <paramref name="order"/>.</summary>
    public abstract void Reset(ReadOnlySpan<int> order);

    /// <summary>Books something that ended.</summary>
    public abstract void Handle(int now, EventKind kind, int argument);

    /// <summary>Something outside may have changed: look at everything again.</summary>
    public abstract void Wake();

    /// <summary>Moulds came free.</summary>
    public abstract void MouldsFreed();

    /// <summary>Starts whatever can start.</summary>
    public abstract void Dispatch(int now);

    /// <summary>Queues the loads of the line, best rank first.</summary>
    protected void Queue(ReadOnlySpan<int> order, Decoder decoder, int line)
    {
        if (_next.Length < order.Length)
        {
            _next = new int[order.Length];
        }

        _first = -1;
        for (var i = order.Length - 1; i >= 0; i--)
        {
            var load = order[i];
            if (decoder.Loads[load].Line == line)
            {
                _next[load] = _first;
                _first = load;
            }
        }
    }

    /// <summary>Whether a load waits to be started.</summary>
    protected bool Waiting => _first >= 0;

    /// <summary>The best waiting load whose moulds are free, or -1; <paramref name="before"/> is the one queued before it.</summary>
    protected int Best(Decoder decoder, out int before)
    {
        before = -1;
        for (var load = _first; load >= 0; load = _next[load])
        {
            if (decoder.Moulds.CanTake(decoder.Loads[load]))
            {
                return load;
            }

            before = load;
        }

        return -1;
    }

    /// <summary>Takes a load out of the queue.</summary>
    protected void Unqueue(int load, int before)
    {
        if (before < 0)
        {
            _first = _next[load];
        }
        else
        {
            _next[before] = _next[load];
        }
    }
}
