namespace PrecastMes.PlcSim.Machines;

/// <summary>How real times scatter about nominal ones: a log-normal factor, cut off at both ends.</summary>
/// <param name="Median">Factor that half of all times stay below.</param>
/// <param name="Sigma">Standard deviation of the factor's logarithm.</param>
/// <param name="Min">Least factor.</param>
/// <param name="Max">Greatest factor.</param>
internal sealed record Spread(double Median, double Sigma, double Min, double Max)
{
    /// <summary>Factor at a standard normal deviate.</summary>
    public double At(double deviate) => Math.Clamp(Median * Math.Exp(Sigma * deviate), Min, Max);
}
