using System.Globalization;

namespace PrecastMes.Production.Lines;

/// <summary>The equal pallets (模台) of a line.</summary>
/// <param name="IdPrefix">Ids are the prefix and a two-digit number from 01.</param>
/// <param name="Count">How many.</param>
/// <param name="LengthMm">Length of the form plate (x), mm.</param>
/// <param name="WidthMm">Its width (y), mm.</param>
/// <param name="EdgeMarginMm">Kept free along each edge for side forms and magnets, mm.</param>
/// <param name="GapMm">Kept free between two elements, mm.</param>
/// <param name="MaxLoadKg">Greatest mass of elements on a pallet, kg.</param>
/// <param name="MaxElements">Most elements on a pallet, so that work by the element fits the takt.</param>
public sealed record PalletFleet(
    string IdPrefix,
    int Count,
    int LengthMm,
    int WidthMm,
    int EdgeMarginMm,
    int GapMm,
    int MaxLoadKg,
    int MaxElements = 6)
{
    /// <summary>Length between the margins, in which elements lie, mm.</summary>
    public int UsableLengthMm => LengthMm - (2 * EdgeMarginMm);

    /// <summary>Width between the margins, mm.</summary>
    public int UsableWidthMm => WidthMm - (2 * EdgeMarginMm);

    /// <summary>All pallet ids, in order.</summary>
    public IEnumerable<string> Ids() =>
        Enumerable.Range(1, Count).Select(n => string.Create(CultureInfo.InvariantCulture, $"{IdPrefix}{n:00}"));
}
