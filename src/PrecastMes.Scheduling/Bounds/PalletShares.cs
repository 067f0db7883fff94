using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Bounds;

/// <summary>
/// A share of a pallet load for each element such that no load can hold elements whose shares add up to more than 1. The
/// largest of several proven measures is taken for each group that may lie together: number, mass, and plan area with each
/// side passed through a dual feasible function (Fekete and Schepers: conservative scales).
/// </summary>
internal static class PalletShares
{
    private static readonly Func<double, double>[] Scales =
    [
        x => x,
        .. new[] { 0.15, 0.2, 0.25, 0.3, 0.34, 0.4, 0.45, 0.5 }.Select(e => (Func<double, double>)(x => Threshold(x, e))),
        .. new[] { 1, 2, 3, 4 }.Select(k => (Func<double, double>)(x => Rounded(x, k))),
    ];

    /// <summary>Shares by index in <paramref name="elements"/>, all of one circulation line.</summary>
    public static double[] Of(LineModel line, IReadOnlyList<ElementModel> elements)
    {
        var shares = new double[elements.Count];
        var groups = Enumerable.Range(0, elements.Count).GroupBy(i => (elements[i].Element.FamilyCode, elements[i].Element.ConcreteGrade));
        foreach (var group in groups)
        {
            var members = group.ToArray();
            var best = members.Select(_ => 1.0 / line.Loop!.Pallets.MaxElements).ToArray();
            foreach (var measure in Measures(line, elements, members))
            {
                if (measure.Sum() > best.Sum())
                {
                    best = measure;
                }
            }

            for (var i = 0; i < members.Length; i++)
            {
                shares[members[i]] = best[i];
            }
        }

        return shares;
    }

    private static IEnumerable<double[]> Measures(LineModel line, IReadOnlyList<ElementModel> elements, int[] members)
    {
        var pallets = line.Loop!.Pallets;
        yield return [.. members.Select(i => (double)elements[i].Element.WeightKg / pallets.MaxLoadKg)];

        // With the gap added to each element and once to the pallet, elements that keep their gaps don't overlap.
        double length = pallets.UsableLengthMm + pallets.GapMm;
        double width = pallets.UsableWidthMm + pallets.GapMm;
        foreach (var scaleX in Scales)
        {
            foreach (var scaleY in Scales)
            {
                yield return [.. members.Select(i => Share(elements[i], pallets.GapMm, length, width, scaleX, scaleY))];
            }
        }
    }

    // The element may be turned, so it proves only the smaller of its shares in the positions that fit.
    private static double Share(ElementModel element, int gap, double length, double width, Func<double, double> scaleX, Func<double, double> scaleY)
    {
        double a = element.Element.LengthMm + gap, b = element.Element.WidthMm + gap;
        var straight = a <= length && b <= width ? scaleX(a / length) * scaleY(b / width) : double.MaxValue;
        var turned = b <= length && a <= width ? scaleX(b / length) * scaleY(a / width) : double.MaxValue;
        return Math.Min(straight, turned);
    }

    private static double Threshold(double x, double e) => x > 1 - e ? 1 : x < e ? 0 : x;

    private static double Rounded(double x, int k)
    {
        var scaled = (k + 1) * x;
        var whole = Math.Floor(scaled);

        // Near a whole number rounding errors could decide; the identity is feasible there too.
        return Math.Abs(scaled - Math.Round(scaled)) < 1e-9 ? x : whole / k;
    }
}
