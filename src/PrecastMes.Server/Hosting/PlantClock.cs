namespace PrecastMes.Server.Hosting;

/// <summary>
/// Plant time: <c>start + (real now − anchor) × speed</c>. Processes that are given the same three values show the same
/// plant time, so server and simulator need not talk about it.
/// </summary>
/// <param name="Start">Plant time at <paramref name="Anchor"/>, UTC.</param>
/// <param name="Anchor">Real instant that <paramref name="Start"/> belongs to, UTC.</param>
/// <param name="Speed">Plant seconds in a real second, over 0 and at most 100,000; 1 is real time.</param>
public sealed record PlantClock(DateTimeOffset Start, DateTimeOffset Anchor, double Speed)
{
    private const double MaxSpeed = 100_000;

    /// <inheritdoc cref="PlantClock" path="/param[@name='Speed']"/>
    public double Speed { get; } = Speed is > 0 and <= MaxSpeed
        ? Speed
        : throw new ArgumentOutOfRangeException(nameof(Speed), Speed, "The clock's speed must be over 0 and at most 100,000.");

    /// <summary>The clock that shows real time.</summary>
    public static PlantClock RealTime { get; } = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1);

    /// <summary>Plant time at a real instant.</summary>
    public DateTimeOffset FromReal(DateTimeOffset real) => (Start + Scale(real - Anchor, Speed)).ToUniversalTime();

    /// <summary>The real instant of a plant time.</summary>
    public DateTimeOffset ToReal(DateTimeOffset plant) => (Anchor + Scale(plant - Start, 1 / Speed)).ToUniversalTime();

    // Whole speeds stay exact in integers; a double would lose ticks some decades from the anchor.
    private static TimeSpan Scale(TimeSpan span, double factor) =>
        factor == Math.Floor(factor) ? TimeSpan.FromTicks(span.Ticks * (long)factor) : span * factor;
}
