namespace PrecastMes.Production.Curing;

/// <summary>Maturity of concrete from its temperature history.</summary>
public static class Maturity
{
    /// <summary>
    /// Nurse–Saul maturity <c>M = Σ (Ta − T0)·Δt</c> in 0.1 ℃·h, Ta the mean of two samples; steps below the datum add
    /// nothing (ASTM C1074).
    /// </summary>
    /// <param name="curve">The temperature history.</param>
    /// <param name="datumDeciC">Datum temperature T0, 0.1 ℃; 0 ℃ in current practice, mix-specific by test.</param>
    public static int NurseSaulDeciCHours(CuringCurve curve, int datumDeciC)
    {
        // Twice the mean of two samples, so that the sum stays an integer: 0.05 ℃ × steps.
        long twice = 0;
        for (var i = 1; i < curve.TempsDeciC.Count; i++)
        {
            twice += Math.Max(0, curve.TempsDeciC[i - 1] + curve.TempsDeciC[i] - (2 * datumDeciC));
        }

        return (int)(twice * curve.IntervalSeconds / 7200);
    }
}
