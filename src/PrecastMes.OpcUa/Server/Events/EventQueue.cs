namespace PrecastMes.OpcUa.Server;

/// <summary>
/// The events of one monitored item that wait for a publish, as the fields that the client selected. What was dropped is told by one
/// overflow event, in addition to the queue's size: before the oldest event, or after the newest (Part 4 §5.13.1.5).
/// What the fields hold is paid from the subscription's budget; where that has no room, the queue is full.
/// </summary>
internal sealed class EventQueue(int size, bool discardOldest, ByteBudget budget)
{
    private readonly LinkedList<QueuedEvent> _events = new();
    private int _size = size;
    private bool _discardOldest = discardOldest;
    private int _extra;
    private bool _overflowed;

    public int Count => _events.Count + (_overflowed ? 1 : 0);

    /// <summary>False when it dropped an event, an older one or this.</summary>
    public bool Enqueue(Variant[] fields)
    {
        var added = new QueuedEvent(fields, HeldMemory.Of(fields), IsExtra: false);
        if (_events.Count - _extra < _size && budget.TryTake(added.Bytes))
        {
            _events.AddLast(added);
            return true;
        }

        _overflowed = true;
        bool fits;
        do
        {
            if (_events.Count > _extra)
            {
                DropOrdinary(_discardOldest);
            }

            fits = _events.Count > _extra ? budget.TryTake(added.Bytes) : budget.TryTakeLast(added.Bytes);
        }
        while (!fits && _events.Count > _extra);

        if (fits)
        {
            _events.AddLast(added);
        }

        return false;
    }

    /// <summary>For what was asked for and is limited by itself, as the conditions of a refresh: it takes no place from others.</summary>
    public void EnqueueExtra(Variant[] fields)
    {
        var added = new QueuedEvent(fields, HeldMemory.Of(fields), IsExtra: true);
        budget.Take(added.Bytes);
        _extra++;
        _events.AddLast(added);
    }

    /// <summary>Whether something that was asked for still waits.</summary>
    public bool HasExtra => _extra > 0;

    /// <summary>The next event; null stands for the overflow event.</summary>
    public Variant[]? Dequeue()
    {
        if (_overflowed && (_discardOldest || _events.Count == 0))
        {
            _overflowed = false;
            return null;
        }

        QueuedEvent next = _events.First!.Value;
        _events.RemoveFirst();
        budget.Return(next.Bytes);
        _extra -= next.IsExtra ? 1 : 0;
        return next.Fields;
    }

    public void Resize(int size, bool discardOldest)
    {
        _size = size;
        _discardOldest = discardOldest;
        while (_events.Count - _extra > size)
        {
            _overflowed = true;
            DropOrdinary(discardOldest);
        }
    }

    public void Clear()
    {
        foreach (QueuedEvent each in _events)
        {
            budget.Return(each.Bytes);
        }

        _events.Clear();
        _extra = 0;
        _overflowed = false;
    }

    private void DropOrdinary(bool oldest)
    {
        LinkedListNode<QueuedEvent> node = oldest ? _events.First! : _events.Last!;
        while (node.Value.IsExtra)
        {
            node = oldest ? node.Next! : node.Previous!;
        }

        budget.Return(node.Value.Bytes);
        _events.Remove(node);
    }

    private readonly record struct QueuedEvent(Variant[] Fields, long Bytes, bool IsExtra);
}
