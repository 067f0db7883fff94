namespace PrecastMes.OpcUa.Client;

/// <summary>
/// The array of the last message whose notifications were all delivered, for the next message of that length: a subscription whose items
/// change steadily sends the same number again and again.
/// </summary>
internal static class SpareNotifications
{
    // About a megabyte.
    private const int Longest = 16_384;

    private static MonitoredItemNotification[]? _spare;

    /// <summary>Null when there is none of that length.</summary>
    public static MonitoredItemNotification[]? TryTake(int length)
    {
        MonitoredItemNotification[]? spare = Interlocked.Exchange(ref _spare, null);
        return spare?.Length == length ? spare : null;
    }

    /// <summary>The array must not be looked at any more.</summary>
    public static void Give(MonitoredItemNotification[] delivered)
    {
        if (delivered.Length <= Longest)
        {
            // Strings and arrays of values must not be kept alive by it.
            Array.Clear(delivered);
            Volatile.Write(ref _spare, delivered);
        }
    }
}
