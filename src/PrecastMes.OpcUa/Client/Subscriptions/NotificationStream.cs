using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// From the messages of the server to the notifications of the reader: in order, none twice, missing ones asked for again (Part 4 §5.14.6),
/// and a mark with the present values behind it where some are lost.
/// </summary>
internal sealed class NotificationStream
{
    // Of one hole in the numbers; a server that jumps further is not asked for each.
    private const int MaxRepublished = 1_000;

    private readonly MonitoredItemTable _items;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<OpcUaException> _lose;
    private readonly Action<DataValue> _namespaces;
    private readonly NotificationBuffer _buffer;
    private readonly SubscriptionReplay _replay;
    private readonly Lock _gate = new();
    private OpcUaClient? _client;
    private uint _id;
    private StatusCode? _ended;

    /// <param name="items">Who is meant by a handle.</param>
    /// <param name="options">How many notifications and bytes may wait for the reader.</param>
    /// <param name="time">The clock of the marks.</param>
    /// <param name="logger">Hears of gaps.</param>
    /// <param name="lose">Told when the server no longer has the subscription; must not wait.</param>
    /// <param name="namespaces">Told the NamespaceArray; must not wait.</param>
    public NotificationStream(
        MonitoredItemTable items, SubscriptionOptions options, TimeProvider time, ILogger logger, Action<OpcUaException> lose, Action<DataValue> namespaces)
    {
        _items = items;
        _time = time;
        _logger = logger;
        _lose = lose;
        _namespaces = namespaces;
        _buffer = new NotificationBuffer(
            options.Capacity,
            options.CapacityBytes,
            () => Gap(GapCause.ReaderTooSlow, $"{options.Capacity} notifications or {options.CapacityBytes} bytes waited and nobody read them"),
            OnDrained);
        _replay = new SubscriptionReplay(options.CapacityBytes, Deliver);
    }

    public ChannelReader<Notification> Reader => _buffer;

    /// <summary>A new subscription of the server: its messages begin with number 1.</summary>
    public void Restart(OpcUaClient client, uint id)
    {
        lock (_gate)
        {
            _client = client;
            _id = id;
            _replay.Restart();
        }
    }

    /// <summary>Called by the receiving loop, in the order of the messages.</summary>
    public void Take(NotificationMessage message)
    {
        StatusCode? ended;
        lock (_gate)
        {
            if (_replay.Take(message) is { } missingBefore)
            {
                _ = RepairAsync(_client!, missingBefore);
            }

            ended = _ended;
            _ended = null;
        }

        if (ended is { } status)
        {
            _lose(new OpcUaException(status, "the server ended the subscription"));
        }
    }

    /// <summary>Without a link nothing is in order before the next link has asked for what is missing.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _replay.Hold();
        }
    }

    /// <summary>On a new link: asks for what was sent meanwhile, then goes on.</summary>
    /// <returns>False when the server no longer has the subscription.</returns>
    public async Task<bool> ResumeAsync(OpcUaClient client, CancellationToken cancellationToken)
    {
        _client = client;
        try
        {
            await RepublishAsync(client, until: null, cancellationToken);
        }
        catch (OpcUaException exception) when (!client.Broken.IsCompleted)
        {
            Log.SubscriptionNotResumed(_logger, _id, exception.Message);
            return false;
        }

        Release(client);
        return true;
    }

    public void MarkRecreated(string reason) => _buffer.Write(Gap(GapCause.SubscriptionRecreated, reason));

    public void Complete(OpcUaException? reason) => _buffer.Complete(reason);

    private Notification Gap(GapCause cause, string reason)
    {
        Log.NotificationsLost(_logger, _id, reason);
        return Notification.OfGap(new NotificationGap(cause, _time.GetUtcNow().UtcDateTime, reason));
    }

    /// <summary>Asks for the messages before a number; where the server has them no more, marks the gap and asks for the present values.</summary>
    private async Task RepairAsync(OpcUaClient client, uint missingBefore)
    {
        uint? missing = missingBefore;
        try
        {
            while (missing is { } until)
            {
                if (!await RepublishAsync(client, until, CancellationToken.None))
                {
                    lock (_gate)
                    {
                        _buffer.Write(Gap(GapCause.MessagesLost, $"messages {_replay.Expected} to {until - 1} are lost"));
                        _replay.SkipTo(until);
                    }

                    await ResendAsync(client);
                }

                lock (_gate)
                {
                    missing = _replay.Release();
                }
            }
        }
        catch (OpcUaException exception)
        {
            // With the link the next one begins where this one is. On a link that stands, the server does not know the subscription.
            if (!client.Broken.IsCompleted)
            {
                _lose(exception);
            }
        }
    }

    private void Release(OpcUaClient client)
    {
        lock (_gate)
        {
            if (_replay.Release() is { } missingBefore)
            {
                _ = RepairAsync(client, missingBefore);
            }
        }
    }

    /// <summary>Takes messages from the expected one on.</summary>
    /// <param name="client">Whose session has the subscription.</param>
    /// <param name="until">The first that is not missing; null goes on until the server has no more.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>False when one is not to be had.</returns>
    private async Task<bool> RepublishAsync(OpcUaClient client, uint? until, CancellationToken cancellationToken)
    {
        for (int i = 0; i < MaxRepublished && _replay.Expected != until; i++)
        {
            try
            {
                var request = new RepublishRequest { SubscriptionId = _id, RetransmitSequenceNumber = _replay.Expected };
                RepublishResponse response = await client.SendAsync<RepublishResponse>(request, cancellationToken);
                lock (_gate)
                {
                    uint before = _replay.Expected;
                    _replay.TakeMissing(response.NotificationMessage);
                    if (before == _replay.Expected)
                    {
                        return false;
                    }
                }
            }
            catch (OpcUaException exception) when (exception.Status.IsSameCode(StatusCodes.BadMessageNotAvailable)
                || exception.Status.IsSameCode(StatusCodes.BadServiceUnsupported) || exception.Status.IsSameCode(StatusCodes.BadTimeout))
            {
                return false;
            }
        }

        return _replay.Expected == until;
    }

    private void OnDrained()
    {
        lock (_gate)
        {
            if (_replay.IsHolding)
            {
                // Without a link, or in the middle of a repair: the present values come at its end.
                return;
            }

            _replay.Hold();
        }

        _ = CatchUpAsync(_client!);
    }

    private async Task CatchUpAsync(OpcUaClient client)
    {
        try
        {
            await ResendAsync(client);
        }
        catch (OpcUaException exception)
        {
            Log.ValuesNotResent(_logger, _id, exception.Message);
        }

        if (!client.Broken.IsCompleted)
        {
            Release(client);
        }
    }

    /// <summary>The present value of every item: the server sends them (Part 5 §9.2), or else they are read.</summary>
    private async Task ResendAsync(OpcUaClient client)
    {
        CallResult resent = await client.CallAsync(ObjectIds.Server, MethodIds.Server_ResendData, [_id], CancellationToken.None);
        if (resent.Status.IsGood)
        {
            return;
        }

        MonitoredItem[] items = [.. _items.All.Where(item => item.Request.Events is null && item.Mode == MonitoringMode.Reporting && item.Status.IsGood)];
        DataValue[] values = await client.ReadAsync(
            [.. items.Select(item => new ReadValueId { NodeId = item.NodeId, AttributeId = item.Request.AttributeId, IndexRange = item.Request.IndexRange })], CancellationToken.None);
        for (int i = 0; i < items.Length; i++)
        {
            _buffer.Write(Notification.OfChange(items[i], values[i]));
        }
    }

    private void Deliver(NotificationMessage message)
    {
        foreach (ExtensionObject? each in message.NotificationData ?? [])
        {
            switch (each?.Structure)
            {
                case DataChangeNotification change:
                    Deliver(change);
                    break;
                case EventNotificationList events:
                    Deliver(events);
                    break;
                case StatusChangeNotification status:
                    _buffer.Write(Notification.OfStatus(status.Status));
                    _ended = status.Status.IsBad || status.Status.IsSameCode(StatusCodes.GoodSubscriptionTransferred) ? status.Status : null;
                    break;
            }
        }
    }

    private void Deliver(DataChangeNotification change)
    {
        MonitoredItemNotification[] notifications = change.MonitoredItems ?? [];
        foreach (MonitoredItemNotification notification in notifications)
        {
            if (_items.TryGet(notification.ClientHandle, out MonitoredItem? item))
            {
                if (item == _items.Namespaces)
                {
                    _namespaces(notification.Value);
                }
                else
                {
                    _buffer.Write(Notification.OfChange(item, notification.Value));
                }
            }
        }

        SpareNotifications.Shared.Give(notifications);
    }

    private void Deliver(EventNotificationList events)
    {
        foreach (EventFieldList fields in events.Events ?? [])
        {
            if (_items.TryGet(fields.ClientHandle, out MonitoredItem? item))
            {
                _buffer.Write(Notification.OfEvent(item, item.Read(fields.EventFields)));
            }
        }
    }
}
