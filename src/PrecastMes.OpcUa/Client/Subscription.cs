using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// A subscription and its watched nodes. It never loses a change silently: a gap in the server's numbers or a reader that is too slow
/// breaks it, which the reader of <see cref="Changes"/> gets to know.
/// </summary>
public sealed class Subscription : IAsyncDisposable
{
    private readonly ClientChannel _channel;
    private readonly PublishPump _pump;
    private readonly int _itemsPerCall;
    private readonly SubscriptionOptions _options;
    private readonly ILogger _logger;
    private readonly Channel<DataChange> _changes;
    private readonly ConcurrentDictionary<uint, MonitoredItemRequest> _items = new();
    private readonly TaskCompletionSource<Exception> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private uint _lastHandle;
    private uint _expectedNumber = 1;
    private int _isOver;

    private Subscription(ClientChannel channel, PublishPump pump, SubscriptionOptions options, int itemsPerCall, ILogger logger)
    {
        _channel = channel;
        _pump = pump;
        _options = options;
        _itemsPerCall = itemsPerCall;
        _logger = logger;
        _changes = Channel.CreateBounded<DataChange>(new BoundedChannelOptions(options.Capacity) { SingleWriter = true });
    }

    public uint Id { get; private set; }

    /// <summary>As the server revised it.</summary>
    public TimeSpan PublishingInterval { get; private set; }

    /// <summary>Every change in order. Completes when the link or the subscription is gone, with the reason as its exception.</summary>
    public ChannelReader<DataChange> Changes => _changes.Reader;

    /// <summary>Completes, never fails, with the reason as soon as no more changes come, while some may still wait to be read.</summary>
    public Task<Exception> Broken => _broken.Task;

    /// <summary>Watches more nodes; each one's present value comes as its first change. One code per item.</summary>
    public async Task<IReadOnlyList<StatusCode>> AddAsync(IReadOnlyList<MonitoredItemRequest> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        var results = new List<StatusCode>(items.Count);
        foreach (MonitoredItemRequest[] part in items.Chunk(_itemsPerCall))
        {
            // Before the request leaves: the first values may be here before its answer.
            uint[] handles = [.. part.Select(Register)];
            var request = new CreateMonitoredItemsRequest
            {
                SubscriptionId = Id,
                TimestampsToReturn = TimestampsToReturn.Both,
                ItemsToCreate = [.. part.Zip(handles, ToRequest)],
            };
            CreateMonitoredItemsResponse response = await _channel.SendAsync<CreateMonitoredItemsResponse>(request, cancellationToken);
            if (response.Results?.Length != part.Length)
            {
                throw new OpcUaException(StatusCodes.BadUnknownResponse, $"{response.Results?.Length ?? 0} results for {part.Length} items");
            }

            for (int i = 0; i < part.Length; i++)
            {
                Keep(handles[i], response.Results[i]);
                results.Add(response.Results[i].StatusCode);
            }
        }

        return results;
    }

    /// <summary>Deletes the subscription on the server, as far as the link still carries that.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
        {
            return;
        }

        _pump.Remove(Id);
        _changes.Writer.TryComplete();
        _broken.TrySetResult(new OpcUaException(StatusCodes.BadNoSubscription, "the subscription was disposed"));
        try
        {
            await _channel.SendAsync<DeleteSubscriptionsResponse>(new DeleteSubscriptionsRequest { SubscriptionIds = [Id] }, CancellationToken.None);
        }
        catch (OpcUaException)
        {
            // With the link the subscription is gone, too: at its lifetime's end.
        }
    }

    internal static async Task<Subscription> CreateAsync(
        ClientChannel channel, PublishPump pump, SubscriptionOptions options, int itemsPerCall, OpcUaClientOptions clientOptions, CancellationToken cancellationToken)
    {
        var subscription = new Subscription(channel, pump, options, itemsPerCall, clientOptions.Logger ?? NullLogger.Instance);
        var request = new CreateSubscriptionRequest
        {
            RequestedPublishingInterval = options.PublishingInterval.TotalMilliseconds,
            RequestedLifetimeCount = options.LifetimeCount,
            RequestedMaxKeepAliveCount = options.KeepAliveCount,
            MaxNotificationsPerPublish = options.MaxNotificationsPerPublish,
            PublishingEnabled = true,
            Priority = options.Priority,
        };

        // Known to the pump before the next message is looked at, which may be its first notification.
        await channel.SendAsync<CreateSubscriptionResponse>(request, cancellationToken, subscription.Begin);
        return subscription;
    }

    /// <summary>Called by the receiving loop, in the order of the messages. True when the message is to be acknowledged.</summary>
    internal bool OnNotification(NotificationMessage message)
    {
        if (message.NotificationData is not { Length: > 0 } data)
        {
            return false;
        }

        if (message.SequenceNumber != _expectedNumber)
        {
            Break(new OpcUaException(StatusCodes.BadSequenceNumberInvalid, $"message {message.SequenceNumber} came when {_expectedNumber} was due: changes are lost"));
            return true;
        }

        _expectedNumber = _expectedNumber == uint.MaxValue ? 1 : _expectedNumber + 1;
        foreach (ExtensionObject? each in data)
        {
            switch (each?.Structure)
            {
                case DataChangeNotification change:
                    Deliver(change);
                    break;
                case StatusChangeNotification status when status.Status.IsBad:
                    Break(new OpcUaException(status.Status, "the server ended the subscription"));
                    break;
            }
        }

        return true;
    }

    /// <summary>Once, for good; what was asked for is no news for the log.</summary>
    internal void Break(OpcUaException reason, bool asAsked = false)
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            _pump.Remove(Id);
            if (!asAsked)
            {
                Log.SubscriptionBroke(_logger, Id, reason.Message);
            }

            _changes.Writer.TryComplete(reason);
            _broken.TrySetResult(reason);
        }
    }

    private static MonitoredItemCreateRequest ToRequest(MonitoredItemRequest item, uint handle) => new()
    {
        ItemToMonitor = new ReadValueId { NodeId = item.NodeId, AttributeId = AttributeIds.Value },
        MonitoringMode = MonitoringMode.Reporting,
        RequestedParameters = new MonitoringParameters
        {
            ClientHandle = handle,
            SamplingInterval = item.SamplingInterval?.TotalMilliseconds ?? -1,
            QueueSize = item.QueueSize,
            DiscardOldest = true,
            Filter = item.AbsoluteDeadband > 0
                ? new ExtensionObject(new DataChangeFilter
                {
                    Trigger = DataChangeTrigger.StatusValue,
                    DeadbandType = (uint)DeadbandType.Absolute,
                    DeadbandValue = item.AbsoluteDeadband,
                })
                : null,
        },
    };

    private void Begin(CreateSubscriptionResponse response)
    {
        Id = response.SubscriptionId;
        PublishingInterval = TimeSpan.FromMilliseconds(response.RevisedPublishingInterval);
        _pump.Add(Id, this);
    }

    private uint Register(MonitoredItemRequest item)
    {
        uint handle = Interlocked.Increment(ref _lastHandle);
        _items[handle] = item;
        return handle;
    }

    private void Keep(uint handle, MonitoredItemCreateResult result)
    {
        if (result.StatusCode.IsBad)
        {
            _items.TryRemove(handle, out _);
        }
    }

    private void Deliver(DataChangeNotification change)
    {
        foreach (MonitoredItemNotification notification in change.MonitoredItems ?? [])
        {
            if (!_items.TryGetValue(notification.ClientHandle, out MonitoredItemRequest? item))
            {
                continue;
            }

            if (!_changes.Writer.TryWrite(new DataChange(item.Tag, item.NodeId, notification.Value)) && Volatile.Read(ref _isOver) == 0)
            {
                Break(new OpcUaException(StatusCodes.BadResourceUnavailable, $"{_options.Capacity} changes wait and nobody reads them"));
                return;
            }
        }
    }
}
