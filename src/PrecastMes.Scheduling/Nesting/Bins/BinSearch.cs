using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling.Nesting.Bins;

/// <summary>
/// Lays pieces into bins by ruin and recreate: from the best packing one bin is given up and its pieces wait; again and again a few bins
/// are emptied in part, and their pieces with those that wait are laid anew in another order. When none waits any more, there is one bin less.
/// </summary>
internal sealed class BinSearch
{
    private const int StartOrders = 5;

    private readonly BinProblem _problem;
    private readonly Random _random;
    private readonly int[] _order;
    private readonly double[] _keys;
    private List<Bin> _best = [];

    private BinSearch(BinProblem problem, Random random)
    {
        _problem = problem;
        _random = random;
        _order = new int[problem.Pieces.Count];
        _keys = new double[problem.Pieces.Count];
    }

    /// <summary>The bins with their pieces.</summary>
    public static IReadOnlyList<IReadOnlyList<PlacedPiece>> Solve(BinProblem problem, int bound, int seed, SearchClock clock)
    {
        for (int i = 0; i < problem.Pieces.Count; i++)
        {
            (int width, int height) = problem.Pieces[i];
            if ((width > problem.Width || height > problem.Height) && !(problem.MayTurn && height <= problem.Width && width <= problem.Height))
            {
                throw new ArgumentException($"Piece {i} ({width} × {height}) is larger than a bin ({problem.Width} × {problem.Height}).");
            }
        }

        var search = new BinSearch(problem, new Random(seed));
        search.Start(bound);
        search.Improve(bound, clock);
        return [.. search._best.Select(bin => bin.Pieces)];
    }

    private void Start(int bound)
    {
        foreach (FitRule rule in Enum.GetValues<FitRule>())
        {
            for (int kind = 0; kind < StartOrders; kind++)
            {
                for (int i = 0; i < _order.Length; i++)
                {
                    _order[i] = i;
                }

                Sort(_order, kind, 0);
                var bins = new List<Bin>();
                foreach (int piece in _order)
                {
                    if (!Place(piece, bins, rule))
                    {
                        bins.Add(new Bin(_problem));
                        bins[^1].Clear();
                        bins[^1].Place(piece, bins[^1].Find(piece, rule)!.Value);
                    }
                }

                if (_best.Count == 0 || bins.Count < _best.Count)
                {
                    _best = bins;
                }

                if (_best.Count <= bound)
                {
                    return;
                }
            }
        }
    }

    private void Improve(int bound, SearchClock clock)
    {
        while (_best.Count > bound && _best.Count > 1 && !clock.IsOver)
        {
            List<Bin> bins = [.. _best.Select(Copy)];
            Bin least = bins.MinBy(bin => bin.Area)!;
            bins.Remove(least);
            List<int> waiting = [.. least.Pieces.Select(piece => piece.Piece)];
            if (!Settle(bins, waiting, clock))
            {
                return;
            }

            _best = bins;
        }
    }

    // Lays pieces anew until none waits; false when time is over.
    private bool Settle(List<Bin> bins, List<int> waiting, SearchClock clock)
    {
        // Late acceptance: a change stands when it is no worse than what stood so many changes ago.
        var history = new double[Math.Clamp(bins.Count * 20, 50, 500)];
        double cost = Cost(waiting);
        Array.Fill(history, cost);
        Bin[] spare = [.. Enumerable.Range(0, 4).Select(_ => new Bin(_problem))];
        var chosen = new List<int>();
        var loose = new List<int>();
        for (int change = 0; waiting.Count > 0; change++)
        {
            if (clock.IsOver)
            {
                return false;
            }

            Choose(bins.Count, chosen, 1 + _random.Next(Math.Min(3, bins.Count)));
            loose.Clear();
            loose.AddRange(waiting);
            for (int i = 0; i < chosen.Count; i++)
            {
                Bin bin = bins[chosen[i]];
                spare[i].CopyFrom(bin);
                double share = _random.Next(3) == 0 ? 1 : 0.2 + (0.6 * _random.NextDouble());
                bin.Remove(piece =>
                {
                    bool leaves = _random.NextDouble() < share;
                    if (leaves)
                    {
                        loose.Add(piece.Piece);
                    }

                    return leaves;
                });
            }

            List<int> left = Recreate(bins, chosen, loose);
            double with = Cost(left);
            int at = change % history.Length;
            if (with <= cost || with <= history[at])
            {
                cost = with;
                waiting.Clear();
                waiting.AddRange(left);
            }
            else
            {
                for (int i = 0; i < chosen.Count; i++)
                {
                    bins[chosen[i]].CopyFrom(spare[i]);
                }
            }

            history[at] = cost;
        }

        return true;
    }

    private List<int> Recreate(List<Bin> bins, List<int> chosen, List<int> loose)
    {
        Span<int> order = _order.AsSpan(0, loose.Count);
        loose.CopyTo(_order);
        Sort(order, _random.Next(StartOrders), 0.15);
        var rule = (FitRule)_random.Next(3);
        bool first = _random.Next(2) == 0;
        var left = new List<int>();
        foreach (int piece in order)
        {
            Bin? into = null;
            Spot spot = default;
            foreach (int index in chosen)
            {
                // Now and then the best place is passed over, so that the same pieces don't fall into the same places.
                if (bins[index].Find(piece, rule) is { } found && (into is null || found.Score < spot.Score) && _random.Next(50) > 0)
                {
                    (into, spot) = (bins[index], found);
                    if (first)
                    {
                        break;
                    }
                }
            }

            if (into is null)
            {
                left.Add(piece);
            }
            else
            {
                into.Place(piece, spot);
            }
        }

        return left;
    }

    private static bool Place(int piece, List<Bin> bins, FitRule rule)
    {
        foreach (Bin bin in bins)
        {
            if (bin.Find(piece, rule) is { } spot)
            {
                bin.Place(piece, spot);
                return true;
            }
        }

        return false;
    }

    private void Choose(int bins, List<int> chosen, int count)
    {
        chosen.Clear();
        while (chosen.Count < count)
        {
            int bin = _random.Next(bins);
            if (!chosen.Contains(bin))
            {
                chosen.Add(bin);
            }
        }
    }

    // Large pieces that wait are worse than small ones of the same area together: they are harder to place.
    private double Cost(List<int> waiting)
    {
        double cost = 0;
        double whole = (double)_problem.Width * _problem.Height;
        foreach (int piece in waiting)
        {
            cost += Math.Pow(_problem.Area(piece) / whole, 1.2);
        }

        return cost;
    }

    private void Sort(Span<int> order, int kind, double noise)
    {
        Span<double> keys = _keys.AsSpan(0, order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            (int width, int height) = _problem.Pieces[order[i]];
            double key = kind switch
            {
                0 => (double)width * height,
                1 => Math.Max((double)width / _problem.Width, (double)height / _problem.Height),
                2 => width + ((double)height / (2 * _problem.Height)),
                3 => height + ((double)width / (2 * _problem.Width)),
                _ => width + height,
            };
            keys[i] = -key * (1 + (noise * _random.NextDouble()));
        }

        keys.Sort(order);
    }

    private Bin Copy(Bin bin)
    {
        var copy = new Bin(_problem);
        copy.CopyFrom(bin);
        return copy;
    }
}
