namespace PrecastMes.OpcUa.Server;

/// <summary>
/// A value that takes long to work out. Whoever reads gets one that was worked out since he asked; who asks ten thousand times in one request
/// has it worked out once.
/// </summary>
internal sealed class SharedValue(Func<Variant> work)
{
    // What monitored items see of it may be so old.
    private static readonly long SampleAge = TimeProvider.System.TimestampFrequency / 10;

    private Worked? _last;

    /// <summary>Of the clock that <see cref="Since"/> goes by.</summary>
    public static long Now => TimeProvider.System.GetTimestamp();

    /// <summary>Since when a value is new enough for a monitored item.</summary>
    public static long NewEnoughForSample => Now - SampleAge;

    /// <summary>The value as it was at this time or later.</summary>
    public Variant Since(long timestamp)
    {
        Worked? last = Volatile.Read(ref _last);
        if (last is null || last.BegunAt < timestamp)
        {
            long begunAt = Now;
            last = new Worked(work(), begunAt);
            Volatile.Write(ref _last, last);
        }

        return last.Value;
    }

    private sealed record Worked(Variant Value, long BegunAt);
}
