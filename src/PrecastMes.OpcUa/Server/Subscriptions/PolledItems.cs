namespace PrecastMes.OpcUa.Server;

/// <summary>
/// The items of a subscription that nobody tells of changes. Each is read once in its own sampling interval, whatever the publishing
/// interval; all of the server's subscriptions together read no more than <see cref="ServerLimits.MaxPolledReadsPerSecond"/>, of which
/// each has the same share: what is due beyond it is read later, in turn. The subscription's lock guards it.
/// </summary>
internal sealed class PolledItems(ServerLimits limits, SubscriptionRegister register, TimeProvider time)
{
    /// <summary>Items that are read between two looks at the subscription's lock.</summary>
    public const int BatchSize = 64;

    private readonly List<DataMonitoredItem> _items = [];
    private readonly long _longestPause = (long)(limits.MinPolledSamplingInterval.TotalSeconds * time.TimestampFrequency);
    private long _nextPass;
    private int _next;

    // Reads that are allowed, of the last second at most; full at the beginning.
    private double _credit = double.PositiveInfinity;
    private long _creditedAt = time.GetTimestamp();

    public void Add(DataMonitoredItem item)
    {
        item.PolledSlot = _items.Count;
        _items.Add(item);
        if (_items.Count == 1)
        {
            register.OnPollingChanged(1);
        }
    }

    /// <summary>The last one takes its place, so that thousands are removed as quickly as one.</summary>
    public void Remove(DataMonitoredItem item)
    {
        int slot = item.PolledSlot;
        DataMonitoredItem last = _items[^1];
        _items[slot] = last;
        last.PolledSlot = slot;
        _items.RemoveAt(_items.Count - 1);
        if (_items.Count == 0)
        {
            register.OnPollingChanged(-1);
        }
    }

    public void Clear()
    {
        if (_items.Count > 0)
        {
            _items.Clear();
            register.OnPollingChanged(-1);
        }
    }

    /// <summary>How many items a pass looks at; 0 when none can be due.</summary>
    /// <param name="tolerance">Ticks by which an item may be read early, since a timer is.</param>
    public int BeginPass(long tolerance)
    {
        long now = time.GetTimestamp();
        if (_items.Count == 0 || now + tolerance < _nextPass)
        {
            return 0;
        }

        double perSecond = Math.Max(1, (double)limits.MaxPolledReadsPerSecond / Math.Max(1, register.PollingCount));
        _credit = Math.Min(perSecond, _credit + (time.GetElapsedTime(_creditedAt, now).TotalSeconds * perSecond));
        _creditedAt = now;

        // Items that are changed or enabled meanwhile wait no longer than this.
        _nextPass = now + _longestPause;
        return _items.Count;
    }

    /// <summary>Takes the next of those that are due into <paramref name="batch"/> and gives their number; 0 ends the pass.</summary>
    /// <param name="left">Items that the pass still looks at.</param>
    public int TakeDue(DataMonitoredItem[] batch, long tolerance, ref int left)
    {
        long now = time.GetTimestamp();
        int count = 0;
        while (left > 0 && count < batch.Length && _items.Count > 0)
        {
            _next = _next < _items.Count ? _next : 0;
            DataMonitoredItem item = _items[_next];
            if (item.Mode != MonitoringMode.Disabled && now + tolerance >= item.Due)
            {
                if (_credit < 1)
                {
                    // Its turn comes first in the next cycle.
                    _nextPass = now;
                    left = 0;
                    break;
                }

                _credit--;
                batch[count++] = item;
            }
            else if (item.Mode != MonitoringMode.Disabled)
            {
                _nextPass = Math.Min(_nextPass, item.Due);
            }

            _next++;
            left--;
        }

        return count;
    }
}
