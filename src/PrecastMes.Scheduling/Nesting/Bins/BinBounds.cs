namespace PrecastMes.Scheduling.Nesting.Bins;

/// <summary>
/// Lower bounds of the number of bins by dual feasible functions (Fekete and Schepers): a function of a side's share of the bin whose values
/// never sum up to more than 1 where the shares don't. Sides changed by two such functions need the same bins, so their areas bound them.
/// </summary>
internal static class BinBounds
{
    private const double Tolerance = 1e-6;
    private const int MostSteps = 40;

    public static int Of(BinProblem problem)
    {
        if (problem.Pieces.Count == 0)
        {
            return 0;
        }

        Func<int, double>[] widths = [.. Functions(problem, problem.Width)];
        Func<int, double>[] heights = [.. Functions(problem, problem.Height)];
        double most = 1;
        foreach (Func<int, double> width in widths)
        {
            foreach (Func<int, double> height in heights)
            {
                double sum = 0;
                foreach ((int w, int h) in problem.Pieces)
                {
                    double straight = width(w) * height(h);

                    // A piece that may be turned lies in one of two ways; the smaller one counts.
                    sum += !problem.MayTurn ? straight : Math.Min(Fits(problem, w, h) ? straight : double.MaxValue, Fits(problem, h, w) ? width(h) * height(w) : double.MaxValue);
                }

                most = Math.Max(most, sum);
            }
        }

        return (int)Math.Ceiling(most - Tolerance);
    }

    private static bool Fits(BinProblem problem, int width, int height) => width <= problem.Width && height <= problem.Height;

    private static IEnumerable<Func<int, double>> Functions(BinProblem problem, int side)
    {
        yield return x => x / (double)side;
        int[] sides = [.. problem.Pieces.SelectMany(piece => (int[])[piece.Width, piece.Height]).SelectMany(x => (int[])[x, side - x, side - x + 1]).Where(x => x > 0 && 2 * x <= side).Distinct().Order()];
        int every = Math.Max(1, sides.Length / MostSteps);
        for (int i = 0; i < sides.Length; i += every)
        {
            // Beside a piece longer than the side less ε only pieces shorter than ε lie: they count nothing, it counts whole.
            int e = sides[i];
            yield return x => x > side - e ? 1 : x < e ? 0 : x / (double)side;
        }

        // Of pieces not shorter than ε, longer than a half: what is left beside it is counted in pieces of ε.
        foreach (int e in sides)
        {
            int whole = side / e;
            yield return x => 2 * x > side ? 1 - ((side - x) / e / (double)whole) : x < e ? 0 : 2 * x == side ? 0.5 : x / e / (double)whole;
        }
    }
}
