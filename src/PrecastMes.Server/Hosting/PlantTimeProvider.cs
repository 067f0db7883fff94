namespace PrecastMes.Server.Hosting;

/// <summary>
/// A <see cref="TimeProvider"/> that shows and measures plant time, timers included: a delay of one plant minute at 480×
/// lasts an eighth of a real second. Whatever must keep real time (network timeouts) is given the real provider instead.
/// </summary>
public sealed class PlantTimeProvider : TimeProvider
{
    private readonly TimeProvider _real;
    private readonly long _origin;

    /// <summary>Runs <paramref name="clock"/> on <paramref name="real"/>, by default the system's time.</summary>
    public PlantTimeProvider(PlantClock clock, TimeProvider? real = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        Clock = clock;
        _real = real ?? System;
        _origin = _real.GetTimestamp();
    }

    /// <summary>The clock that this provider runs.</summary>
    public PlantClock Clock { get; }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _real.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Clock.FromReal(_real.GetUtcNow());

    /// <summary>Plant time since this provider was made, in ticks; it follows the monotonic clock, not the wall's.</summary>
    public override long GetTimestamp() => (long)(_real.GetElapsedTime(_origin).Ticks * Clock.Speed);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return new PlantTimer(this, _real, Clock.Speed, callback, state, dueTime, period);
    }
}
