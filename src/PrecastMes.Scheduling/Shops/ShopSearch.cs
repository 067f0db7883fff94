using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling.Shops;

/// <summary>
/// Improves the ranks of a plant's loads by simulated annealing: loads of late floors and of the moulds that make them late go forward,
/// others give way. Two searches with seeds of their own run side by side.
/// </summary>
internal sealed class ShopSearch
{
    // First temperatures, as shares of the cost to begin with.
    private const double FirstHeat = 0.01;
    private const double LaterHeat = 0.003;

    // Both searches go on from the better one's result at these shares of the time.
    private static readonly double[] PhaseEnds = [0.5, 0.75, 1];

    private readonly Shop _shop;
    private readonly ShopObjective _objective;
    private readonly Random _random;
    private readonly ShopMoves _moves;
    private ShopSimulation _base;
    private ShopSimulation _trial;
    private int _mostWaiting = 3;
    private int _bestWaiting = 3;

    private ShopSearch(Shop shop, ShopObjective objective, int seed)
    {
        _shop = shop;
        _objective = objective;
        _random = new Random(seed);
        _moves = new ShopMoves(shop, _random);
        _base = new ShopSimulation(shop);
        _trial = new ShopSimulation(shop);
        BestOrder = [];
    }

    public int[] BestOrder { get; private set; }

    public long BestValue { get; private set; } = long.MaxValue;

    /// <summary>The best ranks found, the limit of waiting loads that goes with them, and their value.</summary>
    public static (int[] Order, int MostWaiting, long Value) Solve(Shop shop, ShopObjective objective, long bound, int seed, SearchClock clock)
    {
        ShopSearch[] searches = [new(shop, objective, seed), new(shop, objective, seed + 1)];
        ShopSearch best = searches[0];
        for (int phase = 0; phase < PhaseEnds.Length; phase++)
        {
            (int[]? from, int waiting, SearchClock part) = (phase == 0 ? null : best.BestOrder, best._bestWaiting, clock.Until(PhaseEnds[phase]));
            Parallel.ForEach(searches, search => search.Run(from, waiting, phase == 0 ? FirstHeat : LaterHeat, bound, part));
            best = searches.MinBy(search => search.BestValue)!;
        }

        return (best.BestOrder, best._bestWaiting, best.BestValue);
    }

    // From a start of its own, or the best order of all, to a four-hundredth of the first temperature.
    private void Run(int[]? start, int mostWaiting, double heat, long bound, SearchClock clock)
    {
        int[] current = start is null ? Start(clock) : [.. start];
        if (start is not null)
        {
            _base.MostWaiting = _trial.MostWaiting = mostWaiting;
        }

        double cost = Evaluate(_base, current);
        var trial = new int[current.Length];
        double hot = Math.Max(1, cost * heat);
        while (BestValue > bound && !clock.IsOver)
        {
            double temperature = hot * Math.Pow(0.0025, clock.Share);
            current.CopyTo(trial, 0);
            _moves.Change(trial, _base);
            _trial.Run(trial, _base, _moves.SameUntil(current, trial, _base));
            double with = Judge(_trial, trial);
            if (with <= cost || _random.NextDouble() < Math.Exp((cost - with) / temperature))
            {
                (current, trial) = (trial, current);
                (_base, _trial) = (_trial, _base);
                cost = with;
            }
        }
    }

    // The best of the dispatch rules, each with several limits of waiting loads.
    private int[] Start(SearchClock clock)
    {
        int[] best = [];
        double least = double.MaxValue;
        IEnumerable<int[]> rules =
        [
            DispatchRules.Edd(_shop),
            .. ((double[])[0.1, 0.2, 0.4, 0.8]).Select(weight => DispatchRules.EddByMoulds(_shop, weight)),
            .. ((double[])[50, 100, 200, 400]).Select(lookAhead => DispatchRules.Atc(_shop, lookAhead)),
        ];
        foreach (int[] order in rules)
        {
            foreach (int waiting in (int[])[3, 1, 2, 6])
            {
                if (best.Length > 0 && clock.IsOver)
                {
                    break;
                }

                _base.MostWaiting = waiting;
                if (Evaluate(_base, order) is var cost && cost < least)
                {
                    (best, least, _mostWaiting) = (order, cost, waiting);
                }
            }
        }

        _base.MostWaiting = _trial.MostWaiting = _mostWaiting;
        return best;
    }

    private double Evaluate(ShopSimulation simulation, int[] order)
    {
        simulation.Run(order);
        return Judge(simulation, order);
    }

    private double Judge(ShopSimulation simulation, int[] order)
    {
        long value = ShopCost.Value(_shop, simulation, _objective);
        if (value < BestValue)
        {
            BestValue = value;
            BestOrder = [.. order];
            _bestWaiting = simulation.MostWaiting;
        }

        return ShopCost.Guided(_shop, simulation, _objective);
    }
}
