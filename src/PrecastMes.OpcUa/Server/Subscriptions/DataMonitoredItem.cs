using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Services;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// A watched attribute. It is told of changes and takes at most one value per sampling interval: what comes earlier waits for the
/// interval's end, so that the newest value is never lost.
/// </summary>
internal sealed class DataMonitoredItem : MonitoredItem, IValueObserver
{
    private readonly NotificationQueue _queue;
    private readonly AddressSpace _space;
    private readonly TimeProvider _time;
    private MonitoredItemSettings _settings;
    private long _interval;
    private long _due;
    private SemanticsObserver[] _semantics = [];
    private bool _hasSample;
    private HeldValue _lastQueued;
    private HeldValue _deferred;
    private uint _infoBits;
    private StatusCode _access;

    public DataMonitoredItem(
        ServerSubscription subscription, uint id, ReadValueId item, UaVariable? variable, MonitoredItemSettings settings, AddressSpace space, TimeProvider time)
        : base(subscription, id, item)
    {
        _space = space;
        _time = time;
        Variable = variable;
        _settings = settings;
        _interval = Ticks(settings.SamplingInterval);
        _queue = new NotificationQueue(settings.QueueSize, settings.DiscardOldest, subscription.QueueBudget);
        _lastQueued = new HeldValue(subscription.QueueBudget);
        _deferred = new HeldValue(subscription.QueueBudget);
    }

    /// <summary>Null when another attribute than a variable's value is watched.</summary>
    public UaVariable? Variable { get; }

    /// <summary>True when nobody tells of changes: the value is read once in a sampling interval.</summary>
    public bool IsPolled => Variable is null or { IsComputed: true };

    public MonitoredItemSettings Settings => _settings;

    public int Slot { get; set; }

    public override uint ClientHandle => _settings.ClientHandle;

    public override int QueueSize => _settings.QueueSize;

    public bool IsDeferred { get; private set; }

    /// <summary>True when its subscription has it in the list of those with a value that waits.</summary>
    public bool IsListedDeferred { get; set; }

    /// <summary>When the next value is taken, by the interval clock.</summary>
    public long Due => _due;

    /// <summary>Its place among those that are read.</summary>
    public int PolledSlot { get; set; }

    protected override int QueuedCount => _queue.Count;

    // A queue of several is asked for so that no value is lost: one that comes half an interval early, as from a source that ticks with
    // the same interval, is taken; over time they are still no more than one an interval.
    private long Tolerance => _settings.QueueSize > 1 ? _interval / 2 : 0;

    public void OnValue(in DataValue value)
    {
        lock (Subscription.Gate)
        {
            Sample(value);
        }
    }

    /// <summary>A value is there; called with the subscription's lock held.</summary>
    public void Sample(in DataValue given)
    {
        if (Mode == MonitoringMode.Disabled)
        {
            return;
        }

        DataValue value = _access.IsBad ? new DataValue(Variant.Null, _access) : given;

        if (_interval == 0 && _settings.Range.IsWhole)
        {
            Take(value);
            return;
        }

        DataValue part = _settings.Range.IsWhole ? value : AttributeReader.Slice(value, _settings.Range);
        long now = _time.GetTimestamp();
        if (_hasSample && now < _due - Tolerance)
        {
            Defer(part);
            return;
        }

        // What waited was the value at the end of its interval.
        if (IsDeferred && now >= _due)
        {
            Take(_deferred.Value);
            _due += _interval;
            if (now < _due - Tolerance)
            {
                Defer(part);
                return;
            }
        }

        _due = Math.Max(now, _due) + _interval;
        Take(part);
    }

    /// <summary>Reads the attribute now; called without the subscription's lock, since it may run foreign code.</summary>
    public DataValue Read()
    {
        try
        {
            return Variable is null ? AttributeReader.Read(_space, Item) : Variable.Sampled;
        }
        catch (Exception exception)
        {
            Log.ReadFailed(_space.Logger, exception, Item.NodeId);
            return new DataValue(Variant.Null, StatusCodes.BadInternalError);
        }
    }

    /// <summary>At a publishing cycle: the value that waits is taken when its interval is over, or when sampling is as quick as publishing.</summary>
    public void TakeDeferred(TimeSpan publishingInterval)
    {
        long now = _time.GetTimestamp();
        if (IsDeferred && (now >= _due || _settings.SamplingInterval <= publishingInterval))
        {
            _due = now + _interval;
            Take(_deferred.Value);
        }
    }

    public void Modify(MonitoredItemSettings settings)
    {
        _settings = settings;
        _interval = Ticks(settings.SamplingInterval);
        _due = Math.Min(_due, _time.GetTimestamp() + _interval);
        _queue.Resize(settings.QueueSize, settings.DiscardOldest);
    }

    /// <summary>The last value goes out once more, unless another one waits to go out anyway (Part 5 §9.2).</summary>
    public void Resend()
    {
        if (Mode == MonitoringMode.Reporting && _hasSample && _queue.Count == 0)
        {
            Queue(_lastQueued.Value);
        }
    }

    /// <summary>A property that gives the value its meaning has changed: the next notification says so, and it comes even if the value stays.</summary>
    public void OnSemanticsChanged(ChangeFilter filter)
    {
        _settings = _settings with { Filter = filter };
        if (_hasSample && Mode != MonitoringMode.Disabled)
        {
            _infoBits = StatusCode.SemanticsChangedBit;
            Queue(_lastQueued.Value);
        }
    }

    /// <summary>Sees every value of its variable from here on.</summary>
    public void Attach(SemanticsObserver[] semantics)
    {
        _semantics = semantics;
        foreach (SemanticsObserver observer in semantics)
        {
            observer.Attach();
        }

        Variable!.Attach(this);
    }

    /// <summary>Takes the value as it is now; called without the subscription's lock.</summary>
    public void TakePresentValue()
    {
        if (IsPolled)
        {
            DataValue value = Read();
            lock (Subscription.Gate)
            {
                Sample(value);
            }
        }
        else
        {
            // Attached anew it is told the value in the order of the changes: one that comes meanwhile is neither lost nor overtaken.
            Variable!.Detach(this);
            Variable.Attach(this);
        }
    }

    /// <summary>To who may not read it, its refusal is its value from here on.</summary>
    public override void SetAccess(StatusCode access)
    {
        lock (Subscription.Gate)
        {
            if (access == _access)
            {
                return;
            }

            _access = access;
            Clear();
        }

        TakePresentValue();
    }

    public override void Detach()
    {
        Variable?.Detach(this);
        foreach (SemanticsObserver observer in _semantics)
        {
            observer.Detach();
        }
    }

    protected override void Write(BinaryEncoder encoder, DateTime now)
    {
        encoder.WriteUInt32(_settings.ClientHandle);
        ref readonly DataValue value = ref _queue.Peek();
        encoder.WriteDataValue(AttributeReader.WithTimestamps(value, _settings.Timestamps, now));
        _queue.DropFirst();
    }

    protected override void Clear()
    {
        _queue.Clear();
        _hasSample = false;
        _lastQueued.Clear();
        IsDeferred = false;
        _deferred.Clear();
    }

    private void Defer(in DataValue value)
    {
        _deferred.Set(value);
        if (!IsDeferred)
        {
            IsDeferred = true;
            Subscription.ListDeferred(this);
        }
    }

    private void Take(in DataValue value)
    {
        IsDeferred = false;
        if (!_hasSample || _settings.Filter.IsChange(_lastQueued.Value, value))
        {
            _hasSample = true;
            _lastQueued.Set(value);
            Queue(value);
        }
    }

    private void Queue(in DataValue value)
    {
        bool isKept;
        if (_infoBits == 0)
        {
            isKept = _queue.Enqueue(value);
        }
        else
        {
            isKept = _queue.Enqueue(value with { Status = new StatusCode(value.Status.Code | _infoBits) });
            _infoBits = 0;
        }

        if (!isKept)
        {
            Subscription.Counts.DataOverflows++;
        }

        OnQueued();
    }

    private long Ticks(TimeSpan interval) => (long)(interval.TotalSeconds * _time.TimestampFrequency);
}
