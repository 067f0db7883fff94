namespace PrecastMes.OpcUa.Encoding;

/// <summary>Times on the wire: 100 ns ticks since 1601-01-01 UTC (Part 6 §5.2.2.5).</summary>
internal static class UaDateTime
{
    private static readonly long Epoch = new DateTime(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly long End = new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc).Ticks;

    public static long ToWire(DateTime time)
    {
        long ticks = (time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time).Ticks;
        return ticks <= Epoch ? 0 : ticks >= End ? long.MaxValue : ticks - Epoch;
    }

    /// <summary>What is before 1601 reads as <see cref="DateTime.MinValue"/>, what is after 9999 as <see cref="DateTime.MaxValue"/>.</summary>
    public static DateTime FromWire(long wire)
    {
        long ticks = wire <= 0 ? DateTime.MinValue.Ticks : wire >= End - Epoch ? DateTime.MaxValue.Ticks : wire + Epoch;
        return new DateTime(ticks, DateTimeKind.Utc);
    }
}
