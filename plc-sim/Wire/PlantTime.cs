namespace PrecastMes.PlcSim.Wire;

/// <summary>The plant's clock as the source of the server's timestamps.</summary>
internal sealed class PlantTime(PlantClock clock, TimeProvider real) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => clock.At(real.GetUtcNow());
}
