using System.Globalization;

namespace PrecastMes.Production.Curing;

/// <summary>
/// Strength over maturity, the hyperbolic form of ASTM C1074: <c>S = Su·k(M − M0) ÷ (1 + k(M − M0))</c>. An estimate for
/// demoulding only: it must not be carried to 28 days, for high heat costs late strength.
/// </summary>
/// <param name="DatumDeciC">Datum temperature of the maturity, 0.1 ℃.</param>
/// <param name="OffsetCHours">M0, maturity at which strength begins, ℃·h.</param>
/// <param name="RatePerMillionCHours">k, millionths per ℃·h.</param>
/// <param name="MarginMpa">What the mix's mean strength exceeds its grade by, MPa (JGJ 55: 1.645 σ).</param>
/// <param name="BandPercent">Half width of the band around the estimate, % of it.</param>
/// <param name="Source">Where the figures come from.</param>
public sealed record StrengthModel(
    int DatumDeciC, int OffsetCHours, int RatePerMillionCHours, int MarginMpa, int BandPercent, string Source)
{
    /// <summary>The band of the strength at a maturity.</summary>
    /// <param name="maturityDeciCHours">Nurse–Saul maturity, 0.1 ℃·h.</param>
    /// <param name="concreteGrade">Strength grade, <c>C</c> and the characteristic strength in MPa, e.g. <c>C30</c>.</param>
    public StrengthBand At(int maturityDeciCHours, string concreteGrade)
    {
        var ultimate = GradeMpa(concreteGrade) + MarginMpa;
        var x = RatePerMillionCHours * 1e-6 * Math.Max(0, (maturityDeciCHours / 10.0) - OffsetCHours);
        var deciMpa = (int)Math.Round(10 * ultimate * x / (1 + x), MidpointRounding.AwayFromZero);
        return new StrengthBand(deciMpa * (100 - BandPercent) / 100, deciMpa, deciMpa * (100 + BandPercent) / 100);
    }

    private static int GradeMpa(string concreteGrade) =>
        concreteGrade.StartsWith('C')
        && int.TryParse(concreteGrade.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var mpa)
            ? mpa
            : throw new ArgumentException($"Concrete grade '{concreteGrade}' is not C and a number, such as C30.", nameof(concreteGrade));
}
