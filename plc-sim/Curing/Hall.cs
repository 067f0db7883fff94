namespace PrecastMes.PlcSim.Curing;

/// <summary>The air of the hall: a slow daily swing about a mean.</summary>
/// <param name="MeanC">Mean, ℃.</param>
/// <param name="SwingC">Half of the difference between warmest and coldest, ℃.</param>
/// <param name="WarmestAtUtc">Time of day of the warmest moment, UTC.</param>
internal sealed record Hall(double MeanC, double SwingC, TimeSpan WarmestAtUtc)
{
    /// <summary>Temperature at an instant of plant time, ℃.</summary>
    public double AmbientC(DateTimeOffset at) =>
        MeanC + (SwingC * Math.Cos(2 * Math.PI * (at.UtcDateTime.TimeOfDay - WarmestAtUtc).TotalDays));
}
