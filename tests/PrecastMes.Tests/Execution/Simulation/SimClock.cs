namespace PrecastMes.Tests.Execution.Simulation;

/// <summary>The world's clock as a <see cref="TimeProvider"/>.</summary>
internal sealed class SimClock(SimWorld world) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => world.Now;
}
