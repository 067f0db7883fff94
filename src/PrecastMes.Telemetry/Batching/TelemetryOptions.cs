namespace PrecastMes.Telemetry;

/// <summary>Limits of the way from the producers to the target; times are real time.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Points that wait at most, over 0.</summary>
    public int MaxPoints { get; init; } = 100_000;

    /// <summary>Memory that waiting points take at most, bytes as estimated by <see cref="TelemetryQueue.BytesOf"/>.</summary>
    public long MaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Points written at once at most; so many waiting points are written without further delay.</summary>
    public int BatchPoints { get; init; } = 1_000;

    /// <summary>How long a point waits at most for others while the target is well.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Wait after the first failed write; it doubles with each further one.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait after a failed write.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(30);

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxPoints);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchPoints);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FlushInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FirstBackOff, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestBackOff, FirstBackOff);
    }
}
