namespace PrecastMes.OpcUa.Server;

/// <summary>
/// The events of one monitored item that wait for a publish, as the fields that the client selected. What was dropped is told by one
/// overflow event, in addition to the queue's size: before the oldest event, or after the newest (Part 4 §5.13.1.5).
/// </summary>
internal sealed class EventQueue(int size, bool discardOldest)
{
    private readonly LinkedList<(Variant[] Fields, bool IsExtra)> _events = new();
    private int _size = size;
    private bool _discardOldest = discardOldest;
    private int _extra;
    private bool _overflowed;

    public int Count => _events.Count + (_overflowed ? 1 : 0);

    /// <summary>False when it dropped an event.</summary>
    public bool Enqueue(Variant[] fields)
    {
        if (_events.Count - _extra < _size)
        {
            _events.AddLast((fields, false));
            return true;
        }

        _overflowed = true;
        _events.Remove(_discardOldest ? Ordinary(_events.First!, node => node.Next!) : Ordinary(_events.Last!, node => node.Previous!));
        _events.AddLast((fields, false));
        return false;
    }

    /// <summary>For what was asked for and is limited by itself, as the conditions of a refresh: it takes no place from others.</summary>
    public void EnqueueExtra(Variant[] fields)
    {
        _extra++;
        _events.AddLast((fields, true));
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

        (Variant[] fields, bool isExtra) = _events.First!.Value;
        _events.RemoveFirst();
        _extra -= isExtra ? 1 : 0;
        return fields;
    }

    public void Resize(int size, bool discardOldest)
    {
        _size = size;
        _discardOldest = discardOldest;
        while (_events.Count - _extra > size)
        {
            _overflowed = true;
            _events.Remove(discardOldest ? Ordinary(_events.First!, node => node.Next!) : Ordinary(_events.Last!, node => node.Previous!));
        }
    }

    public void Clear()
    {
        _events.Clear();
        _extra = 0;
        _overflowed = false;
    }

    private static LinkedListNode<(Variant[] Fields, bool IsExtra)> Ordinary(
        LinkedListNode<(Variant[] Fields, bool IsExtra)> node,
        Func<LinkedListNode<(Variant[] Fields, bool IsExtra)>, LinkedListNode<(Variant[] Fields, bool IsExtra)>> next)
    {
        while (node.Value.IsExtra)
        {
            node = next(node);
        }

        return node;
    }
}
