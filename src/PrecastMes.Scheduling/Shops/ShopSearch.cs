using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling.Shops;

/// <summary>
/// Improves the ranks of a plant's loads by simulated annealing: loads of late floors and of the moulds that make them late go forward,
/// others give way. Two searches with seeds of their own run side by side.
/// </summary>
internal sealed class ShopSearch
{
    private readonly Shop _shop;
    private readonly ShopObjective _objective;
    private readonly ShopSimulation _simulation;
    private readonly Random _random;
    private readonly int[][] _loadsOfFloor;
    private readonly int[][] _loadsOfFamily;
    private double _cost;
    private int _mostWaiting = 3;
    private int _bestWaiting = 3;

    private ShopSearch(Shop shop, ShopObjective objective, int seed)
    {
        _shop = shop;
        _objective = objective;
        _simulation = new ShopSimulation(shop);
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
        var searches = new ShopSearch[2];
        Parallel.For(0, searches.Length, i =>
        {
            searches[i] = new ShopSearch(shop, objective, seed + i);
            searches[i].Run(bound, clock);
        });
        ShopSearch best = searches.MinBy(search => search.BestValue)!;
        return (best.BestOrder, best._bestWaiting, best.BestValue);
    }

    private void Run(long bound, SearchClock clock)
    {
        int[] current = Start();
        double cost = _cost;
        var trial = new int[current.Length];
        double hot = Math.Max(1, cost * 0.02);
        while (BestValue > bound && !clock.IsOver)
        {
            double temperature = hot * Math.Pow(0.002, clock.Share);
            current.CopyTo(trial, 0);
            Change(trial);
            double with = Evaluate(trial);
            if (with <= cost || _random.NextDouble() < Math.Exp((cost - with) / temperature))
            {
                (current, trial) = (trial, current);
                cost = with;
            }
        }
    }

    // Earliest due first, less what waits for the scarcest moulds, with several weights.
    private int[] Start()
    {
        int[] best = [];
        double least = double.MaxValue;
        var cycles = new double[_shop.Families.Count];
        foreach (ShopLoad load in _shop.Loads)
        {
            cycles[load.Family] += load.Times.Sum() / (double)_shop.Families[load.Family].Moulds;
        }

        foreach (double weight in (double[])[0, 0.1, 0.2, 0.4, 0.8])
        {
            foreach (int waiting in (int[])[1, 2, 3, 6])
            {
                _simulation.MostWaiting = waiting;
                int[] order = [.. Enumerable.Range(0, _shop.Loads.Count).OrderBy(load => _shop.Floors[_shop.Loads[load].Floor].Due - (weight * cycles[_shop.Loads[load].Family])).ThenBy(load => _shop.Loads[load].Family).ThenBy(load => load)];
                if (Evaluate(order) is var cost && cost < least)
                {
                    (best, least, _mostWaiting) = (order, cost, waiting);
                }
            }
        }

        _simulation.MostWaiting = _mostWaiting;
        _cost = least;
        return best;
    }

    private double Evaluate(int[] order)
    {
        _simulation.Run(order);
        long value = ShopCost.Value(_shop, _simulation, _objective);
        if (value < BestValue)
        {
            BestValue = value;
            BestOrder = [.. order];
            _bestWaiting = _simulation.MostWaiting;
        }

        return ShopCost.Guided(_shop, _simulation, _objective);
    }

    private void Change(int[] order)
    {
        switch (_random.Next(10))
        {
            case < 4:
                Move(order, LateLoad(), forward: true);
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

    // One of the last loads of a floor that is late, or nearly.
    private int LateLoad()
    {
        int floor = 0;
        double most = double.MinValue;
        for (int i = 0; i < 3; i++)
        {
            int each = _random.Next(_shop.Floors.Count);
            double late = _shop.Floors[each].Weight * (double)(_simulation.FloorDone[each] - _shop.Floors[each].Due);
            if (late > most)
            {
                (floor, most) = (each, late);
            }
        }

        int[] loads = _loadsOfFloor[floor];
        int stages = _shop.Stages.Count;
        int load = loads[_random.Next(loads.Length)];
        for (int i = 0; i < 3; i++)
        {
            int other = loads[_random.Next(loads.Length)];
            load = _simulation.End[(other * stages) + stages - 1] > _simulation.End[(load * stages) + stages - 1] ? other : load;
        }

        return load;
    }

    private void Move(int[] order, int load, bool forward)
    {
        int from = Array.IndexOf(order, load);
        int distance = 1 + (int)(Math.Pow(_random.NextDouble(), 3) * order.Length / 2);
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
                int at = Array.IndexOf(order, load);
                keys[at] += forward ? -(2 * distance) - 1 : (2 * distance) + 1;
            }
        }

        Array.Sort(keys, order);
    }
}
