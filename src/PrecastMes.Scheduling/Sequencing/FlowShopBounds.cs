namespace PrecastMes.Scheduling.Sequencing;

/// <summary>Lower bounds of flow shops: what no sequence can undercut.</summary>
internal static class FlowShopBounds
{
    /// <summary>
    /// On each machine all work, behind the shortest way to it and before the shortest way from it: the first job can't start before its
    /// head, the last leaves its tail. Set-ups add, for each job but one, the least set-up before it. On a stage of m machines the work is
    /// spread evenly, behind the m shortest heads and before the m shortest tails (one for each machine), and no job is shorter than its own way.
    /// </summary>
    public static long Makespan(FlowShop shop)
    {
        long bound = 0;
        for (int job = 0; job < shop.Jobs; job++)
        {
            bound = Math.Max(bound, shop.Work(job));
        }

        for (int machine = 0; machine < shop.Machines; machine++)
        {
            bound = Math.Max(bound, OnMachine(shop, machine));
        }

        return bound;
    }

    /// <summary>
    /// On each machine the i-th completion is no earlier than the least head, the i shortest times and the least tail. Completions and due
    /// dates, both in rising order, paired one by one, have the least total tardiness of all pairings.
    /// </summary>
    public static long TotalTardiness(FlowShop shop)
    {
        int[] dues = [.. shop.Dues!.Order()];
        long bound = 0;
        for (int machine = 0; machine < shop.Machines; machine++)
        {
            IEnumerable<int> jobs = Enumerable.Range(0, shop.Jobs);
            long time = jobs.Min(job => shop.Head(job, machine));
            int tail = jobs.Min(job => shop.Tail(job, machine));
            int[] sorted = [.. jobs.Select(job => shop.Time(job, machine)).Order()];
            long late = 0;
            for (int i = 0; i < sorted.Length; i++)
            {
                time += sorted[i];
                late += Math.Max(0, time + tail - dues[i]);
            }

            bound = Math.Max(bound, late);
        }

        // Each job alone.
        return Math.Max(bound, Enumerable.Range(0, shop.Jobs).Sum(job => (long)Math.Max(0, shop.Work(job) - shop.Dues![job])));
    }

    /// <summary>The jobs of one factory or another: all work of a machine spread over the factories.</summary>
    public static long Distributed(FlowShop shop, int factories) =>
        Makespan(shop with { MachinesOfStage = [.. Enumerable.Repeat(factories, shop.Machines)] });

    private static long OnMachine(FlowShop shop, int machine)
    {
        int[] jobs = [.. Enumerable.Range(0, shop.Jobs)];
        int machines = Math.Min(shop.MachinesOfStage?[machine] ?? 1, shop.Jobs);
        long heads = jobs.Select(job => shop.Head(job, machine)).Order().Take(machines).Sum(head => (long)head);
        long tails = jobs.Select(job => shop.Tail(job, machine)).Order().Take(machines).Sum(tail => (long)tail);
        long work = jobs.Sum(job => (long)shop.Time(job, machine));
        return ((heads + work + Setups(shop, machine) + tails - 1) / machines) + 1;
    }

    private static long Setups(FlowShop shop, int machine)
    {
        if (shop.Setups?[machine] is not { } setups || shop.Jobs < 2)
        {
            return 0;
        }

        int[] least = [.. Enumerable.Range(0, shop.Jobs).Select(to => Enumerable.Range(0, shop.Jobs).Where(from => from != to).Min(from => setups[(from * shop.Jobs) + to]))];
        return least.Sum(each => (long)each) - least.Max();
    }
}
