namespace PrecastMes.OpcUa.Server;

/// <summary>A subscription (Part 4 §5.14.1): collects the changes of its items and sends them once per publishing interval.</summary>
internal sealed class ServerSubscription
{
    private readonly PublishQueue _publishQueue;
    private readonly OpcUaServerOptions _options;
    private readonly Action<ServerSubscription> _onRanOut;
    private readonly ITimer _timer;
    private readonly Dictionary<uint, MonitoredItem> _items = [];
    private readonly Queue<MonitoredItem> _ready = new();
    private readonly List<MonitoredItem> _deferred = [];
    private readonly List<MonitoredItem> _polled = [];
    private readonly Retransmission _sent;
    private SubscriptionSettings _settings;
    private uint _nextSequenceNumber = 1;
    private uint _lastItemId;
    private uint _cyclesWithoutMessage;
    private uint _cyclesWithoutRequest;
    private bool _hasSent;
    private bool _isLate;
    private bool _isClosed;

    public ServerSubscription(uint id, SubscriptionSettings settings, PublishQueue publishQueue, OpcUaServerOptions options, Action<ServerSubscription> onRanOut)
    {
        Id = id;
        _settings = settings;
        _publishQueue = publishQueue;
        _options = options;
        _onRanOut = onRanOut;
        _sent = new Retransmission(options.Limits.MaxRetransmissionQueue);
        _timer = options.IntervalTime.CreateTimer(
            static state => ((ServerSubscription)state!).OnPublishingInterval(), this, settings.PublishingInterval, settings.PublishingInterval);
    }

    public uint Id { get; }

    /// <summary>Guards the subscription and its items. Inside it no other lock is taken but the publish queue's and the connection's.</summary>
    public Lock Gate { get; } = new();

    public SubscriptionSettings Settings => _settings;

    public byte Priority => _settings.Priority;

    public bool IsLate => Volatile.Read(ref _isLate);

    public int ItemCount
    {
        get
        {
            lock (Gate)
            {
                return _items.Count;
            }
        }
    }

    public void Modify(SubscriptionSettings settings)
    {
        lock (Gate)
        {
            bool sameInterval = settings.PublishingInterval == _settings.PublishingInterval;
            _settings = settings;
            _cyclesWithoutRequest = 0;
            if (!sameInterval)
            {
                _timer.Change(settings.PublishingInterval, settings.PublishingInterval);
            }
        }
    }

    public uint NextItemId() => Interlocked.Increment(ref _lastItemId);

    /// <summary>Adds the item; its first value comes with the next publish.</summary>
    public void Add(MonitoredItem item, DataValue? firstValue, MonitoringMode mode)
    {
        lock (Gate)
        {
            _items[item.Id] = item;
            _cyclesWithoutRequest = 0;
            item.SetMode(mode);
            if (item.Variable is { IsComputed: true })
            {
                _polled.Add(item);
            }

            if (firstValue is { } value)
            {
                item.Sample(value);
            }
        }

        // Outside the lock: a variable's own lock comes before the subscription's.
        if (item.Variable is { IsComputed: false } variable)
        {
            variable.Attach(item);
        }
    }

    public MonitoredItem? Find(uint itemId)
    {
        lock (Gate)
        {
            return _items.GetValueOrDefault(itemId);
        }
    }

    public bool Remove(uint itemId)
    {
        MonitoredItem? item;
        lock (Gate)
        {
            _cyclesWithoutRequest = 0;
            if (!_items.Remove(itemId, out item))
            {
                return false;
            }

            item.SetMode(MonitoringMode.Disabled);
            _polled.Remove(item);
            _deferred.Remove(item);
        }

        item.Variable?.Detach(item);
        return true;
    }

    /// <summary>Called by items, with the lock held.</summary>
    public void ListReady(MonitoredItem item)
    {
        if (!item.IsListedReady)
        {
            item.IsListedReady = true;
            _ready.Enqueue(item);
        }
    }

    /// <summary>Called by items, with the lock held.</summary>
    public void ListDeferred(MonitoredItem item) => _deferred.Add(item);

    public StatusCode Acknowledge(uint sequenceNumber)
    {
        lock (Gate)
        {
            return _sent.Acknowledge(sequenceNumber) ? StatusCodes.Good : StatusCodes.BadSequenceNumberUnknown;
        }
    }

    public NotificationMessage? FindSent(uint sequenceNumber)
    {
        lock (Gate)
        {
            _cyclesWithoutRequest = 0;
            return _sent.Find(sequenceNumber);
        }
    }

    /// <summary>A Publish request has come: what is overdue goes out. The caller flushes its connection.</summary>
    public void OnPublishRequest()
    {
        lock (Gate)
        {
            if (_isLate && !_isClosed)
            {
                Send([]);
            }
        }
    }

    public void Close()
    {
        List<MonitoredItem> items;
        lock (Gate)
        {
            _isClosed = true;
            items = [.. _items.Values];
            _items.Clear();
            _ready.Clear();
            _polled.Clear();
            _deferred.Clear();
        }

        _timer.Dispose();
        foreach (MonitoredItem item in items)
        {
            item.Variable?.Detach(item);
        }
    }

    private void OnPublishingInterval()
    {
        var toFlush = new HashSet<ServerConnection>();
        bool ranOut = false;
        lock (Gate)
        {
            if (_isClosed)
            {
                return;
            }

            Collect();
            _cyclesWithoutMessage++;
            _cyclesWithoutRequest = _publishQueue.Count > 0 ? 0 : _cyclesWithoutRequest + 1;
            ranOut = _cyclesWithoutRequest >= _settings.LifetimeCount;
            if (!ranOut && (HasNotifications || IsKeepAliveDue))
            {
                Send(toFlush);
            }
        }

        foreach (ServerConnection connection in toFlush)
        {
            _ = connection.FlushAsync();
        }

        if (ranOut)
        {
            _onRanOut(this);
        }
    }

    private bool HasNotifications => _settings.PublishingEnabled && _ready.Count > 0;

    // The first message is due at the end of the first interval, changes or not (Part 4 §5.14.1.2).
    private bool IsKeepAliveDue => !_hasSent || _cyclesWithoutMessage >= _settings.KeepAliveCount;

    private void Collect()
    {
        foreach (MonitoredItem item in _polled)
        {
            item.Sample(item.Variable!.Current);
        }

        if (_deferred.Count > 0)
        {
            foreach (MonitoredItem item in _deferred)
            {
                item.TakeDeferred(_settings.PublishingInterval);
            }

            _deferred.RemoveAll(item => !item.IsDeferred);
        }
    }

    private void Send(HashSet<ServerConnection> toFlush)
    {
        do
        {
            if (_publishQueue.TryDequeue(_options.IntervalTime.GetTimestamp()) is not { } request)
            {
                _isLate = true;
                return;
            }

            NotificationMessage message = HasNotifications ? NextMessage() : KeepAlive();
            _isLate = false;
            _hasSent = true;
            _cyclesWithoutMessage = 0;
            var response = new PublishResponse
            {
                ResponseHeader = new ResponseHeader { RequestHandle = request.RequestHandle, Timestamp = message.PublishTime },
                SubscriptionId = Id,
                AvailableSequenceNumbers = _sent.Available(),
                MoreNotifications = HasNotifications,
                NotificationMessage = message,
                Results = request.AcknowledgeResults,
            };
            request.Connection.Enqueue(request.RequestId, response);
            toFlush.Add(request.Connection);
        }
        while (HasNotifications);
    }

    // The number is that of the next message with notifications, which takes it then (Part 4 §7.26).
    private NotificationMessage KeepAlive() => new() { SequenceNumber = _nextSequenceNumber, PublishTime = Now() };

    private NotificationMessage NextMessage()
    {
        DateTime now = Now();
        int limit = _settings.MaxNotificationsPerPublish == 0 ? int.MaxValue : (int)Math.Min(_settings.MaxNotificationsPerPublish, int.MaxValue);
        var notifications = new List<MonitoredItemNotification>(Math.Min(_ready.Count, limit));
        while (notifications.Count < limit && _ready.TryPeek(out MonitoredItem? item))
        {
            if (item.HasNotifications && item.TryDequeue(out DataValue value))
            {
                notifications.Add(new MonitoredItemNotification
                {
                    ClientHandle = item.Settings.ClientHandle,
                    Value = Services.AttributeReader.WithTimestamps(value, item.Settings.Timestamps, now),
                });
            }
            else
            {
                item.IsListedReady = false;
                _ready.Dequeue();
            }
        }

        // Items that are empty now must not announce a message that has nothing to say.
        while (_ready.TryPeek(out MonitoredItem? empty) && !empty.HasNotifications)
        {
            empty.IsListedReady = false;
            _ready.Dequeue();
        }

        var message = new NotificationMessage
        {
            SequenceNumber = _nextSequenceNumber,
            PublishTime = now,
            NotificationData = [new ExtensionObject(new DataChangeNotification { MonitoredItems = [.. notifications] })],
        };
        _nextSequenceNumber = _nextSequenceNumber == uint.MaxValue ? 1 : _nextSequenceNumber + 1;
        _sent.Add(message);
        return message;
    }

    private DateTime Now() => _options.Time.GetUtcNow().UtcDateTime;
}
