namespace PrecastMes.Scheduling.Bounds;

/// <summary>What a resource proves about the elements that need it: no plan finishes its k-th element before <c>Earliest[k]</c>.</summary>
/// <param name="Resource">Name of the resource, e.g. <c>mould type LT-A, 2 units</c>.</param>
/// <param name="Line">Index of the line whose elements it speaks of.</param>
/// <param name="Tardiness">Least sum of seconds late.</param>
/// <param name="Makespan">Least finish of the last element.</param>
/// <param name="Elements">How many elements it speaks of.</param>
internal sealed record CompletionBound(string Resource, int Line, long Tardiness, int Makespan, int Elements)
{
    /// <summary>
    /// Matches the earliest finishes, rising, with the due dates, rising. Lateness max(0, C − d) is convex in C − d, so no
    /// other matching has a smaller sum, and a plan whose k-th finish is later only has a larger one.
    /// </summary>
    public static CompletionBound Of(string resource, int line, ReadOnlySpan<int> earliest, ReadOnlySpan<int> dues)
    {
        long tardiness = 0;
        for (var k = 0; k < dues.Length; k++)
        {
            tardiness += Math.Max(0, (long)earliest[k] - dues[k]);
        }

        return new CompletionBound(resource, line, tardiness, earliest.IsEmpty ? 0 : earliest[^1], dues.Length);
    }
}
