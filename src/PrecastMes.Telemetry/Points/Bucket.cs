namespace PrecastMes.Telemetry;

/// <summary>The points of a series in an interval, thinned to what a curve needs.</summary>
/// <param name="Start">First instant of the interval.</param>
/// <param name="Min">Least value.</param>
/// <param name="Mean">Mean value.</param>
/// <param name="Max">Greatest value.</param>
/// <param name="Count">Points with a value.</param>
public sealed record Bucket(DateTimeOffset Start, double Min, double Mean, double Max, long Count);
