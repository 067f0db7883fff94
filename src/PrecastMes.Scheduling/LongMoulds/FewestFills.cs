using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling.LongMoulds;

/// <summary>
/// The fewest fills for the pieces of one type: the relaxation bounds them; its fills, rounded down, take most of the pieces, and the rest
/// is fitted exactly into what the bound leaves. Where that fails, fewer rounded fills are kept and the rest is larger, and at last one more
/// fill is allowed.
/// </summary>
internal static class FewestFills
{
    private const int MostStates = 20_000;

    public static (IReadOnlyList<Fill> Fills, int Bound) Solve(CuttingProblem problem, SearchClock clock)
    {
        if (problem.Length == 0)
        {
            return ([], 0);
        }

        var relaxation = new FillRelaxation(problem);
        relaxation.Solve();
        int bound = Math.Max(relaxation.Bound, (int)((problem.Length + problem.Capacity - 1) / problem.Capacity));
        for (int fills = bound; ; fills++)
        {
            for (int less = 0; less <= 3; less++)
            {
                if (Round(problem, relaxation, fills, less, clock) is { } found)
                {
                    return (found, bound);
                }
            }
        }
    }

    private static List<Fill>? Round(CuttingProblem problem, FillRelaxation relaxation, int fills, int less, SearchClock clock)
    {
        int[] left = [.. problem.Demands];
        var chosen = new List<Fill>();
        foreach ((int[] pieces, double amount) in relaxation.Fills)
        {
            int times = Math.Max(0, (int)Math.Floor(amount + 1e-9) - less);
            if (times > 0)
            {
                chosen.Add(new Fill(pieces, times));
                for (int kind = 0; kind < left.Length; kind++)
                {
                    left[kind] = Math.Max(0, left[kind] - (pieces[kind] * times));
                }
            }
        }

        var completion = new FillCompletion(problem, clock, MostStates);
        if (completion.Fit(left, fills - chosen.Sum(fill => fill.Times)) is not { } rest)
        {
            return null;
        }

        chosen.AddRange(rest.GroupBy(pieces => string.Join(',', pieces)).Select(group => new Fill(group.First(), group.Count())));
        return chosen;
    }
}
