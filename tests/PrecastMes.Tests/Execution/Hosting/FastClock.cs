namespace PrecastMes.Tests.Execution.Hosting;

/// <summary>Plant time that runs many times as fast as real time, from a start.</summary>
internal sealed class FastClock(DateTimeOffset start, double speed) : TimeProvider
{
    private readonly long origin = System.GetTimestamp();

    public double Speed { get; } = speed;

    public override DateTimeOffset GetUtcNow() => start + (System.GetElapsedTime(origin) * Speed);
}
