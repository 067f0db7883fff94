namespace PrecastMes.Scheduling.LongMoulds;

/// <summary>
/// Fewest fills when parts of a fill are allowed: the linear program of Gilmore and Gomory, whose columns are found by a knapsack. The
/// bound is Farley's: prices divided by what the best fill is worth at them are feasible for the dual, whatever rounding did to them.
/// </summary>
internal sealed class FillRelaxation
{
    private const double Tolerance = 1e-9;

    private readonly CuttingProblem _problem;
    private readonly int _kinds;
    private readonly double[][] _inverse;
    private readonly int[][] _basis;
    private readonly double[] _amounts;

    public FillRelaxation(CuttingProblem problem)
    {
        _problem = problem;
        _kinds = problem.Lengths.Length;
        _inverse = new double[_kinds][];
        _basis = new int[_kinds][];
        _amounts = new double[_kinds];
        for (int kind = 0; kind < _kinds; kind++)
        {
            int most = problem.Capacity / problem.Lengths[kind];
            _inverse[kind] = new double[_kinds];
            _inverse[kind][kind] = 1.0 / most;
            _basis[kind] = new int[_kinds];
            _basis[kind][kind] = most;
            _amounts[kind] = problem.Demands[kind] / (double)most;
        }
    }

    /// <summary>No set of fills has fewer.</summary>
    public int Bound { get; private set; }

    /// <summary>Fills and their amounts; rounded down, most of a good set.</summary>
    public IEnumerable<(int[] Pieces, double Amount)> Fills => _basis.Zip(_amounts);

    public void Solve()
    {
        var knapsack = new FillKnapsack(_problem.Capacity, _problem.Lengths);
        var prices = new double[_kinds];
        var column = new double[_kinds];
        double bound = 0;

        // Each round brings a better fill in; the number only guards against going in circles.
        for (int round = 0; round < 1_000; round++)
        {
            for (int kind = 0; kind < _kinds; kind++)
            {
                prices[kind] = 0;
                for (int row = 0; row < _kinds; row++)
                {
                    prices[kind] += _inverse[row][kind];
                }

                prices[kind] = Math.Max(0, prices[kind]);
            }

            var pieces = new int[_kinds];
            double worth = knapsack.Solve(prices, pieces);
            double dual = 0;
            for (int kind = 0; kind < _kinds; kind++)
            {
                dual += prices[kind] * _problem.Demands[kind];
            }

            bound = Math.Max(bound, dual / Math.Max(1, worth));
            if (worth <= 1 + Tolerance || !Enter(pieces, column))
            {
                break;
            }
        }

        Bound = (int)Math.Ceiling(bound - 1e-6);
    }

    private bool Enter(int[] pieces, double[] column)
    {
        int leaves = -1;
        double step = double.MaxValue;
        for (int row = 0; row < _kinds; row++)
        {
            column[row] = 0;
            for (int kind = 0; kind < _kinds; kind++)
            {
                column[row] += _inverse[row][kind] * pieces[kind];
            }

            if (column[row] > Tolerance && _amounts[row] / column[row] < step)
            {
                (leaves, step) = (row, _amounts[row] / column[row]);
            }
        }

        if (leaves < 0)
        {
            return false;
        }

        double pivot = column[leaves];
        for (int kind = 0; kind < _kinds; kind++)
        {
            _inverse[leaves][kind] /= pivot;
        }

        for (int row = 0; row < _kinds; row++)
        {
            if (row == leaves)
            {
                continue;
            }

            for (int kind = 0; kind < _kinds; kind++)
            {
                _inverse[row][kind] -= column[row] * _inverse[leaves][kind];
            }

            _amounts[row] = Math.Max(0, _amounts[row] - (column[row] * step));
        }

        _amounts[leaves] = step;
        _basis[leaves] = pieces;
        return true;
    }
}
