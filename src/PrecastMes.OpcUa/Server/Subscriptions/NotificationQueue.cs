namespace PrecastMes.OpcUa.Server;

/// <summary>
/// The values of one monitored item that wait for a publish (Part 4 §5.13.1.5): a ring that grows up to the item's queue size and then
/// stays, so that a steady stream of values allocates nothing.
/// </summary>
internal sealed class NotificationQueue
{
    private DataValue[] _ring = new DataValue[1];
    private int _first;
    private int _size;
    private bool _discardOldest;

    public NotificationQueue(int size, bool discardOldest)
    {
        _size = size;
        _discardOldest = discardOldest;
    }

    public int Count { get; private set; }

    /// <summary>
    /// A full queue drops its oldest value and flags the next one, or replaces its newest and flags the one that takes its place. A queue
    /// of one is only a buffer of the newest value and flags nothing.
    /// </summary>
    public void Enqueue(in DataValue value)
    {
        if (Count < _size)
        {
            Append(value);
        }
        else if (_size == 1)
        {
            At(0) = value;
        }
        else if (_discardOldest)
        {
            DropFirst();
            Append(value);
            Flag(ref At(0));
        }
        else
        {
            At(Count - 1) = value;
            Flag(ref At(Count - 1));
        }
    }

    /// <summary>Reads the oldest value without a copy; <see cref="DropFirst"/> takes it away.</summary>
    public ref readonly DataValue Peek() => ref At(0);

    public void DropFirst()
    {
        // The value may hold an array that must not be kept alive.
        _ring[_first] = default;
        _first = _first + 1 == _ring.Length ? 0 : _first + 1;
        Count--;
    }

    public bool TryDequeue(out DataValue value)
    {
        if (Count == 0)
        {
            value = default;
            return false;
        }

        value = At(0);
        DropFirst();
        return true;
    }

    public void Resize(int size, bool discardOldest)
    {
        _size = size;
        _discardOldest = discardOldest;
        bool dropped = Count > size;
        while (Count > size)
        {
            if (discardOldest)
            {
                DropFirst();
            }
            else
            {
                At(--Count) = default;
            }
        }

        if (dropped && size > 1)
        {
            Flag(ref At(discardOldest ? 0 : Count - 1));
        }
    }

    public void Clear()
    {
        _ring = new DataValue[1];
        _first = 0;
        Count = 0;
    }

    private static void Flag(ref DataValue value) => value = value with { Status = value.Status.WithOverflow() };

    private ref DataValue At(int index)
    {
        int at = _first + index;
        return ref _ring[at >= _ring.Length ? at - _ring.Length : at];
    }

    private void Append(in DataValue value)
    {
        if (Count == _ring.Length)
        {
            var larger = new DataValue[Math.Min(_size, _ring.Length * 2)];
            for (int i = 0; i < Count; i++)
            {
                larger[i] = At(i);
            }

            _ring = larger;
            _first = 0;
        }

        At(Count++) = value;
    }
}
