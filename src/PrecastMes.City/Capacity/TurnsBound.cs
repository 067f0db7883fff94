using PrecastMes.Production;

namespace PrecastMes.City.Capacity;

/// <summary>How many turns a day one resource allows, as an exact fraction.</summary>
/// <param name="Code"><c>takt</c>, <c>chamber</c>, <c>pallets</c> or <c>moulds</c>.</param>
/// <param name="Name">The resource.</param>
/// <param name="Numerator">Turns a day × <paramref name="Denominator"/>.</param>
/// <param name="Denominator">Over 0.</param>
public sealed record TurnsBound(string Code, LocalizedText Name, long Numerator, long Denominator)
{
    /// <summary>Turns a day, rounded for reading.</summary>
    public decimal TurnsPerDay => Math.Round((decimal)Numerator / Denominator, 2);

    /// <summary>The tighter of two, compared exactly; the first when they are equal.</summary>
    public static TurnsBound Tighter(TurnsBound first, TurnsBound second) =>
        (Int128)second.Numerator * first.Denominator < (Int128)first.Numerator * second.Denominator ? second : first;
}
