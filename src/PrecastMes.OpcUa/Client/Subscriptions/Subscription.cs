using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// A subscription and its monitored items (Part 4 §5.14). Nothing is lost silently: messages that are missing are asked for again, and where
/// the server no longer has them, a <see cref="NotificationKind.Gap"/> stands in the stream and the present values follow it. A
/// subscription of an <see cref="OpcUaClient"/> ends with its link; one of an <see cref="OpcUaConnection"/> goes on after each break.
/// </summary>
public sealed class Subscription : IAsyncDisposable
{
    private readonly ISubscriptionKeeper _keeper;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly MonitoredItemTable _items = new();
    private readonly NotificationStream _stream;
    private readonly TaskCompletionSource<Exception> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private OpcUaClient _client;
    private ITimer? _watchdog;
    private TimeSpan _silence;
    private long _heardAt;
    private int _isOver;
    private volatile bool _isUnheard;

    private Subscription(OpcUaClient client, ISubscriptionKeeper keeper, SubscriptionOptions options)
    {
        _client = client;
        _keeper = keeper;
        _time = client.Options.Time;
        _logger = client.Options.Logger ?? NullLogger.Instance;
        Options = options;
        _stream = new NotificationStream(_items, options, _time, _logger, Lose, OnNamespaces);
    }

    /// <summary>The server's id; another one after it was made anew.</summary>
    public uint Id { get; private set; }

    /// <summary>What was asked for.</summary>
    public SubscriptionOptions Options { get; private set; }

    /// <summary>As the server revised it.</summary>
    public TimeSpan PublishingInterval { get; private set; }

    /// <summary>The longest time between two messages of the server, as it revised it.</summary>
    public TimeSpan KeepAliveTime { get; private set; }

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<MonitoredItem> Items => _items.All;

    /// <summary>
    /// The stream, in order; <see cref="ChannelReader{T}.ReadAllAsync"/> gives it as an asynchronous sequence. Completes when the
    /// subscription is over, with the reason as its exception, or without one when it was disposed.
    /// </summary>
    public ChannelReader<Notification> Notifications => _stream.Reader;

    /// <summary>Completes, never fails, with the reason as soon as no more notifications come, while some may still wait to be read.</summary>
    public Task<Exception> Broken => _broken.Task;

    /// <summary>Watches more nodes; each one's present value comes as its first notification. Look at <see cref="MonitoredItem.Status"/> of each.</summary>
    /// <exception cref="OpcUaException">The service failed or the link broke; what was not added is not watched.</exception>
    public async Task<IReadOnlyList<MonitoredItem>> AddAsync(IReadOnlyList<MonitoredItemRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        int limit = _client.Options.Profile.MaxItemsPerSubscription;
        if (_items.Count + requests.Count > limit)
        {
            throw new OpcUaException(
                StatusCodes.BadTooManyMonitoredItems, $"{_items.Count} items and {requests.Count} more; {_client.Options.Profile.Name} takes {limit} a subscription");
        }

        return await InTurnAsync(
            async client =>
            {
                // Known before the request leaves: the first values may be here before its answer.
                MonitoredItem[] items = [.. requests.Select(_items.Add)];
                try
                {
                    await CreateItemsAsync(client, items, cancellationToken);
                }
                catch
                {
                    Array.ForEach(items, _items.Remove);
                    throw;
                }

                foreach (MonitoredItem refused in items.Where(item => item.Status.IsBad))
                {
                    _items.Remove(refused);
                }

                return items;
            },
            cancellationToken);
    }

    /// <summary>Changes intervals, queues and filters. One code per item.</summary>
    public Task<StatusCode[]> ModifyAsync(IReadOnlyList<(MonitoredItem Item, MonitoredItemRequest Request)> changes, CancellationToken cancellationToken) =>
        InTurnAsync(client => MonitoredItemCalls.ModifyAsync(client, Id, changes, cancellationToken), cancellationToken);

    /// <summary>Watches these no longer. One code per item; each is gone from <see cref="Items"/> whatever the code.</summary>
    public async Task<StatusCode[]> RemoveAsync(IReadOnlyList<MonitoredItem> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        return await InTurnAsync(
            async client =>
            {
                StatusCode[] results = await MonitoredItemCalls.DeleteAsync(client, Id, items, cancellationToken);
                foreach (MonitoredItem item in items)
                {
                    _items.Remove(item);
                }

                return results;
            },
            cancellationToken);
    }

    /// <summary>Disabled, Sampling (only queues, for triggering) or Reporting. One code per item.</summary>
    public async Task<StatusCode[]> SetModeAsync(IReadOnlyList<MonitoredItem> items, MonitoringMode mode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        return await InTurnAsync(
            async client =>
            {
                StatusCode[] results = await MonitoredItemCalls.SetModeAsync(client, Id, items, mode, cancellationToken);
                for (int i = 0; i < results.Length; i++)
                {
                    items[i].Mode = results[i].IsGood ? mode : items[i].Mode;
                }

                return results;
            },
            cancellationToken);
    }

    /// <summary>Links items to one that triggers their reporting, or unlinks them (Part 4 §5.13.5). One code per link.</summary>
    public Task<StatusCode[]> SetTriggeringAsync(MonitoredItem trigger, IReadOnlyList<MonitoredItem> links, bool add, CancellationToken cancellationToken) =>
        InTurnAsync(
            async client =>
            {
                StatusCode[] results = await MonitoredItemCalls.SetTriggeringAsync(client, Id, trigger, links, add, cancellationToken);
                foreach ((MonitoredItem link, StatusCode result) in links.Zip(results).Where(pair => pair.Second.IsGood))
                {
                    trigger.Triggers.Remove(link);
                    if (add)
                    {
                        trigger.Triggers.Add(link);
                    }
                }

                return results;
            },
            cancellationToken);

    /// <summary>Asks for other intervals and counts; <see cref="SubscriptionOptions.Capacity"/> and <see cref="SubscriptionOptions.CapacityBytes"/> stay.</summary>
    public Task ModifyAsync(SubscriptionOptions options, CancellationToken cancellationToken) =>
        InTurnAsync(
            async client =>
            {
                var request = new ModifySubscriptionRequest
                {
                    SubscriptionId = Id,
                    RequestedPublishingInterval = Interval(options).TotalMilliseconds,
                    RequestedLifetimeCount = options.LifetimeCount,
                    RequestedMaxKeepAliveCount = options.KeepAliveCount,
                    MaxNotificationsPerPublish = options.MaxNotificationsPerPublish,
                    Priority = options.Priority,
                };
                ModifySubscriptionResponse response = await client.SendAsync<ModifySubscriptionResponse>(request, cancellationToken);
                Options = options with { PublishingEnabled = Options.PublishingEnabled };
                Revise(response.RevisedPublishingInterval, response.RevisedMaxKeepAliveCount);
                return response;
            },
            cancellationToken);

    /// <summary>Stops or resumes notifications; keep-alives come on.</summary>
    public Task SetPublishingAsync(bool enabled, CancellationToken cancellationToken) =>
        InTurnAsync(
            async client =>
            {
                var request = new SetPublishingModeRequest { PublishingEnabled = enabled, SubscriptionIds = [Id] };
                SetPublishingModeResponse response = await client.SendAsync<SetPublishingModeResponse>(request, cancellationToken);
                StatusCode result = response.Results is [var one] ? one : StatusCodes.BadUnknownResponse;
                if (result.IsBad)
                {
                    throw new OpcUaException(result, "the publishing mode was not set");
                }

                Options = Options with { PublishingEnabled = enabled };
                return response;
            },
            cancellationToken);

    /// <summary>Asks for the events of all conditions that are of interest now (Part 9 §5.5.7); they come into the stream.</summary>
    public Task<CallResult> RefreshConditionsAsync(CancellationToken cancellationToken) =>
        InTurnAsync(client => client.CallAsync(ObjectTypeIds.ConditionType, ConditionCalls.ConditionRefresh, [Id], cancellationToken), cancellationToken);

    /// <summary>Deletes the subscription on the server, as far as the link still carries that.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!End(null, new OpcUaException(StatusCodes.BadNoSubscription, "the subscription was disposed")))
        {
            return;
        }

        try
        {
            await _client.SendAsync<DeleteSubscriptionsResponse>(new DeleteSubscriptionsRequest { SubscriptionIds = [Id] }, CancellationToken.None);
        }
        catch (OpcUaException)
        {
            // At its lifetime's end it is gone, too, unless its session goes on and is told.
            IsLeftBehind = true;
        }
    }

    internal static async Task<Subscription> CreateAsync(OpcUaClient client, ISubscriptionKeeper keeper, SubscriptionOptions options, CancellationToken cancellationToken)
    {
        var subscription = new Subscription(client, keeper, options);
        await subscription.CreateOnServerAsync(client, cancellationToken);
        await subscription.WatchNamespacesAsync(client, cancellationToken);
        return subscription;
    }

    /// <summary>Disposed while there was no link: the server still has it.</summary>
    internal bool IsLeftBehind { get; private set; }

    /// <summary>Nothing came since it was last taken to another link: more of the same would not help.</summary>
    internal bool IsSilentSinceResumed { get; private set; }

    /// <summary>Called by the receiving loop, in the order of the messages. True when the message is to be acknowledged.</summary>
    internal bool OnMessage(NotificationMessage message)
    {
        Volatile.Write(ref _heardAt, _time.GetTimestamp());
        _isUnheard = false;
        _stream.Take(message);
        return message.NotificationData is { Length: > 0 };
    }

    /// <summary>The server does not have it any more.</summary>
    internal void Lose(OpcUaException reason)
    {
        if (Volatile.Read(ref _isOver) == 0)
        {
            _keeper.OnLost(this, reason);
        }
    }

    internal void OnLinkBroke(OpcUaException reason)
    {
        _stream.Hold();
        _keeper.OnLinkBroke(this, reason);
    }

    /// <summary>Once, for good; what was asked for is no news for the log.</summary>
    internal void Break(OpcUaException reason, bool asAsked = false)
    {
        if (End(reason, reason) && !asAsked)
        {
            Log.SubscriptionBroke(_logger, Id, reason.Message);
        }
    }

    /// <summary>After its session came to a new channel, or it came to a new session: asks for what was sent meanwhile, then goes on.</summary>
    /// <returns>False when the server no longer has it.</returns>
    internal async Task<bool> ResumeAsync(OpcUaClient client, CancellationToken cancellationToken)
    {
        _client = client;
        _isUnheard = true;
        Volatile.Write(ref _heardAt, _time.GetTimestamp());
        if (!await _stream.ResumeAsync(client, cancellationToken))
        {
            return false;
        }

        client.Pump.Add(Id, this);
        return true;
    }

    /// <summary>Ends it with its connection; the server ends it with the session.</summary>
    internal void Close() => End(null, new OpcUaException(StatusCodes.BadConnectionClosed, "the connection was closed"));

    /// <summary>As far as the server takes that.</summary>
    internal async Task DeleteOldAsync(OpcUaClient client)
    {
        try
        {
            await client.SendAsync<DeleteSubscriptionsResponse>(new DeleteSubscriptionsRequest { SubscriptionIds = [Id] }, CancellationToken.None);
        }
        catch (OpcUaException)
        {
            // Its lifetime ends it.
        }
    }

    /// <summary>A new subscription with the same items in place of one that the server no longer has.</summary>
    internal async Task RecreateAsync(OpcUaClient client, string reason, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _client.Pump.Remove(Id);
            _client = client;
            IsSilentSinceResumed = false;
            _isUnheard = false;
            _stream.MarkRecreated(reason);
            await CreateOnServerAsync(client, cancellationToken);
            await WatchNamespacesAsync(client, cancellationToken);
            MonitoredItem[] items = _items.All;
            await CreateItemsAsync(client, items, cancellationToken);
            foreach (MonitoredItem trigger in items.Where(item => item.Triggers.Count > 0))
            {
                await MonitoredItemCalls.SetTriggeringAsync(client, Id, trigger, trigger.Triggers, add: true, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<T> InTurnAsync<T>(Func<OpcUaClient, Task<T>> call, CancellationToken cancellationToken)
    {
        // One change at a time: while the subscription is made anew, its ids are none.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await call(_client);
        }
        finally
        {
            _turn.Release();
        }
    }

    private TimeSpan Interval(SubscriptionOptions options) =>
        options.PublishingInterval < _client.Options.Profile.MinPublishingInterval ? _client.Options.Profile.MinPublishingInterval : options.PublishingInterval;

    private async Task CreateOnServerAsync(OpcUaClient client, CancellationToken cancellationToken)
    {
        var request = new CreateSubscriptionRequest
        {
            RequestedPublishingInterval = Interval(Options).TotalMilliseconds,
            RequestedLifetimeCount = Options.LifetimeCount,
            RequestedMaxKeepAliveCount = Options.KeepAliveCount,
            MaxNotificationsPerPublish = Options.MaxNotificationsPerPublish,
            PublishingEnabled = Options.PublishingEnabled,
            Priority = Options.Priority,
        };

        // Known to the pump before the next message is looked at, which may be its first notification; that may even come first.
        using PublishPump.Expectation expected = client.Pump.Expect();
        await client.SendAsync<CreateSubscriptionResponse>(request, cancellationToken, Begin);
    }

    /// <summary>A download may move the namespaces under a session that goes on; where the server does not tell, the next session shows it.</summary>
    private async Task WatchNamespacesAsync(OpcUaClient client, CancellationToken cancellationToken)
    {
        if (_keeper.FollowsNamespaces)
        {
            await MonitoredItemCalls.CreateAsync(client, Id, [_items.Namespaces], cancellationToken);
        }
    }

    private void OnNamespaces(DataValue value)
    {
        if (value.Value.TryGet(out string?[]? uris) && uris is not null && !uris.Select(uri => uri ?? "").SequenceEqual(_client.NamespaceUris))
        {
            _keeper.OnNamespacesChanged(this);
        }
    }

    private void Begin(CreateSubscriptionResponse response)
    {
        Id = response.SubscriptionId;
        _stream.Restart(_client, Id);
        Revise(response.RevisedPublishingInterval, response.RevisedMaxKeepAliveCount);
        _client.Pump.Add(Id, this);
    }

    private void Revise(double publishingInterval, uint keepAliveCount)
    {
        double interval = double.IsFinite(publishingInterval) ? Math.Clamp(publishingInterval, 1, uint.MaxValue) : Options.PublishingInterval.TotalMilliseconds;
        PublishingInterval = TimeSpan.FromMilliseconds(interval);
        KeepAliveTime = TimeSpan.FromMilliseconds(Math.Min(interval * Math.Max(1, keepAliveCount), uint.MaxValue - 1));
        _silence = 2 * KeepAliveTime > _client.Options.KeepAliveInterval ? 2 * KeepAliveTime : _client.Options.KeepAliveInterval;
        Volatile.Write(ref _heardAt, _time.GetTimestamp());
        _watchdog?.Dispose();
        TimeSpan period = TimeSpan.FromMilliseconds(Math.Min(_silence.TotalMilliseconds / 4, uint.MaxValue - 1));
        _watchdog = _time.CreateTimer(static state => ((Subscription)state!).Listen(), this, period, period);
    }

    private void Listen()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _heardAt)) > _silence && Volatile.Read(ref _isOver) == 0 && !_client.Broken.IsCompleted)
        {
            Volatile.Write(ref _heardAt, _time.GetTimestamp());
            IsSilentSinceResumed = _isUnheard;
            _keeper.OnSilent(this, new OpcUaException(StatusCodes.BadTimeout, $"nothing was heard of subscription {Id} for {_silence}"));
        }
    }

    private async Task CreateItemsAsync(OpcUaClient client, MonitoredItem[] items, CancellationToken cancellationToken)
    {
        var known = new List<MonitoredItem>(items.Length);
        foreach (MonitoredItem item in items)
        {
            if (client.TryResolve(item.Request.NodeId, out NodeId node))
            {
                item.NodeId = node;
                known.Add(item);
            }
            else
            {
                item.Status = StatusCodes.BadNodeIdUnknown;
            }
        }

        await MonitoredItemCalls.CreateAsync(client, Id, known, cancellationToken);
    }

    private bool End(OpcUaException? completion, OpcUaException reason)
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
        {
            return false;
        }

        _client.Pump.Remove(Id);
        _watchdog?.Dispose();
        _stream.Complete(completion);
        _broken.TrySetResult(reason);
        return true;
    }
}
