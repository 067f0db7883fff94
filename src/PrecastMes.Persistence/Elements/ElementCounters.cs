namespace PrecastMes.Persistence.Elements;

/// <summary>How the plant's elements stand.</summary>
/// <param name="Total">All.</param>
/// <param name="TotalLitres">Their volume, litres.</param>
/// <param name="Cast">Those with concrete cast, whatever came after.</param>
/// <param name="InCuring">Those that cure now.</param>
/// <param name="Passed">Output: those that passed final inspection, whatever came after.</param>
/// <param name="PassedLitres">Their volume, litres.</param>
/// <param name="PassedOnTime">Those of them that passed by their due instant.</param>
/// <param name="ByState">Number in each state, in order of life; states without elements included.</param>
public sealed record ElementCounters(
    int Total,
    long TotalLitres,
    int Cast,
    int InCuring,
    int Passed,
    long PassedLitres,
    int PassedOnTime,
    IReadOnlyList<KeyValuePair<ElementState, int>> ByState)
{
    /// <summary>Share of the passed elements that were on time, 0–1; null before the first.</summary>
    public double? OnTimeShare => Passed == 0 ? null : (double)PassedOnTime / Passed;
}
