using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling.Sequencing;

/// <summary>
/// Shares jobs among identical factories and sequences each: iterated greedy in which a job goes where the longest makespan stays least, and
/// the factory that ends last gives jobs away.
/// </summary>
internal sealed class DistributedSearch(FlowShop shop, int factories, Random random)
{
    private readonly MakespanRule _rule = new(shop);
    private readonly long[] _costs = new long[shop.Jobs + 1];

    public static SequencingResult Solve(FlowShop shop, int factories, int seed, SearchClock clock)
    {
        long bound = FlowShopBounds.Distributed(shop, factories);
        var found = new (Sequence[] Lines, long Cost)[2];
        Parallel.For(0, found.Length, i => found[i] = new DistributedSearch(shop, factories, new Random(seed + i)).Run(bound, clock));
        (Sequence[] best, long cost) = found.MinBy(each => each.Cost);
        return new SequencingResult([.. best.Select(line => line.Jobs.ToArray())], cost, bound);
    }

    private (Sequence[] Lines, long Cost) Run(long bound, SearchClock clock)
    {
        double temperature = 0.5 * Math.Max(1, shop.Times.Average(time => (double)time) / 10);
        Sequence[] current = Empty(), trial = Empty(), best = Empty();
        foreach (int job in Enumerable.Range(0, shop.Jobs).OrderByDescending(shop.Work))
        {
            Insert(current, job);
        }

        Improve(current, bound, clock);
        Copy(current, best);
        var taken = new List<int>();
        while (Cost(best) > bound && !clock.IsOver)
        {
            Copy(current, trial);
            Take(trial, taken);
            foreach (int job in taken)
            {
                Insert(trial, job);
            }

            Improve(trial, bound, clock);
            if (Cost(trial) < Cost(best))
            {
                Copy(trial, best);
            }

            if (Cost(trial) <= Cost(current) || random.NextDouble() < Math.Exp((Cost(current) - Cost(trial)) / temperature))
            {
                (current, trial) = (trial, current);
            }
        }

        return (best, Cost(best));
    }

    private static long Cost(Sequence[] lines) => lines.Max(line => line.Cost);

    private static void Copy(Sequence[] from, Sequence[] to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i].CopyFrom(from[i]);
        }
    }

    private Sequence[] Empty() => [.. Enumerable.Range(0, factories).Select(_ => new Sequence(shop.Jobs))];

    // Half of them from the factory that ends last.
    private void Take(Sequence[] lines, List<int> taken)
    {
        taken.Clear();
        int last = Last(lines);
        int wanted = Math.Min(shop.Jobs, 2 + random.Next(5));
        for (int i = 0; i < wanted; i++)
        {
            Sequence line = lines[i % 2 == 0 ? last : random.Next(lines.Length)];
            if (line.Count > 0)
            {
                taken.Add(line.RemoveAt(random.Next(line.Count)));
            }
        }

        foreach (Sequence line in lines)
        {
            line.Cost = _rule.Cost(line.Jobs);
        }
    }

    private static int Last(Sequence[] lines)
    {
        int last = 0;
        for (int i = 1; i < lines.Length; i++)
        {
            last = lines[i].Cost > lines[last].Cost ? i : last;
        }

        return last;
    }

    // Where the factory itself ends earliest; of several empty ones the first.
    private void Insert(Sequence[] lines, int job)
    {
        Sequence? into = null;
        (int Position, long Cost) best = (0, long.MaxValue);
        foreach (Sequence line in lines)
        {
            if (_rule.Best(line.Jobs, job, _costs, random) is var found && found.Cost < best.Cost)
            {
                (into, best) = (line, found);
            }
        }

        into!.Insert(best.Position, job);
        into.Cost = best.Cost;
    }

    private void Improve(Sequence[] lines, long bound, SearchClock clock)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            ImproveLine(lines[i], clock);
        }

        // The last factory gives a job away, or changes one for another's.
        bool better = true;
        while (better && Cost(lines) > bound && !clock.IsOver)
        {
            better = GiveAway(lines) || Swap(lines);
        }
    }

    private void ImproveLine(Sequence line, SearchClock clock)
    {
        int[] jobs = line.Jobs.ToArray();
        random.Shuffle(jobs);
        int unchanged = 0;
        for (int i = 0; unchanged < jobs.Length && !clock.IsOver; i = (i + 1) % jobs.Length)
        {
            long before = line.Cost;
            line.Remove(jobs[i]);
            line.Cost = Place(line, jobs[i]);
            unchanged = line.Cost < before ? 0 : unchanged + 1;
        }
    }

    private long Place(Sequence line, int job)
    {
        (int position, long cost) = _rule.Best(line.Jobs, job, _costs, random);
        line.Insert(position, job);
        return cost;
    }

    private bool GiveAway(Sequence[] lines)
    {
        Sequence from = lines[Last(lines)];
        long before = from.Cost;
        foreach (int job in from.Jobs.ToArray())
        {
            foreach (Sequence to in lines)
            {
                if (ReferenceEquals(to, from))
                {
                    continue;
                }

                (int at, long there) = _rule.Best(to.Jobs, job, _costs, random);
                if (there < before && Without(from, job) is var rest && rest < before)
                {
                    to.Insert(at, job);
                    to.Cost = there;
                    from.Remove(job);
                    from.Cost = rest;
                    return true;
                }
            }
        }

        return false;
    }

    private bool Swap(Sequence[] lines)
    {
        Sequence from = lines[Last(lines)];
        long before = from.Cost;
        var one = new Sequence(shop.Jobs);
        var other = new Sequence(shop.Jobs);
        foreach (Sequence to in lines)
        {
            if (ReferenceEquals(to, from))
            {
                continue;
            }

            foreach (int job in from.Jobs.ToArray())
            {
                foreach (int back in to.Jobs.ToArray())
                {
                    other.CopyFrom(to);
                    other.Remove(back);
                    if (Place(other, job) is var there && there >= before)
                    {
                        continue;
                    }

                    one.CopyFrom(from);
                    one.Remove(job);
                    if (Place(one, back) is var here && here >= before)
                    {
                        continue;
                    }

                    from.CopyFrom(one);
                    from.Cost = here;
                    to.CopyFrom(other);
                    to.Cost = there;
                    return true;
                }
            }
        }

        return false;
    }

    private long Without(Sequence line, int job)
    {
        var rest = new Sequence(shop.Jobs);
        rest.CopyFrom(line);
        rest.Remove(job);
        return _rule.Cost(rest.Jobs);
    }
}
