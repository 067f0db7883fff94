namespace PrecastMes.Scheduling.Shops;

/// <summary>What plants do without a search: rules that rank the loads once. The search begins with the best of them.</summary>
internal static class DispatchRules
{
    /// <summary>Earliest due date.</summary>
    public static int[] Edd(Shop shop) =>
        [.. Enumerable.Range(0, shop.Loads.Count).OrderBy(load => shop.Floors[shop.Loads[load].Floor].Due).ThenBy(load => load)];

    /// <summary>Earliest due date less so much of the time that all loads of the family wait for a mould: scarce moulds begin earlier.</summary>
    public static int[] EddByMoulds(Shop shop, double weight)
    {
        var cycles = new double[shop.Families.Count];
        foreach (ShopLoad load in shop.Loads)
        {
            cycles[load.Family] += load.Times.Sum() / (double)shop.Families[load.Family].Moulds;
        }

        return [.. Enumerable.Range(0, shop.Loads.Count).OrderBy(load => shop.Floors[shop.Loads[load].Floor].Due - (weight * cycles[shop.Loads[load].Family])).ThenBy(load => shop.Loads[load].Family).ThenBy(load => load)];
    }

    /// <summary>
    /// Apparent tardiness cost on the first station: the next load is the one of the greatest weight per time, discounted by its slack in units of
    /// <paramref name="lookAhead"/> mean times; the clock goes on by the load's share of all lines and by the hours without a shift.
    /// </summary>
    public static int[] Atc(Shop shop, double lookAhead)
    {
        int[] order = Edd(shop);
        double mean = shop.Loads.Average(load => load.Times[0]) / shop.Lines, time = 0;
        for (int at = 0; at < order.Length; at++)
        {
            int best = at;
            double most = double.MinValue;

            // Loads due much later than these can't be the next.
            for (int i = at; i < Math.Min(order.Length, at + 400); i++)
            {
                ShopLoad load = shop.Loads[order[i]];
                ShopFloor floor = shop.Floors[load.Floor];
                double slack = Math.Max(0, floor.Due - load.Times.Sum() - shop.Stages[0].Calendar!.Advance(0, Math.Max(1, (int)time)));
                double index = Math.Log((double)floor.Weight / load.Times[0]) - (slack / (lookAhead * mean));
                (best, most) = index > most ? (i, index) : (best, most);
            }

            int next = order[best];
            Array.Copy(order, at, order, at + 1, best - at);
            order[at] = next;
            time += shop.Loads[next].Times[0] / (double)shop.Lines;
        }

        return order;
    }
}
