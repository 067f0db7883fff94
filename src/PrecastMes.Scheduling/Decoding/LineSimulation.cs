namespace PrecastMes.Scheduling.Decoding;

/// <summary>One line in the simulation, with its loads that wait to be started.</summary>
internal abstract class LineSimulation(Decoder decoder)
{
    // Waiting loads hang on the list of their mould set, best rank first: a set that lacks a mould is passed over as a whole.
    private int[] _next = [];
    private int[] _first = [];
    private int[] _sets = [];
    private int _setCount;

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

    /// <summary>Queues the loads of a line.</summary>
    protected void Queue(ReadOnlySpan<int> order, int line)
    {
        if (_next.Length < order.Length)
        {
            _next = new int[order.Length];
        }

        if (_first.Length < decoder.Model.MouldSets)
        {
            _first = new int[decoder.Model.MouldSets];
            _sets = new int[decoder.Model.MouldSets];
        }

        Array.Fill(_first, -1);
        _setCount = 0;
        for (var i = order.Length - 1; i >= 0; i--)
        {
            var load = order[i];
            if (decoder.Loads[load].Line != line)
            {
                continue;
            }

            var set = decoder.Loads[load].MouldSet;
            if (_first[set] < 0)
            {
                _sets[_setCount++] = set;
            }

            _next[load] = _first[set];
            _first[set] = load;
        }
    }

    /// <summary>Whether a load waits to be started.</summary>
    protected bool Waiting => _setCount > 0;

    /// <summary>The best waiting load whose moulds are free, or -1.</summary>
    protected int Best()
    {
        var best = -1;
        for (var i = 0; i < _setCount; i++)
        {
            var load = _first[_sets[i]];
            if ((best < 0 || decoder.Rank[load] < decoder.Rank[best]) && decoder.Moulds.CanTake(decoder.Loads[load]))
            {
                best = load;
            }
        }

        return best;
    }

    /// <summary>Takes the first load of its set out of the queue.</summary>
    protected void Unqueue(int load)
    {
        var set = decoder.Loads[load].MouldSet;
        _first[set] = _next[load];
        if (_first[set] < 0)
        {
            _sets[Array.IndexOf(_sets, set, 0, _setCount)] = _sets[--_setCount];
        }
    }
}
