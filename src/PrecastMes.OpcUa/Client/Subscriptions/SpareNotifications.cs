namespace PrecastMes.OpcUa.Client;

/// <summary>
/// Arrays of messages whose notifications were all delivered, for the next messages of the same length: a subscription whose items change
/// steadily sends the same numbers again and again, several messages at a time when there are many items.
/// </summary>
internal static class SpareNotifications
{
    private const int MostArrays = 32;

    // About two megabytes.
    private const int MostEntries = 32_768;

    private static readonly Lock _gate = new();
    private static readonly MonitoredItemNotification[]?[] _spares = new MonitoredItemNotification[MostArrays][];
    private static int _entries;
    private static int _oldest;

    /// <summary>Null when there is none of that length.</summary>
    public static MonitoredItemNotification[]? TryTake(int length)
    {
        lock (_gate)
        {
            for (int i = 0; i < MostArrays; i++)
            {
                if (_spares[i] is { } spare && spare.Length == length)
                {
                    Drop(i);
                    return spare;
                }
            }

            return null;
        }
    }

    /// <summary>The array must not be looked at any more.</summary>
    public static void Give(MonitoredItemNotification[] delivered)
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

    private static void Drop(int index)
    {
        _entries -= _spares[index]?.Length ?? 0;
        _spares[index] = null;
    }
}
