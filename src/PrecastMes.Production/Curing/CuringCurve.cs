namespace PrecastMes.Production.Curing;

/// <summary>The temperature of a load while it cured, as its controller sampled it.</summary>
/// <param name="StartedAt">First sample.</param>
/// <param name="IntervalSeconds">Between two samples, seconds, over 0.</param>
/// <param name="TempsDeciC">Temperatures, 0.1 ℃.</param>
public sealed record CuringCurve(DateTimeOffset StartedAt, int IntervalSeconds, IReadOnlyList<short> TempsDeciC)
{
    /// <summary>Time of the last sample; the start when there is none.</summary>
    public DateTimeOffset EndedAt => StartedAt.AddSeconds((double)IntervalSeconds * Math.Max(0, TempsDeciC.Count - 1));
}
