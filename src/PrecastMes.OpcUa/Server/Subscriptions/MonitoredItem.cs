namespace PrecastMes.OpcUa.Server;

/// <summary>
/// A watched attribute (Part 4 §5.13). It is told of changes and takes at most one value per sampling interval: what comes earlier waits
/// for the interval's end, so that the newest value is never lost. Its subscription's lock guards it.
/// </summary>
internal sealed class MonitoredItem : IValueObserver
{
    private readonly ServerSubscription _subscription;
    private readonly NotificationQueue _queue;
    private readonly TimeProvider _time;
    private long _lastSample;
    private bool _hasSample;
    private DataValue _lastQueued;
    private DataValue _deferred;
    private bool _isDeferred;

    public MonitoredItem(ServerSubscription subscription, uint id, ReadValueId item, UaVariable? variable, MonitoredItemSettings settings, TimeProvider time)
    {
        _subscription = subscription;
        _time = time;
        Id = id;
        Item = item;
        Variable = variable;
        Settings = settings;
        _queue = new NotificationQueue(settings.QueueSize, settings.DiscardOldest);
    }

    public uint Id { get; }

    public ReadValueId Item { get; }

    /// <summary>Null when another attribute than a variable's value is watched.</summary>
    public UaVariable? Variable { get; }

    public MonitoredItemSettings Settings { get; private set; }

    public MonitoringMode Mode { get; private set; }

    public bool HasNotifications => Mode == MonitoringMode.Reporting && _queue.Count > 0;

    /// <summary>True when its subscription has it in the list of those with notifications.</summary>
    public bool IsListedReady { get; set; }

    public bool IsDeferred => _isDeferred;

    public void OnValue(in DataValue value)
    {
        lock (_subscription.Gate)
        {
            Sample(value);
        }
    }

    /// <summary>A value is there; called with the subscription's lock held.</summary>
    public void Sample(in DataValue value)
    {
        if (Mode == MonitoringMode.Disabled)
        {
            return;
        }

        DataValue part = Settings.Range.IsWhole ? value : Services.AttributeReader.Slice(value, Settings.Range);
        if (_hasSample && Settings.SamplingInterval > TimeSpan.Zero)
        {
            TimeSpan since = _time.GetElapsedTime(_lastSample);
            if (since < Settings.SamplingInterval)
            {
                Defer(part);
                return;
            }

            // What waited was the value at the end of its interval.
            if (_isDeferred && since >= Settings.SamplingInterval)
            {
                Take(_deferred);
            }
        }

        Take(part);
    }

    /// <summary>At a publishing cycle: the value that waits is taken when its interval is over, or when sampling is as quick as publishing.</summary>
    public void TakeDeferred(TimeSpan publishingInterval)
    {
        if (_isDeferred && (Settings.SamplingInterval <= publishingInterval || _time.GetElapsedTime(_lastSample) >= Settings.SamplingInterval))
        {
            Take(_deferred);
        }
    }

    public bool TryDequeue(out DataValue value) => _queue.TryDequeue(out value);

    public void Modify(MonitoredItemSettings settings)
    {
        Settings = settings;
        _queue.Resize(settings.QueueSize, settings.DiscardOldest);
    }

    public void SetMode(MonitoringMode mode)
    {
        if (mode == MonitoringMode.Disabled)
        {
            _queue.Clear();
            _isDeferred = false;
            _hasSample = false;
        }

        Mode = mode;
        if (HasNotifications)
        {
            _subscription.ListReady(this);
        }
    }

    private void Defer(DataValue value)
    {
        _deferred = value;
        if (!_isDeferred)
        {
            _isDeferred = true;
            _subscription.ListDeferred(this);
        }
    }

    private void Take(DataValue value)
    {
        _isDeferred = false;
        bool isChange = !_hasSample || Settings.Filter.IsChange(_lastQueued, value);
        _lastSample = _time.GetTimestamp();
        _hasSample = true;
        if (!isChange)
        {
            return;
        }

        _lastQueued = value;
        _queue.Enqueue(value);
        if (HasNotifications)
        {
            _subscription.ListReady(this);
        }
    }
}
