namespace PrecastMes.OpcUa.Client;

/// <summary>
/// The order of a subscription's messages: delivers them by number, holds those that came too early while the missing ones are asked for,
/// and says when some are lost. Decides only; the asking is the subscription's.
/// </summary>
internal sealed class SubscriptionReplay(Action<NotificationMessage> deliver)
{
    // Messages that wait for missing ones before them; a server that leaves a hole and goes on is not followed further.
    private const int MaxHeld = 1_000;

    private readonly NotificationSequence _sequence = new();
    private readonly Queue<NotificationMessage> _held = new();

    /// <summary>Missing messages are asked for, or there is no link: all that comes is held.</summary>
    public bool IsHolding { get; private set; } = true;

    /// <summary>The number of the message that is due.</summary>
    public uint Expected => _sequence.Expected;

    /// <summary>From a new subscription's first message on.</summary>
    public void Restart()
    {
        _held.Clear();
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
            if (hasData && _held.Count < MaxHeld)
            {
                _held.Enqueue(message);
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
            _held.Enqueue(message);
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
        while (_held.TryPeek(out NotificationMessage? message))
        {
            int ahead = _sequence.Compare(message.SequenceNumber);
            if (ahead > 0)
            {
                return message.SequenceNumber;
            }

            _held.Dequeue();
            if (ahead == 0)
            {
                TakeNext(message);
            }
        }

        IsHolding = false;
        return null;
    }

    private void TakeNext(NotificationMessage message)
    {
        _sequence.Took();
        deliver(message);
    }
}
