using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling.Sequencing;

/// <summary>Sequences jobs of one line: two searches with seeds of their own side by side, the better result counts.</summary>
internal static class FlowShopSearch
{
    private const int Searches = 2;

    public static SequencingResult Makespan(FlowShop shop, int seed, SearchClock clock) =>
        Solve(shop, () => shop.MachinesOfStage is not null ? new HybridRule(shop) : shop.Setups is not null ? new SetupRule(shop) : new MakespanRule(shop), FlowShopBounds.Makespan(shop), 2, 0.7, ByWork(shop), seed, clock);

    public static SequencingResult BlockingMakespan(FlowShop shop, int seed, SearchClock clock) =>
        Solve(shop, () => new BlockingRule(shop), FlowShopBounds.Makespan(shop), 4, 0.7, ByWork(shop), seed, clock);

    public static SequencingResult TotalTardiness(FlowShop shop, int seed, SearchClock clock) =>
        Solve(shop, () => new TardinessRule(shop), FlowShopBounds.TotalTardiness(shop), 4, 0.5, [.. Enumerable.Range(0, shop.Jobs).OrderBy(job => shop.Dues![job])], seed, clock);

    private static SequencingResult Solve(
        FlowShop shop, Func<InsertionRule> rule, long bound, int removed, double temperature, int[] start, int seed, SearchClock clock)
    {
        // In units of a tenth of the mean processing time, as Ruiz and Stützle have it.
        double unit = Math.Max(1e-9, shop.Times.Average(time => (double)time) / 10);
        var searches = new IteratedGreedy[Searches];
        Parallel.For(0, Searches, i =>
        {
            searches[i] = new IteratedGreedy(rule(), shop.Jobs, removed, temperature * unit, new Random(seed + i));
            searches[i].Run(start, bound, clock);
        });
        IteratedGreedy best = searches.MinBy(search => search.BestCost)!;
        return new SequencingResult([best.Best], best.BestCost, bound);
    }

    private static int[] ByWork(FlowShop shop) => [.. Enumerable.Range(0, shop.Jobs).OrderByDescending(shop.Work)];
}
