namespace PrecastMes.OpcUa.Server;

/// <summary>The messages of one subscription (Part 4 §7.26): numbers them and keeps what was not acknowledged. The subscription's lock guards it.</summary>
internal sealed class NotificationMessages(uint subscriptionId, ReadyItems ready, OpcUaServerOptions options)
{
    private readonly Retransmission _sent = new(options.Limits.MaxRetransmissionQueue, options.Limits.MaxRetransmissionBytes);
    private uint _nextSequenceNumber = 1;

    public uint NextSequenceNumber => _nextSequenceNumber;

    /// <summary>Messages that were sent and may be asked for again.</summary>
    public int UnacknowledgedCount => _sent.Count;

    /// <summary>Messages that can't be asked for again though nobody acknowledged them.</summary>
    public uint DiscardedCount => _sent.Discarded;

    public bool Acknowledge(uint sequenceNumber) => _sent.Acknowledge(sequenceNumber);

    /// <summary>A message that was sent, held for the caller.</summary>
    public SentMessage? Find(uint sequenceNumber) => _sent.Find(sequenceNumber)?.Retain();

    public uint[] Available() => _sent.Available();

    public void Clear() => _sent.Clear();

    /// <summary>The number is that of the next message with notifications, which takes it then.</summary>
    public PublishResponse KeepAlive(PendingPublish request)
    {
        DateTime now = Now();
        return new PublishResponse
        {
            ResponseHeader = new ResponseHeader { RequestHandle = request.RequestHandle, Timestamp = now },
            SubscriptionId = subscriptionId,
            AvailableSequenceNumbers = _sent.Available(),
            NotificationMessage = new NotificationMessage { SequenceNumber = _nextSequenceNumber, PublishTime = now },
            Results = request.AcknowledgeResults,
        };
    }

    /// <param name="maxNotifications">0 for no limit.</param>
    public SentPublishResponse Notifications(PendingPublish request, uint maxNotifications)
    {
        DateTime now = Now();
        int limit = maxNotifications == 0 ? int.MaxValue : (int)Math.Min(maxNotifications, int.MaxValue);
        SentMessage message = ready.Write(_nextSequenceNumber, now, options.PlantNow, limit, MaxBytes(request));
        _nextSequenceNumber = _nextSequenceNumber == uint.MaxValue ? 1 : _nextSequenceNumber + 1;
        _sent.Add(message);
        return new SentPublishResponse(subscriptionId, message.Retain(), _sent.Available(), ready.Any, request.AcknowledgeResults)
        {
            ResponseHeader = new ResponseHeader { RequestHandle = request.RequestHandle, Timestamp = now },
        };
    }

    /// <summary>Tells a session what became of the subscription. Nobody can ask for it again, so it takes no number.</summary>
    public PublishResponse StatusChange(StatusCode status) => new()
    {
        SubscriptionId = subscriptionId,
        NotificationMessage = new NotificationMessage
        {
            SequenceNumber = _nextSequenceNumber,
            PublishTime = Now(),
            NotificationData = [new ExtensionObject(new StatusChangeNotification { Status = status })],
        },
    };

    // What the client takes in one message, less the rest of the response and room for the notification that crosses the line.
    private int MaxBytes(PendingPublish request) =>
        Math.Min(options.Limits.MaxNotificationMessageBytes, (request.Connection.MaxResponseBytes / 4 * 3) - (sizeof(uint) * (request.AcknowledgeResults?.Length ?? 0)));

    private DateTime Now() => options.Now;
}
