using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Server;

/// <summary>A watched notifier: queues the events that pass its filter.</summary>
internal sealed class EventMonitoredItem : MonitoredItem, IEventObserver
{
    private readonly AddressSpace _space;
    private readonly EventQueue _queue;
    private EventItemSettings _settings;
    private bool _hasLostCondition;
    private bool _isDenied;

    public EventMonitoredItem(ServerSubscription subscription, uint id, ReadValueId item, EventItemSettings settings, AddressSpace space)
        : base(subscription, id, item)
    {
        _space = space;
        _settings = settings;
        _queue = new EventQueue(settings.QueueSize, settings.DiscardOldest, subscription.QueueBudget);
    }

    public override uint ClientHandle => _settings.ClientHandle;

    public override int QueueSize => _settings.QueueSize;

    protected override int QueuedCount => _queue.Count;

    public long Place { get; set; }

    /// <summary>True from a call of ConditionRefresh until its last event was sent; guarded by the subscription's lock.</summary>
    public bool IsRefreshing { get; set; }

    public void OnEvent(ReportedEvent reported, FilterBudget budget) => Offer(reported, budget, isExtra: false);

    /// <summary>Queues the present states between two marks; called without the subscription's lock.</summary>
    public void Refresh(ReportedEvent start, IEnumerable<ReportedEvent> states, ReportedEvent end)
    {
        var budget = new FilterBudget();
        Offer(start, budget, isExtra: true);
        foreach (ReportedEvent state in states)
        {
            Offer(state, budget, isExtra: true);
        }

        Offer(end, budget, isExtra: true);
        lock (Subscription.Gate)
        {
            // A disabled item has taken none of them.
            IsRefreshing = _queue.HasExtra;
        }
    }

    /// <summary>Queues the event when it passes the filter; called without the subscription's lock.</summary>
    private void Offer(ReportedEvent reported, FilterBudget budget, bool isExtra)
    {
        EventItemSettings settings = Volatile.Read(ref _settings);
        if (Mode == MonitoringMode.Disabled || _isDenied || !(reported.IsInternal || settings.Filter.Accepts(reported, budget)))
        {
            return;
        }

        Variant[] fields = Select(settings, reported);
        lock (Subscription.Gate)
        {
            if (Mode == MonitoringMode.Disabled || _isDenied)
            {
                return;
            }

            if (isExtra)
            {
                _queue.EnqueueExtra(fields);
            }
            else if (!_queue.Enqueue(fields))
            {
                _hasLostCondition = true;
                Subscription.Counts.EventOverflows++;
            }

            OnQueued();
        }
    }

    public void Modify(EventItemSettings settings)
    {
        Volatile.Write(ref _settings, settings);
        _queue.Resize(settings.QueueSize, settings.DiscardOldest);
    }

    /// <summary>Who may not receive them is told no more events.</summary>
    public override void SetAccess(StatusCode access)
    {
        lock (Subscription.Gate)
        {
            if (_isDenied != access.IsBad)
            {
                _isDenied = access.IsBad;
                Clear();
            }
        }
    }

    public override void Detach() => _space.Notifiers.Detach(Item.NodeId, this);

    protected override void Write(BinaryEncoder encoder, DateTime now)
    {
        Variant[] fields = _queue.Dequeue() ?? Select(_settings, Internal(ObjectTypeIds.EventQueueOverflowEventType, "Internal/EventQueueOverflow"));
        encoder.WriteUInt32(_settings.ClientHandle);
        encoder.WriteVariantArray(fields);
        IsRefreshing &= _queue.HasExtra;
        if (_hasLostCondition && _queue.Count == 0)
        {
            // Part 9 §5.11.4: what was dropped may have been the state of a condition; the client is to ask for all of them.
            _hasLostCondition = false;
            _queue.EnqueueExtra(Select(_settings, Internal(ObjectTypeIds.RefreshRequiredEventType, "Server")));
        }
    }

    protected override void Clear()
    {
        _queue.Clear();
        IsRefreshing = false;
        _hasLostCondition = false;
    }

    private Variant[] Select(EventItemSettings settings, ReportedEvent reported) => settings.Filter.Select(reported, Subscription.Session?.LocaleIds ?? []);

    private ReportedEvent Internal(NodeId type, string sourceName) =>
        _space.Notifiers.Make(new UaEvent { EventType = type, SourceName = sourceName }, isInternal: true);
}
