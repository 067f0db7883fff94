namespace PrecastMes.OpcUa.Client;

/// <summary>
/// The order of a subscription's messages: delivers them by number, holds those that came too early while the missing ones are asked for,
/// and says when some are lost. Decides only; the asking is the subscription's.
/// </summary>
/// <param name="maxBytes">Bytes of memory, estimated, that messages which came too early may hold.</param>
/// <param name="deliver">Given the messages in order.</param>
internal sealed class SubscriptionReplay(long maxBytes, Action<NotificationMessage> deliver)
{
    // Messages that wait for missing ones before them; a server that leaves a hole and goes on is not followed further.
    private const int MaxHeld = 1_000;

    // A notification without what its value holds.
    private const int PlaceBytes = 64;

    private readonly NotificationSequence _sequence = new();
    private readonly Queue<(NotificationMessage Message, long Bytes)> _held = new();
    private long _heldBytes;

    /// <summary>Missing messages are asked for, or there is no link: all that comes is held.</summary>
    public bool IsHolding { get; private set; } = true;

    /// <summary>The number of the message that is due.</summary>
    public uint Expected => _sequence.Expected;

    /// <summary>From a new subscription's first message on.</summary>
    public void Restart()
    {
        _held.Clear();
        _heldBytes = 0;
        _sequence.SkipTo(1);
        IsHolding = false;
    }

    public void Hold() => IsHolding = true;

    /// <summary>Null when all is well, else the number up to which messages are missing; from then on it holds.</summary>
    public uint? Take(NotificationMessage message)
    {
        bool hasData = message.NotificationData is { Length: > 0 };
        if (IsHolding)
        {
            // What is dropped is a hole in the numbers, and is asked for or marked like any other.
            if (hasData && _held.Count < MaxHeld)
            {
                TryHold(message);
            }

            return null;
        }

        int ahead = _sequence.Compare(message.SequenceNumber);
        if (ahead <= 0)
        {
            if (ahead == 0 && hasData)
            {
                TakeNext(message);
            }

            return null;
        }

        IsHolding = true;
        if (hasData)
        {
            TryHold(message);
        }

        return message.SequenceNumber;
    }

    /// <summary>A missing message came after all.</summary>
    public void TakeMissing(NotificationMessage message)
    {
        if (_sequence.Compare(message.SequenceNumber) == 0)
        {
            TakeNext(message);
        }
    }

    /// <summary>Gives up what is missing before this number.</summary>
    public void SkipTo(uint number)
    {
        if (_sequence.Compare(number) > 0)
        {
            _sequence.SkipTo(number);
        }
    }

    /// <summary>Delivers what was held. Null when the stream is whole again, else the number up to which messages are missing.</summary>
    public uint? Release()
    {
        while (_held.TryPeek(out (NotificationMessage Message, long Bytes) held))
        {
            NotificationMessage message = held.Message;
            int ahead = _sequence.Compare(message.SequenceNumber);
            if (ahead > 0)
            {
                return message.SequenceNumber;
            }

            _held.Dequeue();
            _heldBytes -= held.Bytes;
            if (ahead == 0)
            {
                TakeNext(message);
            }
        }

        IsHolding = false;
        return null;
    }

    private void TryHold(NotificationMessage message)
    {
        long bytes = HeldBy(message);
        if (_held.Count == 0 || _heldBytes + bytes <= maxBytes)
        {
            _held.Enqueue((message, bytes));
            _heldBytes += bytes;
        }
    }

    private static long HeldBy(NotificationMessage message)
    {
        long bytes = 0;
        foreach (ExtensionObject? each in message.NotificationData ?? [])
        {
            bytes += each switch
            {
                { Structure: DataChangeNotification { MonitoredItems: { } items } } => items.Sum(item => PlaceBytes + HeldMemory.Of(item.Value.Value)),
                { Structure: EventNotificationList { Events: { } events } } => events.Sum(item => PlaceBytes + HeldMemory.Of(item.EventFields ?? [])),
                _ => PlaceBytes + (each?.Body?.Length ?? 0),
            };
        }

        return bytes;
    }

    private void TakeNext(NotificationMessage message)
    {
        _sequence.Took();
        deliver(message);
    }
}
