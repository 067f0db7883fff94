namespace PrecastMes.PlcSim;

/// <summary>
/// Plant time from real time: <c>Start + (real now − Anchor) × Speed</c>. Processes given the same three agree without
/// talking to each other.
/// </summary>
/// <param name="Start">Plant time at the anchor.</param>
/// <param name="Anchor">Real time at which plant time was <paramref name="Start"/>.</param>
/// <param name="Speed">Plant seconds in a real second; above 0.</param>
internal sealed record PlantClock(DateTimeOffset Start, DateTimeOffset Anchor, double Speed)
{
    /// <summary>Plant time at a real instant, UTC.</summary>
    public DateTimeOffset At(DateTimeOffset real) => (Start + ((real - Anchor) * Speed)).ToUniversalTime();
}
