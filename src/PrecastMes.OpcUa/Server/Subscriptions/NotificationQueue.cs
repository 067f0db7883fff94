using System.Runtime.CompilerServices;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// The values of one monitored item that wait for a publish (Part 4 §5.13.1.5): a ring that grows up to the item's queue size and then
/// stays, so that a steady stream of values allocates nothing. What the ring and its values hold is paid from the subscription's budget;
/// where that has no room, the queue is full.
/// </summary>
internal sealed class NotificationQueue
{
    private readonly ByteBudget _budget;
    private DataValue[] _ring = new DataValue[1];
    private long[]? _held;
    private int _first;
    private int _size;
    private bool _discardOldest;

    public NotificationQueue(int size, bool discardOldest, ByteBudget budget)
    {
        _size = size;
        _discardOldest = discardOldest;
        _budget = budget;
    }

    public int Count { get; private set; }

    /// <summary>
    /// A full queue drops its oldest value and flags the next one, or replaces its newest and flags the one that takes its place. A queue
    /// of one is only a buffer of the newest value and flags nothing.
    /// </summary>
    /// <returns>False when it dropped a value and flagged another.</returns>
    public bool Enqueue(in DataValue value)
    {
        long bytes = HeldMemory.Of(value.Value);
        if (Count < _size && HasPlace() && _budget.TryTake(bytes))
        {
            Append(value, bytes);
        }
        else if (_size == 1 || Count == 0)
        {
            Clear(keepRing: true);
            AppendLast(value, bytes);
        }
        else if (_discardOldest)
        {
            bool fits;
            do
            {
                DropFirst();
                fits = _budget.TryTake(bytes);
            }
            while (!fits && Count > 0);

            if (fits)
            {
                Append(value, bytes);
            }
            else
            {
                AppendLast(value, bytes);
            }

            Flag(ref At(0));
            return false;
        }
        else
        {
            DropLast();
            AppendLast(value, bytes);
            Flag(ref At(Count - 1));
            return false;
        }

        return true;
    }

    /// <summary>Reads the oldest value without a copy; <see cref="DropFirst"/> takes it away.</summary>
    public ref readonly DataValue Peek() => ref At(0);

    public void DropFirst()
    {
        // The value may hold an array that must not be kept alive.
        _ring[_first] = default;
        ReturnHeld(_first);
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
                DropLast();
            }
        }

        if (dropped && size > 1)
        {
            Flag(ref At(discardOldest ? 0 : Count - 1));
        }
    }

    public void Clear() => Clear(keepRing: false);

    private static void Flag(ref DataValue value) => value = value with { Status = value.Status.WithOverflow() };

    private static long RingBytes(int places) => (long)(places - 1) * Unsafe.SizeOf<DataValue>();

    private void Clear(bool keepRing)
    {
        while (Count > 0)
        {
            DropFirst();
        }

        if (!keepRing)
        {
            _budget.Return(RingBytes(_ring.Length));
            _ring = new DataValue[1];
            _held = null;
            _first = 0;
        }
    }

    private int Index(int position)
    {
        int at = _first + position;
        return at >= _ring.Length ? at - _ring.Length : at;
    }

    private ref DataValue At(int position) => ref _ring[Index(position)];

    private void DropLast()
    {
        int at = Index(--Count);
        _ring[at] = default;
        ReturnHeld(at);
    }

    /// <summary>Whatever the budget says, the newest value has a place.</summary>
    private void AppendLast(in DataValue value, long bytes) => Append(HeldValue.Afford(_budget, value, ref bytes), bytes);

    private void Append(in DataValue value, long bytes)
    {
        int at = Index(Count++);
        _ring[at] = value;
        if (bytes != 0)
        {
            _held ??= new long[_ring.Length];
            _held[at] = bytes;
        }
    }

    private void ReturnHeld(int at)
    {
        if (_held is not null && _held[at] != 0)
        {
            _budget.Return(_held[at]);
            _held[at] = 0;
        }
    }

    /// <summary>True when there is a place, or room for more of them.</summary>
    private bool HasPlace()
    {
        if (Count < _ring.Length)
        {
            return true;
        }

        int places = Math.Min(_size, _ring.Length * 2);
        if (!_budget.TryTake(RingBytes(places) - RingBytes(_ring.Length)))
        {
            return false;
        }

        var larger = new DataValue[places];
        long[]? held = _held is null ? null : new long[places];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = At(i);
            if (held is not null)
            {
                held[i] = _held![Index(i)];
            }
        }

        _ring = larger;
        _held = held;
        _first = 0;
        return true;
    }
}
