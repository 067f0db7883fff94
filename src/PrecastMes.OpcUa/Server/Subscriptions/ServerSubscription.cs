namespace PrecastMes.OpcUa.Server;

/// <summary>A subscription (Part 4 §5.14.1): collects the notifications of its items and sends them once per publishing interval.</summary>
internal sealed class ServerSubscription
{
    // The timers of a system may be late by some milliseconds. A subscription that is to publish faster than this begins its cycle with the
    // first change that finds an interval gone by since its last notifications.
    private static readonly TimeSpan CoarseTimers = TimeSpan.FromMilliseconds(10);

    private readonly OpcUaServerOptions _options;
    private readonly SubscriptionRegister _register;
    private readonly ITimer _timer;
    private readonly SubscriptionItems _items;
    private readonly ReadyItems _ready = new();
    private readonly PublishingState _state = new();
    private readonly NotificationMessages _messages;
    private readonly Polling _polling;
    private Session? _session;
    private bool _isLate;
    private bool _isClosed;
    private bool _isCycleBegun;
    private long _lastNotified;

    public ServerSubscription(uint id, SubscriptionSettings settings, Session session, OpcUaServerOptions options, SubscriptionRegister register)
    {
        Id = id;
        Settings = settings;
        Owner = SubscriptionOwner.Of(session);
        _session = session;
        _options = options;
        _register = register;
        _items = new SubscriptionItems(options.Limits, new PolledItems(options.Limits, register, options.IntervalTime));
        QueueBudget = new ByteBudget(options.Limits.MaxQueuedBytesPerSubscription, register.QueueBudget);
        _messages = new NotificationMessages(id, _ready, options);
        _polling = new Polling(Gate, _items.Polled);
        _lastNotified = options.IntervalTime.GetTimestamp();
        _timer = options.IntervalTime.CreateTimer(
            static state => ((ServerSubscription)state!).BeginCycle(), this, settings.PublishingInterval, settings.PublishingInterval);
    }

    public uint Id { get; }

    /// <summary>Guards the subscription and its items. Inside it no other lock is taken but the publish queue's and the connection's.</summary>
    public Lock Gate { get; } = new();

    public SubscriptionSettings Settings { get; private set; }

    public SubscriptionOwner Owner { get; private set; }

    /// <summary>Null while no session has it: its client closed the session and left it behind.</summary>
    public Session? Session => Volatile.Read(ref _session);

    /// <summary>True when a message waits for a Publish request.</summary>
    public bool IsLate => Volatile.Read(ref _isLate);

    /// <summary>Since when it waits, by the interval clock.</summary>
    public long LateSince { get; private set; }

    /// <summary>What its items' queues may hold.</summary>
    public ByteBudget QueueBudget { get; }

    /// <summary>Its items; to be used with <see cref="Gate"/> held.</summary>
    public SubscriptionItems Items => _items;

    /// <summary>To be used with <see cref="Gate"/> held.</summary>
    public SubscriptionCounts Counts { get; } = new();

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
            Counts.Modified++;
            bool sameInterval = settings.PublishingInterval == Settings.PublishingInterval;
            Settings = settings;
            _state.OnServiceCall();
            if (!sameInterval && !_isClosed)
            {
                _timer.Change(settings.PublishingInterval, settings.PublishingInterval);
            }
        }
    }

    public void SetPublishingMode(bool isEnabled)
    {
        lock (Gate)
        {
            Counts.Enabled += isEnabled ? 1u : 0;
            Counts.Disabled += isEnabled ? 0 : 1u;
            Settings = Settings with { PublishingEnabled = isEnabled };
            _state.OnServiceCall();
        }
    }

    /// <summary>Some session wants to have it.</summary>
    public void OnTransferAsked()
    {
        lock (Gate)
        {
            Counts.TransferRequests++;
        }
    }

    /// <summary>Adds the item that <paramref name="make"/> makes from its id; its first value comes with the next publish.</summary>
    public StatusCode Add(Func<uint, MonitoredItem> make, MonitoringMode mode, out MonitoredItem? item)
    {
        item = null;
        lock (Gate)
        {
            _state.OnServiceCall();
            if (_isClosed)
            {
                return StatusCodes.BadSubscriptionIdInvalid;
            }

            if (_items.Count >= _options.Limits.MaxMonitoredItemsPerSubscription || !_register.TryCountItem())
            {
                return StatusCodes.BadTooManyMonitoredItems;
            }

            item = make(_items.NextId());
            _items.Add(item);
            item.SetMode(mode);
            return StatusCodes.Good;
        }
    }

    public MonitoredItem? Find(uint itemId)
    {
        lock (Gate)
        {
            _state.OnServiceCall();
            return _items.Find(itemId);
        }
    }

    public bool Remove(uint itemId)
    {
        MonitoredItem? item;
        lock (Gate)
        {
            _state.OnServiceCall();
            item = _items.Remove(itemId);
        }

        item?.Detach();
        _register.OnItemsRemoved(item is null ? 0 : 1);
        return item is not null;
    }

    /// <summary>Called by items, with the lock held.</summary>
    public void ListReady(MonitoredItem item)
    {
        _ready.Add(item);
        if (!_isCycleBegun && !_isLate && Settings.PublishingInterval < CoarseTimers && HasNotifications
            && _options.IntervalTime.GetElapsedTime(_lastNotified) >= Settings.PublishingInterval)
        {
            _isCycleBegun = true;
            ThreadPool.UnsafeQueueUserWorkItem(static subscription => subscription.BeginCycle(), this, preferLocal: false);
        }
    }

    /// <summary>Called by items, with the lock held.</summary>
    public void ListDeferred(DataMonitoredItem item) => _items.AddDeferred(item);

    public StatusCode Acknowledge(uint sequenceNumber)
    {
        lock (Gate)
        {
            return _messages.Acknowledge(sequenceNumber) ? StatusCodes.Good : StatusCodes.BadSequenceNumberUnknown;
        }
    }

    /// <summary>A message that was sent, held for the caller; null when it was acknowledged or gave way to newer ones.</summary>
    public SentMessage? FindSent(uint sequenceNumber)
    {
        lock (Gate)
        {
            _state.OnServiceCall();
            Counts.RepublishRequests++;
            SentMessage? found = _messages.Find(sequenceNumber);
            Counts.Republished += found is null ? 0 : 1u;
            return found;
        }
    }

    /// <summary>A Publish request has come: what is overdue goes out. The caller flushes its connection.</summary>
    public void OnPublishRequest()
    {
        lock (Gate)
        {
            if (_state.IsLate && !_isClosed)
            {
                Send();
            }
        }
    }

    /// <summary>Part 5 §9.2: the present values of the reporting items go out once more.</summary>
    public void ResendData()
    {
        lock (Gate)
        {
            _state.OnServiceCall();
            _items.Resend();
        }
    }

    /// <summary>Belongs to another session from here on; gives the numbers of the messages that Republish still has, or null when it was closed meanwhile.</summary>
    public uint[]? Transfer(Session session, bool sendInitialValues)
    {
        uint[] available;
        ServerConnection? toFlush;
        lock (Gate)
        {
            if (_isClosed)
            {
                return null;
            }

            // Told before it is taken: a Publish that arrives in between has an answer, be it the last one the session gets.
            toFlush = _session?.PublishQueue.Tell(_messages.StatusChange(StatusCodes.GoodSubscriptionTransferred), _options.IntervalTime.GetTimestamp());
            _session?.Subscriptions.Forget(Id);
            Volatile.Write(ref _session, session);
            bool isSameClient = Owner.ApplicationUri == session.ApplicationUri;
            Counts.TransfersToSameClient += isSameClient ? 1u : 0;
            Counts.TransfersToOthers += isSameClient ? 0 : 1u;
            Owner = SubscriptionOwner.Of(session);
            session.Subscriptions.Add(this);
            _state.OnTransferred();
            SetLate();
            if (sendInitialValues)
            {
                _items.Resend();
            }

            available = _messages.Available();
        }

        _ = toFlush?.FlushAsync();
        return available;
    }

    /// <summary>
    /// Another user has its session (Part 4 §5.7.3): it is his from here on, he gets nothing again that was sent to the user before, and of what it
    /// watches he sees what he may.
    /// </summary>
    public void OnUserChanged(Session session, Func<MonitoredItem, StatusCode> accessTo)
    {
        MonitoredItem[] items;
        lock (Gate)
        {
            Owner = SubscriptionOwner.Of(session);
            _messages.Clear();
            items = [.. _items.All];
        }

        foreach (MonitoredItem item in items)
        {
            item.SetAccess(accessTo(item));
        }
    }

    /// <summary>
    /// Its session is gone: it goes with it, or waits for another session until its lifetime is over (Part 4 §5.7.4), where somebody could
    /// prove that it is his.
    /// </summary>
    public void OnSessionClosed(Session session, bool delete)
    {
        lock (Gate)
        {
            if (!ReferenceEquals(_session, session))
            {
                return;
            }

            Volatile.Write(ref _session, null);
        }

        if (delete || !Owner.CanBeFound)
        {
            Close("its session closed");
        }
    }

    /// <summary>Its settings and what it has counted, at one moment (Part 5 §12.15).</summary>
    public SubscriptionDiagnosticsDataType Diagnostics()
    {
        lock (Gate)
        {
            return new SubscriptionDiagnosticsDataType
            {
                SessionId = _session?.SessionId ?? NodeId.Null,
                SubscriptionId = Id,
                Priority = Settings.Priority,
                PublishingInterval = Settings.PublishingInterval.TotalMilliseconds,
                MaxKeepAliveCount = Settings.KeepAliveCount,
                MaxLifetimeCount = Settings.LifetimeCount,
                MaxNotificationsPerPublish = Settings.MaxNotificationsPerPublish,
                PublishingEnabled = Settings.PublishingEnabled,
                ModifyCount = Counts.Modified,
                EnableCount = Counts.Enabled,
                DisableCount = Counts.Disabled,
                RepublishRequestCount = Counts.RepublishRequests,
                RepublishMessageRequestCount = Counts.RepublishRequests,
                RepublishMessageCount = Counts.Republished,
                TransferRequestCount = Counts.TransferRequests,
                TransferredToAltClientCount = Counts.TransfersToOthers,
                TransferredToSameClientCount = Counts.TransfersToSameClient,
                PublishRequestCount = Counts.PublishRequests,
                DataChangeNotificationsCount = _ready.DataWritten,
                EventNotificationsCount = _ready.EventsWritten,
                NotificationsCount = _ready.DataWritten + _ready.EventsWritten,
                LatePublishRequestCount = Counts.Late,
                CurrentKeepAliveCount = _state.CyclesWithoutMessage,
                CurrentLifetimeCount = _state.CyclesWithoutRequest,
                UnacknowledgedMessageCount = (uint)_messages.UnacknowledgedCount,
                DiscardedMessageCount = _messages.DiscardedCount,
                MonitoredItemCount = (uint)_items.Count,
                DisabledMonitoredItemCount = (uint)_items.DisabledCount,
                MonitoringQueueOverflowCount = Counts.DataOverflows,
                NextSequenceNumber = _messages.NextSequenceNumber,
                EventQueueOverFlowCount = Counts.EventOverflows,
            };
        }
    }

    /// <summary>Ends it for good, once.</summary>
    public void Close(string reason)
    {
        IReadOnlyCollection<MonitoredItem> items;
        lock (Gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            items = _items.Clear();
            _ready.Clear();
            _messages.Clear();
        }

        _timer.Dispose();
        foreach (MonitoredItem item in items)
        {
            item.Detach();
        }

        Session?.Subscriptions.Forget(Id);
        _register.OnItemsRemoved(items.Count);
        _register.OnClosed(this, reason);
    }

    private bool HasNotifications => Settings.PublishingEnabled && _ready.Any;

    // Nobody stands above it: what it threw would end the process.
    private void BeginCycle()
    {
        try
        {
            OnPublishingInterval();
        }
        catch (Exception exception)
        {
            Log.PublishingFailed(_register.Logger, exception, Id);
        }
    }

    private void OnPublishingInterval()
    {
        _polling.Run((long)(Settings.PublishingInterval.TotalSeconds / 2 * _options.IntervalTime.TimestampFrequency));
        ServerConnection? toFlush = null;
        bool ranOut;
        lock (Gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isCycleBegun = false;
            _items.TakeDeferred(Settings.PublishingInterval);
            bool hasRequest = _session?.PublishQueue.HasRequest(_options.IntervalTime.GetTimestamp(), ref toFlush) == true;
            PublishingStep step = _state.OnInterval(Settings.LifetimeCount, Settings.KeepAliveCount, HasNotifications, hasRequest);
            ranOut = step == PublishingStep.Expire;
            if (step == PublishingStep.Send)
            {
                toFlush = Send() ?? toFlush;
            }

            SetLate();
        }

        _ = toFlush?.FlushAsync();
        if (ranOut)
        {
            Session? session = Session;
            ServerConnection? told = session?.PublishQueue.Tell(_messages.StatusChange(StatusCodes.BadTimeout), _options.IntervalTime.GetTimestamp());
            _ = told?.FlushAsync();
            Close($"no publish request for {Settings.LifetimeCount} intervals");
            session?.FailIdlePublishes();
        }
    }

    /// <summary>Sends as long as there is something to say and somebody to say it to. Gives the connection to flush.</summary>
    private ServerConnection? Send()
    {
        ServerConnection? connection = null;
        do
        {
            if (_session?.PublishQueue.TryDequeue(_options.IntervalTime.GetTimestamp()) is not { } request)
            {
                break;
            }

            // A session's requests come from one connection: taking it to another fails the waiting ones.
            connection = request.Connection;
            Counts.PublishRequests++;
            if (HasNotifications)
            {
                _lastNotified = _options.IntervalTime.GetTimestamp();
            }

            connection.Enqueue(
                request.RequestId,
                HasNotifications ? _messages.Notifications(request, Settings.MaxNotificationsPerPublish) : _messages.KeepAlive(request));
            _state.OnSent(HasNotifications);
        }
        while (HasNotifications);

        SetLate();
        return connection;
    }

    private void SetLate()
    {
        if (_state.IsLate && !_isLate)
        {
            LateSince = _options.IntervalTime.GetTimestamp();
            Counts.Late++;
        }

        Volatile.Write(ref _isLate, _state.IsLate);
    }
}
