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

    // A floor done so long before it is due is in no danger.
    private const double NearlyLate = 3_000;
    private const int FarthestMove = 500;

    // Both searches go on from the better one's result at these shares of the time.
    private static readonly double[] PhaseEnds = [0.5, 0.75, 1];

    private readonly Shop _shop;
    private readonly ShopObjective _objective;
    private readonly List<int> _moved = [];
    private readonly int[] _familyOf;
    private ShopSimulation _base;
    private ShopSimulation _trial;
    private readonly Random _random;
    private readonly int[][] _loadsOfFloor;
    private readonly int[][] _loadsOfFamily;
    private int _mostWaiting = 3;
    private int _bestWaiting = 3;

    private ShopSearch(Shop shop, ShopObjective objective, int seed)
    {
        _shop = shop;
        _objective = objective;
        _base = new ShopSimulation(shop);
        _trial = new ShopSimulation(shop);
        _familyOf = [.. shop.Loads.Select(load => load.Family)];
        _random = new Random(seed);
        _loadsOfFloor = Group(shop.Floors.Count, load => load.Floor);
        _loadsOfFamily = Group(shop.Families.Count, load => load.Family);
        BestOrder = [];

        int[][] Group(int count, Func<ShopLoad, int> key)
        {
            ILookup<int, int> by = Enumerable.Range(0, shop.Loads.Count).ToLookup(load => key(shop.Loads[load]));
            return [.. Enumerable.Range(0, count).Select(each => by[each].ToArray())];
        }
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
            _moved.Clear();
            Change(trial);
            _trial.Run(trial, _base, SameUntil(current, trial));
            double with = Judge(_trial, trial);
            if (with <= cost || _random.NextDouble() < Math.Exp((cost - with) / temperature))
            {
                (current, trial) = (trial, current);
                (_base, _trial) = (_trial, _base);
                cost = with;
            }
        }
    }

    // Before its turn comes in its family, a load that was moved takes part in no decision: until then both orders lead to the same. Its turn
    // comes when the load before it in its family has begun, in the old order or the new one; loads that were moved, too, have their own turn.
    private int SameUntil(int[] before, int[] after)
    {
        int until = int.MaxValue;
        foreach (int load in _moved)
        {
            until = Math.Min(until, Math.Min(TurnOf(load, before), TurnOf(load, after)));
        }

        return until;
    }

    private int TurnOf(int load, int[] order)
    {
        int family = _shop.Loads[load].Family;
        for (int at = Array.IndexOf(order, load) - 1; at >= 0; at--)
        {
            if (_familyOf[order[at]] == family && !_moved.Contains(order[at]))
            {
                return _base.Begin[order[at] * _shop.Stages.Count];
            }
        }

        return -1;
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

    private void Change(int[] order)
    {
        switch (_random.Next(10))
        {
            case < 3:
                Move(order, LateLoad(), forward: true);
                break;
            case < 5:
                Overtake(order, LateLoad());
                break;
            case < 7:
                Move(order, order[_random.Next(order.Length)], forward: _random.Next(2) == 0);
                break;
            case < 8:
                Swap(order);
                break;
            case < 9:
                MoveAll(order, _loadsOfFloor[_random.Next(_loadsOfFloor.Length)]);
                break;
            default:
                MoveAll(order, _loadsOfFamily[_random.Next(_loadsOfFamily.Length)]);
                break;
        }
    }

    // One of the last loads of a floor that is late, the worse the likelier; where none is, of one that is nearly.
    private int LateLoad()
    {
        double draw = double.MinValue;
        int floor = 0;
        for (int each = 0; each < _loadsOfFloor.Length; each++)
        {
            double late = _base.FloorDone[each] - _shop.Floors[each].Due;
            double key = late > 0 ? _random.NextDouble() * (1 + Math.Log(1 + (late * _shop.Floors[each].Weight))) : (_random.NextDouble() / 8) + Math.Max(-1, late / NearlyLate);
            (draw, floor) = key > draw && _loadsOfFloor[each].Length > 0 ? (key, each) : (draw, floor);
        }

        int[] loads = _loadsOfFloor[floor];
        int stages = _shop.Stages.Count;
        int load = loads[_random.Next(loads.Length)];
        for (int i = 0; i < 3; i++)
        {
            int other = loads[_random.Next(loads.Length)];
            load = _base.End[(other * stages) + stages - 1] > _base.End[(load * stages) + stages - 1] ? other : load;
        }

        return load;
    }

    // The load takes the place of one of its family that goes before it, and that one its own.
    private void Overtake(int[] order, int load)
    {
        int from = Array.IndexOf(order, load);
        int skip = _random.Next(4);
        for (int at = from - 1; at >= 0; at--)
        {
            if (_familyOf[order[at]] == _familyOf[load] && skip-- == 0)
            {
                _moved.AddRange([order[from], order[at]]);
                (order[from], order[at]) = (order[at], order[from]);
                return;
            }
        }

        Move(order, load, forward: true);
    }

    private void Move(int[] order, int load, bool forward)
    {
        _moved.Add(load);
        int from = Array.IndexOf(order, load);
        int distance = 1 + (int)(Math.Pow(_random.NextDouble(), 3) * Math.Min(order.Length / 2, FarthestMove));
        int to = Math.Clamp(forward ? from - distance : from + distance, 0, order.Length - 1);
        if (to < from)
        {
            Array.Copy(order, to, order, to + 1, from - to);
        }
        else
        {
            Array.Copy(order, from + 1, order, from, to - from);
        }

        order[to] = load;
    }

    private void Swap(int[] order)
    {
        int[] family = _loadsOfFamily[_random.Next(_loadsOfFamily.Length)];
        if (family.Length < 2)
        {
            return;
        }

        int one = Array.IndexOf(order, family[_random.Next(family.Length)]), other = Array.IndexOf(order, family[_random.Next(family.Length)]);
        _moved.AddRange([order[one], order[other]]);
        (order[one], order[other]) = (order[other], order[one]);
    }

    // Some of the loads go the same way together.
    private void MoveAll(int[] order, int[] loads)
    {
        bool forward = _random.Next(2) == 0;
        int distance = 1 + (int)(Math.Pow(_random.NextDouble(), 2) * order.Length / 8);
        var keys = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            keys[i] = 2 * i;
        }

        double share = _random.NextDouble();
        foreach (int load in loads)
        {
            if (_random.NextDouble() < share)
            {
                _moved.Add(load);
                int at = Array.IndexOf(order, load);
                keys[at] += forward ? -(2 * distance) - 1 : (2 * distance) + 1;
            }
        }

        Array.Sort(keys, order);
    }
}
