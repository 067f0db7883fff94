using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>One line in the simulation, with its loads that wait to be started.</summary>
internal abstract class LineSimulation(Decoder decoder)
{
    // A pallet's round with a night in it: what is taken less than this before a lock may not be back for it.
    private const int KeptBefore = 16 * 3600;

    // Waiting loads hang on the list of their mould set, best rank first: a set that lacks a mould is passed over as a whole.
    private int[] _next = [];
    private int[] _first = [];
    private int[] _sets = [];
    private int _setCount;

    // Locked loads stand aside: they start by the clock.
    private readonly List<int> _locked = [];

    /// <summary>Empties the line and queues its loads of <paramref name="order"/>.</summary>
    public abstract void Reset(ReadOnlySpan<int> order);

    /// <summary>Queues the loads of <paramref name="order"/> that the schedule has not started before <paramref name="second"/>; all else comes from a tape.</summary>
    public abstract void Requeue(ReadOnlySpan<int> order, int second);

    /// <summary>Passes the state but for the queue to or from a tape.</summary>
    public abstract void Pass(StateTape tape);

    /// <summary>Books something that ended.</summary>
    public abstract void Handle(int now, EventKind kind, int argument);

    /// <summary>Something outside may have changed: look at everything again.</summary>
    public abstract void Wake();

    /// <summary>Moulds came free.</summary>
    public abstract void MouldsFreed();

    /// <summary>Starts whatever can start.</summary>
    public abstract void Dispatch(int now);

    /// <summary>Queues the loads of a line; from a later second on those that are started by then are left out, and what they wait for is known.</summary>
    protected void Queue(ReadOnlySpan<int> order, int line, int second = 0)
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
        _locked.Clear();
        for (var i = order.Length - 1; i >= 0; i--)
        {
            var load = order[i];
            if (decoder.Loads[load].Line != line || (second > 0 && decoder.Schedule.Release[load] < second))
            {
                continue;
            }

            if (decoder.KeepsLocks && decoder.Loads[load].LockedStart is { } start)
            {
                _locked.Add(load);
                decoder.Events.Add(Math.Max(0, start), EventKind.Wake, line, 0);
                continue;
            }

            if (decoder.Loads[load].Held is { Start: > 0 and var earliest })
            {
                decoder.Events.Add(earliest, EventKind.Wake, line, 0);
            }

            var set = decoder.Loads[load].MouldSet;
            if (_first[set] < 0)
            {
                _sets[_setCount++] = set;
                if (second == 0 && decoder.Loads[load].Release is > 0 and var release)
                {
                    decoder.Events.Add(release, EventKind.Wake, line, 0);
                }
            }

            _next[load] = _first[set];
            _first[set] = load;
        }
    }

    /// <summary>Whether a load waits to be started.</summary>
    protected bool Waiting => _setCount > 0 || _locked.Count > 0;

    /// <summary>The best waiting load whose moulds are free, or -1. A locked load waits for its time and then goes first.</summary>
    protected int Best(int now)
    {
        var best = -1;
        foreach (var locked in _locked)
        {
            if (decoder.Loads[locked].LockedStart <= now && decoder.Loads[locked].Release <= now && decoder.Moulds.CanTake(decoder.Loads[locked], now))
            {
                return locked;
            }
        }

        for (var i = 0; i < _setCount; i++)
        {
            var load = _first[_sets[i]];
            if ((best < 0 || decoder.Rank[load] < decoder.Rank[best]) && decoder.Loads[load].Release <= now && (decoder.Loads[load].Held is not { } held || held.Start <= now) && decoder.Moulds.CanTake(decoder.Loads[load], now) && LeavesPromised(now, decoder.Loads[load]) && decoder.Yard.HasRoom(decoder.Loads[load], now))
            {
                best = load;
            }
        }

        return best;
    }

    /// <summary>Locked loads that wait and whose time is near: a pallet and their moulds are kept for them.</summary>
    protected int PromisedSoon(int now)
    {
        var count = 0;
        foreach (var locked in _locked)
        {
            count += IsSoon(now, locked) ? 1 : 0;
        }

        return count;
    }

    private bool IsSoon(int now, int locked) => decoder.Loads[locked].LockedStart - now < KeptBefore;

    private bool LeavesPromised(int now, Load load)
    {
        foreach (var locked in _locked)
        {
            if (IsSoon(now, locked) && !decoder.Moulds.CanTake(load, beside: decoder.Loads[locked]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a locked load is due to start in <c>(now, until)</c>: what begins at the same place now must be gone by then.</summary>
    protected bool IsPromised(int now, int until)
    {
        foreach (var locked in _locked)
        {
            if (decoder.Loads[locked].LockedStart > now && decoder.Loads[locked].LockedStart < until)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes the first load of its set out of the queue.</summary>
    protected void Unqueue(int load)
    {
        if (_locked.Remove(load))
        {
            return;
        }

        var set = decoder.Loads[load].MouldSet;
        _first[set] = _next[load];
        if (_first[set] < 0)
        {
            _sets[Array.IndexOf(_sets, set, 0, _setCount)] = _sets[--_setCount];
        }
    }
}
