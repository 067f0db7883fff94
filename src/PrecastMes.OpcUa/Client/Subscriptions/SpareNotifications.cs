namespace PrecastMes.OpcUa.Client;

/// <summary>
/// Arrays of messages whose notifications were all delivered, for the next messages: a subscription whose items change steadily sends
/// about the same number again and again, several messages at a time when there are many items. An array may be longer than asked for;
/// what is behind is empty, and of handle 0, which no item has.
/// </summary>
internal sealed class SpareNotifications
{
    private const int MostArrays = 32;

    // About two megabytes.
    private const int MostEntries = 32_768;

    // Lengths are rounded up to multiples of this part of them, so that a few values more or less are the same length.
    private const int PartsOfLength = 8;

    private readonly Lock _gate = new();
    private readonly MonitoredItemNotification[]?[] _spares = new MonitoredItemNotification[MostArrays][];
    private int _entries;
    private int _oldest;

    /// <summary>Of all clients of the process.</summary>
    public static SpareNotifications Shared { get; } = new();

    /// <param name="length">Not 0.</param>
    public MonitoredItemNotification[] Take(int length)
    {
        lock (_gate)
        {
            int best = -1;
            for (int i = 0; i < MostArrays; i++)
            {
                if (_spares[i] is { } spare && spare.Length >= length && spare.Length / 2 <= length
                    && (best < 0 || spare.Length < _spares[best]!.Length))
                {
                    best = i;
                }
            }

            if (best >= 0)
            {
                MonitoredItemNotification[] taken = _spares[best]!;
                Drop(best);
                return taken;
            }
        }

        int part = Math.Max(1, length / PartsOfLength);
        return new MonitoredItemNotification[(length + part - 1) / part * part];
    }

    /// <summary>The array must not be looked at any more.</summary>
    public void Give(MonitoredItemNotification[] delivered)
    {
        if (delivered.Length is 0 or > MostEntries)
        {
            return;
        }

        // Strings and arrays of values must not be kept alive by it.
        Array.Clear(delivered);
        lock (_gate)
        {
            int free = Array.IndexOf(_spares, null);
            while (free < 0 || _entries + delivered.Length > MostEntries)
            {
                Drop(_oldest);
                free = free < 0 ? _oldest : free;
                _oldest = (_oldest + 1) % MostArrays;
            }

            _spares[free] = delivered;
            _entries += delivered.Length;
        }
    }

    private void Drop(int index)
    {
        _entries -= _spares[index]?.Length ?? 0;
        _spares[index] = null;
    }
}
