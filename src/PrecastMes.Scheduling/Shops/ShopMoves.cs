namespace PrecastMes.Scheduling.Shops;

/// <summary>Random changes of an order of loads, most of them at what is late, and what they leave as it was.</summary>
internal sealed class ShopMoves(Shop shop, Random random)
{
    // A floor done so long before it is due is in no danger.
    private const double NearlyLate = 3_000;
    private const int FarthestMove = 500;

    private readonly List<int> _moved = [];
    private readonly int[] _familyOf = [.. shop.Loads.Select(load => load.Family)];
    private readonly int[][] _loadsOfFloor = Group(shop, shop.Floors.Count, load => load.Floor);
    private readonly int[][] _loadsOfFamily = Group(shop, shop.Families.Count, load => load.Family);

    /// <summary>Changes an order whose schedule is known.</summary>
    public void Change(int[] order, ShopSimulation schedule)
    {
        _moved.Clear();
        switch (random.Next(10))
        {
            case < 3:
                Move(order, LateLoad(schedule), forward: true);
                break;
            case < 5:
                Overtake(order, LateLoad(schedule));
                break;
            case < 7:
                Move(order, order[random.Next(order.Length)], forward: random.Next(2) == 0);
                break;
            case < 8:
                Swap(order);
                break;
            case < 9:
                MoveAll(order, _loadsOfFloor[random.Next(_loadsOfFloor.Length)]);
                break;
            default:
                MoveAll(order, _loadsOfFamily[random.Next(_loadsOfFamily.Length)]);
                break;
        }
    }

    // One of the last loads of a floor that is late, the worse the likelier; where none is, of one that is nearly.
    private int LateLoad(ShopSimulation schedule)
    {
        double draw = double.MinValue;
        int floor = 0;
        for (int each = 0; each < _loadsOfFloor.Length; each++)
        {
            double late = schedule.FloorDone[each] - shop.Floors[each].Due;
            double key = late > 0 ? random.NextDouble() * (1 + Math.Log(1 + (late * shop.Floors[each].Weight))) : (random.NextDouble() / 8) + Math.Max(-1, late / NearlyLate);
            (draw, floor) = key > draw && _loadsOfFloor[each].Length > 0 ? (key, each) : (draw, floor);
        }

        int[] loads = _loadsOfFloor[floor];
        int stages = shop.Stages.Count;
        int load = loads[random.Next(loads.Length)];
        for (int i = 0; i < 3; i++)
        {
            int other = loads[random.Next(loads.Length)];
            load = schedule.End[(other * stages) + stages - 1] > schedule.End[(load * stages) + stages - 1] ? other : load;
        }

        return load;
    }

    // The load takes the place of one of its family that goes before it, and that one its own.
    private void Overtake(int[] order, int load)
    {
        int from = Array.IndexOf(order, load);
        int skip = random.Next(4);
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
        int distance = 1 + (int)(Math.Pow(random.NextDouble(), 3) * Math.Min(order.Length / 2, FarthestMove));
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
        int[] family = _loadsOfFamily[random.Next(_loadsOfFamily.Length)];
        if (family.Length < 2)
        {
            return;
        }

        int one = Array.IndexOf(order, family[random.Next(family.Length)]), other = Array.IndexOf(order, family[random.Next(family.Length)]);
        _moved.AddRange([order[one], order[other]]);
        (order[one], order[other]) = (order[other], order[one]);
    }

    // Some of the loads go the same way together.
    private void MoveAll(int[] order, int[] loads)
    {
        bool forward = random.Next(2) == 0;
        int distance = 1 + (int)(Math.Pow(random.NextDouble(), 2) * order.Length / 8);
        var keys = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            keys[i] = 2 * i;
        }

        double share = random.NextDouble();
        foreach (int load in loads)
        {
            if (random.NextDouble() < share)
            {
                _moved.Add(load);
                int at = Array.IndexOf(order, load);
                keys[at] += forward ? -(2 * distance) - 1 : (2 * distance) + 1;
            }
        }

        Array.Sort(keys, order);
    }

    /// <summary>
    /// Until when the order before the last change, whose schedule is given, and the one after it lead to the same. Before its turn comes in
    /// its family, a load that was moved takes part in no decision. Its turn comes when the load before it in its family has begun, in the old
    /// order or the new one; loads that were moved, too, have their own turn.
    /// </summary>
    public int SameUntil(int[] before, int[] after, ShopSimulation schedule)
    {
        int until = int.MaxValue;
        foreach (int load in _moved)
        {
            until = Math.Min(until, Math.Min(TurnOf(load, before, schedule), TurnOf(load, after, schedule)));
        }

        return until;
    }

    private int TurnOf(int load, int[] order, ShopSimulation schedule)
    {
        int family = _familyOf[load];
        for (int at = Array.IndexOf(order, load) - 1; at >= 0; at--)
        {
            if (_familyOf[order[at]] == family && !_moved.Contains(order[at]))
            {
                return schedule.Begin[order[at] * shop.Stages.Count];
            }
        }

        return -1;
    }

    private static int[][] Group(Shop shop, int count, Func<ShopLoad, int> key)
    {
        ILookup<int, int> by = Enumerable.Range(0, shop.Loads.Count).ToLookup(load => key(shop.Loads[load]));
        return [.. Enumerable.Range(0, count).Select(each => by[each].ToArray())];
    }
}
