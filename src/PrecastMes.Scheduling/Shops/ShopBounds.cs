using PrecastMes.Production.Routings;

namespace PrecastMes.Scheduling.Shops;

/// <summary>
/// What no schedule of a plant can undercut, and what makes it so. Each bound takes a set of loads and one thing they all need (the moulds of
/// a family, the stations of a stage on all their lines) and lets everything else wait for nobody.
/// </summary>
internal sealed class ShopBounds(Shop shop)
{
    private readonly int _stages = shop.Stages.Count;

    /// <summary>The earliest end of all loads, and the thing that makes it.</summary>
    public (int Time, string Because) Makespan() => Completion([.. Enumerable.Range(0, shop.Loads.Count)]);

    /// <summary>
    /// Loads due by the same day can't all be done before their bound: their latest floor is late by at least the bound less that due date,
    /// and so is some floor of them.
    /// </summary>
    public (int Late, string Because) LargestTardiness()
    {
        (int Late, string Because) most = (0, "none");
        foreach (int due in shop.Floors.Select(floor => floor.Due).Distinct())
        {
            (int time, string because) = Completion([.. Enumerable.Range(0, shop.Loads.Count).Where(load => shop.Floors[shop.Loads[load].Floor].Due <= due)]);
            most = time - due > most.Late ? (time - due, because) : most;
        }

        return most;
    }

    /// <summary>
    /// Some floor due by a day is late as above; it costs at least the least weight of those floors. Of several days the dearest counts: the
    /// late floors of two days may be the same, so they are not added.
    /// </summary>
    public (long Cost, string Because) WeightedTardiness()
    {
        (long Cost, string Because) most = (0, "none");
        foreach (int due in shop.Floors.Select(floor => floor.Due).Distinct())
        {
            int[] loads = [.. Enumerable.Range(0, shop.Loads.Count).Where(load => shop.Floors[shop.Loads[load].Floor].Due <= due)];
            (int time, string because) = Completion(loads);
            long cost = (long)Math.Max(0, time - due) * loads.Select(load => shop.Floors[shop.Loads[load].Floor].Weight).DefaultIfEmpty(0).Min();
            most = cost > most.Cost ? (cost, because) : most;
        }

        return most;
    }

    private (int Time, string Because) Completion(int[] loads)
    {
        (int Time, string Because) latest = (0, "none");
        if (loads.Length == 0)
        {
            return latest;
        }

        foreach (IGrouping<int, int> family in loads.GroupBy(load => shop.Loads[load].Family))
        {
            int time = OfMoulds([.. family], shop.Families[family.Key].Moulds);
            latest = time > latest.Time ? (time, "mould " + shop.Families[family.Key].Name) : latest;
        }

        for (int stage = 0; stage < _stages; stage++)
        {
            if (shop.Stages[stage].Calendar is not null && OfStage(loads, stage) is var time && time > latest.Time)
            {
                latest = (time, "stage " + shop.Stages[stage].Name);
            }
        }

        return latest;
    }

    // One unit makes at least its share of the loads one after another, each in no less than the least time of each stage; then the last is
    // finished. Calendars only pass delays on, so the chain that waits for nothing is the earliest.
    private int OfMoulds(int[] loads, int moulds)
    {
        int[] least = [.. Enumerable.Range(0, _stages).Select(stage => loads.Min(load => shop.Loads[load].Times[stage]))];
        int time = 0;
        for (int cycle = (loads.Length + moulds - 1) / moulds; cycle > 0; cycle--)
        {
            for (int stage = shop.MouldHeld.From; stage <= shop.MouldHeld.To; stage++)
            {
                time = Pass(time, stage, least[stage]);
            }
        }

        for (int stage = shop.MouldHeld.To + 1; stage < _stages; stage++)
        {
            time = Pass(time, stage, least[stage]);
        }

        return time;
    }

    // All work of a stage spread over the stations of all lines, after the least way to it and before the least way from it. Work in one
    // piece is no earlier than work that may be interrupted.
    private int OfStage(int[] loads, int stage)
    {
        int time = 0;
        for (int before = 0; before < stage; before++)
        {
            time = Pass(time, before, loads.Min(load => shop.Loads[load].Times[before]));
        }

        long work = loads.Sum(load => (long)shop.Loads[load].Times[stage]);
        int stations = shop.Stages[stage].Stations * loads.SelectMany(load => shop.Families[shop.Loads[load].Family].Lines).Distinct().Count();
        time = shop.Stages[stage].Calendar!.Advance(time, (int)((work + stations - 1) / stations));
        for (int behind = stage + 1; behind < _stages; behind++)
        {
            time = Pass(time, behind, loads.Min(load => shop.Loads[load].Times[behind]));
        }

        return time;
    }

    private int Pass(int time, int stage, int work) => shop.Stages[stage].Kind switch
    {
        OperationKind.Interruptible => shop.Stages[stage].Calendar!.Advance(time, work),
        OperationKind.NonInterruptible => shop.Stages[stage].Calendar!.EarliestWhole(time, work) + work,
        _ => time + work,
    };
}
