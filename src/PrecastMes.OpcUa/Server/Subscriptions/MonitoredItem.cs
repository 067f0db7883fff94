using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Server;

/// <summary>What a subscription watches: an attribute or a notifier of events (Part 4 §5.13). Its subscription's lock guards it.</summary>
internal abstract class MonitoredItem(ServerSubscription subscription, uint id, ReadValueId item)
{
    private List<MonitoredItem>? _links;
    private bool _isTriggered;

    public uint Id { get; } = id;

    public ReadValueId Item { get; } = item;

    public abstract uint ClientHandle { get; }

    /// <summary>Notifications that its queue may hold.</summary>
    public abstract int QueueSize { get; }

    public MonitoringMode Mode { get; private set; }

    /// <summary>True when its subscription has it in the list of those with notifications.</summary>
    public bool IsListedReady { get; set; }

    public bool IsRemoved { get; private set; }

    /// <summary>A sampling item reports what a triggering item made it report (Part 4 §5.13.1.6).</summary>
    public bool HasNotifications => QueuedCount > 0 && (Mode == MonitoringMode.Reporting || _isTriggered);

    protected ServerSubscription Subscription { get; } = subscription;

    protected abstract int QueuedCount { get; }

    /// <summary>Writes the oldest notification and takes it out of the queue.</summary>
    public void WriteNext(BinaryEncoder encoder, DateTime now)
    {
        Write(encoder, now);
        if (QueuedCount == 0)
        {
            _isTriggered = false;
        }
    }

    public void SetMode(MonitoringMode mode)
    {
        bool isOff = mode == MonitoringMode.Disabled;
        if (isOff != (Mode == MonitoringMode.Disabled))
        {
            Subscription.Items.OnDisabled(isOff ? 1 : -1);
        }

        Mode = mode;
        _isTriggered = false;
        if (mode == MonitoringMode.Disabled)
        {
            Clear();
        }

        ListIfReady();
    }

    /// <summary>From here on each notification of this item makes the other report what it has.</summary>
    public void AddLink(MonitoredItem triggered)
    {
        _links ??= [];
        if (!_links.Contains(triggered))
        {
            _links.Add(triggered);
        }
    }

    public bool RemoveLink(MonitoredItem triggered) => _links?.Remove(triggered) == true;

    public void Remove()
    {
        IsRemoved = true;
        SetMode(MonitoringMode.Disabled);
    }

    /// <summary>
    /// What its session's user may see of it, after another user took the session: Good, or a refusal, which takes away what waits for the user
    /// before; called without the subscription's lock.
    /// </summary>
    public abstract void SetAccess(StatusCode access);

    /// <summary>Nothing more is to come; called without the subscription's lock, since a source's own lock comes before it.</summary>
    public abstract void Detach();

    protected abstract void Write(BinaryEncoder encoder, DateTime now);

    protected abstract void Clear();

    protected void ListIfReady()
    {
        if (!IsListedReady && HasNotifications)
        {
            Subscription.ListReady(this);
        }
    }

    protected void OnQueued()
    {
        ListIfReady();
        if (_links is { Count: > 0 })
        {
            _links.RemoveAll(static link => link.IsRemoved);
            foreach (MonitoredItem link in _links)
            {
                link.Trigger();
            }
        }
    }

    private void Trigger()
    {
        if (Mode == MonitoringMode.Sampling && QueuedCount > 0)
        {
            _isTriggered = true;
            ListIfReady();
        }
    }
}
