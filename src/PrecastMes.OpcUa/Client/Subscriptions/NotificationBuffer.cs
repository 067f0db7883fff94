using System.Threading.Channels;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// What waits for the reader, bounded in number and in the bytes that the values hold. Once full it takes nothing more until it was read empty; then it marks the gap and tells, so that the
/// present state can be asked for. Takes no memory for a value beyond its place.
/// </summary>
internal sealed class NotificationBuffer(int capacity, long maxBytes, Func<Notification> gap, Action drained) : ChannelReader<Notification>
{
    private const int Taking = 0;
    private const int Overflowed = 1;
    private const int Marking = 2;

    private readonly Channel<Notification> _channel = Channel.CreateBounded<Notification>(new BoundedChannelOptions(capacity));
    private readonly ByteBudget _budget = new(maxBytes);
    private int _state;

    public override Task Completion => _channel.Reader.Completion;

    public override bool CanCount => true;

    public override int Count => _channel.Reader.Count;

    /// <summary>False when the notification was dropped.</summary>
    public bool Write(Notification notification)
    {
        if (Volatile.Read(ref _state) == Taking)
        {
            if (TryWrite(notification))
            {
                return true;
            }

            Interlocked.CompareExchange(ref _state, Overflowed, Taking);
        }

        // The reader may have emptied it in between, and would never come back to tell.
        MarkWhenDrained();
        return false;
    }

    public void Complete(Exception? reason) => _channel.Writer.TryComplete(reason);

    public override bool TryRead(out Notification item)
    {
        bool read = _channel.Reader.TryRead(out item);
        _budget.Return(item.Bytes);
        if (Volatile.Read(ref _state) == Overflowed)
        {
            MarkWhenDrained();
        }

        return read;
    }

    public override bool TryPeek(out Notification item) => _channel.Reader.TryPeek(out item);

    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => _channel.Reader.WaitToReadAsync(cancellationToken);

    private bool TryWrite(in Notification notification)
    {
        if (!_budget.TryTake(notification.Bytes))
        {
            if (_channel.Reader.Count > 0)
            {
                return false;
            }

            // One that is larger than all is no reason to lose it: it came in one message.
            _budget.Take(notification.Bytes);
        }

        if (_channel.Writer.TryWrite(notification))
        {
            return true;
        }

        _budget.Return(notification.Bytes);
        return false;
    }

    private void MarkWhenDrained()
    {
        if (_channel.Reader.Count == 0 && Interlocked.CompareExchange(ref _state, Marking, Overflowed) == Overflowed)
        {
            // Before anything newer; what is dropped until then comes with the present state.
            _channel.Writer.TryWrite(gap());
            Volatile.Write(ref _state, Taking);
            drained();
        }
    }
}
