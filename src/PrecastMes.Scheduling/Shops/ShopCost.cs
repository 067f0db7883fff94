namespace PrecastMes.Scheduling.Shops;

/// <summary>Costs of a schedule: what counts, and a little of what leads there, where two schedules are equal in it.</summary>
internal static class ShopCost
{
    public static long Value(Shop shop, ShopSimulation schedule, ShopObjective objective)
    {
        long value = 0;
        for (int floor = 0; floor < shop.Floors.Count; floor++)
        {
            int late = Math.Max(0, schedule.FloorDone[floor] - shop.Floors[floor].Due);
            value = objective switch
            {
                ShopObjective.WeightedTardiness => value + ((long)late * shop.Floors[floor].Weight),
                ShopObjective.LargestTardiness => Math.Max(value, late),
                _ => schedule.Makespan,
            };
        }

        return value;
    }

    /// <summary>The value with a guide: the lateness against due dates half a day earlier, and what is late besides the latest.</summary>
    public static double Guided(Shop shop, ShopSimulation schedule, ShopObjective objective)
    {
        const int Slack = 12 * 60;
        double guide = 0;
        for (int floor = 0; floor < shop.Floors.Count; floor++)
        {
            ShopFloor each = shop.Floors[floor];
            int done = schedule.FloorDone[floor];
            guide += (0.02 * each.Weight * Math.Max(0, done - each.Due + Slack)) + (each.Weight * Math.Max(0, done - each.Due));
        }

        long value = Value(shop, schedule, objective);
        return objective switch
        {
            ShopObjective.WeightedTardiness => guide,
            ShopObjective.LargestTardiness => value + (guide / shop.Floors.Count / 20),
            _ => value,
        };
    }
}
