namespace PrecastMes.OpcUa.Server;

/// <summary>The monitored items of a subscription. Its lock guards them.</summary>
internal sealed class SubscriptionItems(ServerLimits limits, PolledItems polled)
{
    private readonly Dictionary<uint, MonitoredItem> _items = [];
    private readonly List<DataMonitoredItem> _deferred = [];
    private uint _lastId;
    private int _queueSizes;

    public int Count => _items.Count;

    public int DisabledCount { get; private set; }

    public IEnumerable<MonitoredItem> All => _items.Values;

    /// <summary>Those that nobody tells of changes.</summary>
    public PolledItems Polled => polled;

    public uint NextId() => ++_lastId;

    /// <summary>What an item's queue may be in the room that the others left; at least one place.</summary>
    public int ReviseQueueSize(uint asked, int old = 0)
    {
        int room = Math.Max(1, limits.MaxQueuedNotificationsPerSubscription - _queueSizes + old);
        return (int)Math.Clamp(asked, 1, (uint)Math.Min(limits.MaxQueueSize, room));
    }

    public void Add(MonitoredItem item)
    {
        _items[item.Id] = item;
        _queueSizes += item.QueueSize;
        DisabledCount += item.Mode == MonitoringMode.Disabled ? 1 : 0;
        if (item is DataMonitoredItem { IsPolled: true } data)
        {
            polled.Add(data);
        }
    }

    public MonitoredItem? Find(uint id) => _items.GetValueOrDefault(id);

    /// <summary>An item was switched on, −1, or off, 1.</summary>
    public void OnDisabled(int change) => DisabledCount += change;

    public void OnResized(int oldSize, int newSize) => _queueSizes += newSize - oldSize;

    public MonitoredItem? Remove(uint id)
    {
        if (!_items.Remove(id, out MonitoredItem? item))
        {
            return null;
        }

        item.Remove();
        DisabledCount--;
        _queueSizes -= item.QueueSize;
        if (item is DataMonitoredItem { IsPolled: true } data)
        {
            polled.Remove(data);
        }

        return item;
    }

    public IReadOnlyCollection<MonitoredItem> Clear()
    {
        MonitoredItem[] all = [.. _items.Values];
        foreach (MonitoredItem item in all)
        {
            item.Remove();
        }

        _items.Clear();
        DisabledCount = 0;
        polled.Clear();
        _deferred.Clear();
        return all;
    }

    /// <summary>It stays in the list, once, until the next cycle, whatever becomes of it.</summary>
    public void AddDeferred(DataMonitoredItem item)
    {
        if (!item.IsListedDeferred)
        {
            item.IsListedDeferred = true;
            _deferred.Add(item);
        }
    }

    /// <summary>At a publishing cycle: takes the values whose sampling interval is over.</summary>
    public void TakeDeferred(TimeSpan publishingInterval)
    {
        if (_deferred.Count > 0)
        {
            foreach (DataMonitoredItem item in _deferred)
            {
                item.TakeDeferred(publishingInterval);
                item.IsListedDeferred = item.IsDeferred;
            }

            _deferred.RemoveAll(static item => !item.IsListedDeferred);
        }
    }

    public void Resend()
    {
        foreach (MonitoredItem item in _items.Values)
        {
            (item as DataMonitoredItem)?.Resend();
        }
    }
}
