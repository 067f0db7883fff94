namespace PrecastMes.OpcUa.Server;

/// <summary>The values of one monitored item that wait for a publish (Part 4 §5.13.1.5).</summary>
internal sealed class NotificationQueue
{
    private readonly LinkedList<DataValue> _values = new();
    private int _size;
    private bool _discardOldest;

    public NotificationQueue(int size, bool discardOldest)
    {
        _size = size;
        _discardOldest = discardOldest;
    }

    public int Count => _values.Count;

    /// <summary>
    /// A full queue drops its oldest value and flags the next one, or replaces its newest and flags the one that takes its place. A queue
    /// of one is only a buffer of the newest value and flags nothing.
    /// </summary>
    public void Enqueue(DataValue value)
    {
        if (_values.Count < _size)
        {
            _values.AddLast(value);
        }
        else if (_size == 1)
        {
            _values.First!.Value = value;
        }
        else if (_discardOldest)
        {
            _values.RemoveFirst();
            _values.AddLast(value);
            Flag(_values.First!);
        }
        else
        {
            _values.Last!.Value = value;
            Flag(_values.Last);
        }
    }

    public bool TryDequeue(out DataValue value)
    {
        value = _values.First?.Value ?? default;
        bool any = _values.Count > 0;
        if (any)
        {
            _values.RemoveFirst();
        }

        return any;
    }

    public void Resize(int size, bool discardOldest)
    {
        _size = size;
        _discardOldest = discardOldest;
        while (_values.Count > size)
        {
            if (discardOldest)
            {
                _values.RemoveFirst();
            }
            else
            {
                _values.RemoveLast();
            }

            if (size > 1)
            {
                Flag(discardOldest ? _values.First! : _values.Last!);
            }
        }
    }

    public void Clear() => _values.Clear();

    private static void Flag(LinkedListNode<DataValue> node) => node.Value = node.Value with { Status = node.Value.Status.WithOverflow() };
}
