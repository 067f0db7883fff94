namespace PrecastMes.Persistence.Output;

/// <summary>Adds up output; what each sum consists of is the list it was made from.</summary>
public static class OutputSums
{
    /// <summary>By plant-local day of passing, in order; days without output are left out.</summary>
    public static IReadOnlyList<OutputSum<DateOnly>> ByDay(this IEnumerable<PassedElement> output) => output.Sum(e => e.Day, Comparer<DateOnly>.Default);

    /// <summary>By family, in order of code.</summary>
    public static IReadOnlyList<OutputSum<string>> ByFamily(this IEnumerable<PassedElement> output) => output.Sum(e => e.FamilyCode, StringComparer.Ordinal);

    /// <summary>By district of the project, in order of id.</summary>
    public static IReadOnlyList<OutputSum<string>> ByDistrict(this IEnumerable<PassedElement> output) => output.Sum(e => e.DistrictId, StringComparer.Ordinal);

    private static IReadOnlyList<OutputSum<TKey>> Sum<TKey>(
        this IEnumerable<PassedElement> output, Func<PassedElement, TKey> key, IComparer<TKey> order) =>
    [
        .. output
            .GroupBy(key)
            .Select(g => new OutputSum<TKey>(g.Key, g.Count(), g.Sum(e => (long)e.VolumeLitres), g.Count(e => e.OnTime)))
            .OrderBy(s => s.Key, order),
    ];
}
