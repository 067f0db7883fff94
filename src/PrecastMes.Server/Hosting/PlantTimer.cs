namespace PrecastMes.Server.Hosting;

/// <summary>
/// A timer in plant time on a real one-shot timer. Real timers count whole milliseconds, which are long in plant time
/// (0.48 s at 480×): it therefore never fires early, and a period is measured from the schedule, not from the last firing,
/// so that it does not drift. Periods that passed while it was not called are left out, as the system's timer does.
/// </summary>
internal sealed class PlantTimer : ITimer
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _plant;
    private readonly double _speed;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ITimer _timer;
    private long? _dueAt;
    private TimeSpan _period;

    internal PlantTimer(
        TimeProvider plant, TimeProvider real, double speed, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_plant, _speed, _callback, _state) = (plant, speed, callback, state);
        _timer = real.CreateTimer(static timer => ((PlantTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Change(dueTime, period);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfNegative(dueTime, nameof(dueTime));
        ThrowIfNegative(period, nameof(period));
        lock (_gate)
        {
            _period = period;
            _dueAt = dueTime == Timeout.InfiniteTimeSpan ? null : _plant.GetTimestamp() + dueTime.Ticks;
            return Arm();
        }
    }

    public void Dispose() => _timer.Dispose();

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Fire()
    {
        lock (_gate)
        {
            var now = _plant.GetTimestamp();
            if (_dueAt is not { } due || due > now)
            {
                Arm();
                return;
            }

            _dueAt = _period > TimeSpan.Zero ? due + (((now - due) / _period.Ticks) + 1) * _period.Ticks : null;
            Arm();
        }

        _callback(_state);
    }

    private bool Arm()
    {
        if (_dueAt is not { } due)
        {
            return _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        var milliseconds = Math.Ceiling(Math.Max(0, due - _plant.GetTimestamp()) / _speed / TimeSpan.TicksPerMillisecond);
        // A real timer holds at most 49 days; a longer wait is armed again when that time is over.
        return _timer.Change(TimeSpan.FromMilliseconds(Math.Min(milliseconds, uint.MaxValue - 2)), Timeout.InfiniteTimeSpan);
    }

    private static void ThrowIfNegative(TimeSpan span, string name)
    {
        if (span < TimeSpan.Zero && span != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, span, "The time must not be negative; it may be infinite.");
        }
    }
}
