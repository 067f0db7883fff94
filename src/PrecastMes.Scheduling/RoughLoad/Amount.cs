using PrecastMes.Production.Elements;

namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>Elements in the measures of the trade. Of offers weighted by their probability the figures are no whole numbers.</summary>
/// <param name="Pieces">Number.</param>
/// <param name="VolumeM3">Concrete, m³.</param>
/// <param name="AreaM2">Plan area as it lies on the pallet, m².</param>
/// <param name="LengthM">Length, m.</param>
/// <param name="MassT">Mass, t.</param>
public sealed record Amount(double Pieces, double VolumeM3, double AreaM2, double LengthM, double MassT)
{
    /// <summary>Of elements, each counted by its weight, 0 to 1.</summary>
    public static Amount Of(IEnumerable<(Element Element, double Weight)> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        double pieces = 0, litres = 0, mm2 = 0, mm = 0, kg = 0;
        foreach (var (element, weight) in elements)
        {
            pieces += weight;
            litres += weight * element.VolumeLitres;
            mm2 += weight * element.AreaMm2;
            mm += weight * element.LengthMm;
            kg += weight * element.WeightKg;
        }

        return new Amount(Rounded(pieces), Rounded(litres / 1e3), Rounded(mm2 / 1e6), Rounded(mm / 1e3), Rounded(kg / 1e3));
    }

    // Beyond a litre, a kilogram or a thousandth of a piece lies only the binary fraction.
    private static double Rounded(double value) => Math.Round(value, 3);
}
