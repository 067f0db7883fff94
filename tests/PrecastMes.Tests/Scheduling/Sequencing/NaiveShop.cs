using PrecastMes.Scheduling.Sequencing;

namespace PrecastMes.Tests.Scheduling.Sequencing;

/// <summary>Shops evaluated minute by minute of their definition, one operation after another, with no code of the engine.</summary>
internal static class NaiveShop
{
    /// <summary>Completions of each job of the sequence on the last machine.</summary>
    public static int[] Completions(FlowShop shop, IReadOnlyList<int> sequence, bool blocking = false)
    {
        int machines = shop.Machines;
        var leaves = new int[sequence.Count, machines];
        for (int i = 0; i < sequence.Count; i++)
        {
            for (int machine = 0; machine < machines; machine++)
            {
                int arrives = machine == 0 ? 0 : leaves[i, machine - 1];
                int free = i == 0 ? 0 : leaves[i - 1, machine] + (shop.Setups?[machine][(sequence[i - 1] * shop.Jobs) + sequence[i]] ?? 0);

                // The next machine has to be free before the job may leave this one.
                int next = blocking && i > 0 && machine + 1 < machines ? leaves[i - 1, machine + 1] : 0;
                leaves[i, machine] = Math.Max(Math.Max(arrives, free) + shop.Times[(sequence[i] * machines) + machine], next);
            }
        }

        return [.. Enumerable.Range(0, sequence.Count).Select(i => leaves[i, machines - 1])];
    }

    public static long Makespan(FlowShop shop, IReadOnlyList<int> sequence) => Completions(shop, sequence).DefaultIfEmpty().Max();

    public static long BlockingMakespan(FlowShop shop, IReadOnlyList<int> sequence) => Completions(shop, sequence, blocking: true).DefaultIfEmpty().Max();

    public static long Tardiness(FlowShop shop, IReadOnlyList<int> sequence) =>
        Completions(shop, sequence).Zip(sequence, (done, job) => (long)Math.Max(0, done - shop.Dues![job])).Sum();

    /// <summary>Jobs in the order of the sequence at the first stage, in the order of their arrival (then of their index there) at the later ones.</summary>
    public static long HybridMakespan(FlowShop shop, IReadOnlyList<int> sequence)
    {
        List<(int Job, int Ready, int Place)> queue = [.. sequence.Select((job, place) => (job, 0, place))];
        for (int stage = 0; stage < shop.Machines; stage++)
        {
            var free = new PriorityQueue<int, int>(Enumerable.Range(0, shop.MachinesOfStage![stage]).Select(machine => (machine, 0)));
            var left = new List<(int Job, int Ready, int Place)>();
            foreach ((int job, int ready, int place) in queue.OrderBy(each => each.Ready).ThenBy(each => each.Place))
            {
                free.TryDequeue(out int machine, out int from);
                int done = Math.Max(from, ready) + shop.Times[(job * shop.Machines) + stage];
                free.Enqueue(machine, done);
                left.Add((job, done, place));
            }

            queue = left;
        }

        return queue.Select(each => (long)each.Ready).DefaultIfEmpty().Max();
    }

    /// <summary>All orders of the numbers below a count.</summary>
    public static IEnumerable<int[]> Orders(int count)
    {
        if (count == 0)
        {
            return [[]];
        }

        return Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(at => (int[])[.. order[..at], count - 1, .. order[at..]]));
    }
}
