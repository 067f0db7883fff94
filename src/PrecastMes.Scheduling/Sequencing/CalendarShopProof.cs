using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling.Sequencing;

/// <summary>
/// Exact sequences of a few jobs on a calendar, by depth: a beginning is given up when its cost and the least cost of what is left
/// (<see cref="Least"/>) are no better than a known sequence.
/// </summary>
internal sealed class CalendarShopProof(CalendarShop shop, JobCost cost, SearchClock clock)
{
    /// <summary>Sequences multiply beyond this.</summary>
    public const int MostJobs = 14;

    private readonly int _processes = shop.Processes.Count;
    private readonly int[] _firstMould = [.. Enumerable.Range(0, shop.Moulds.Length).Select(type => shop.Moulds[..type].Sum())];
    private readonly int[] _tails = Tails(shop);
    private readonly int[] _order = new int[shop.Jobs];
    private long _best;
    private int[] _bestOrder = [];

    /// <summary>The least cost of all jobs on one line, and a sequence with it; null when the time was over before it was proven.</summary>
    public (long Cost, int[] Sequence)? OneLine()
    {
        Solve((1 << shop.Jobs) - 1);
        return clock.IsOver ? null : (_best, _bestOrder);
    }

    /// <summary>The least cost on identical lines, each with moulds enough of its own; null when the time was over before it was proven.</summary>
    public long? Lines(int count)
    {
        var alone = new long[1 << shop.Jobs];
        for (int jobs = 1; jobs < alone.Length && !clock.IsOver; jobs++)
        {
            alone[jobs] = Solve(jobs);
        }

        long[] shared = alone;
        for (int line = 1; line < count; line++)
        {
            var next = new long[alone.Length];
            for (int jobs = 0; jobs < alone.Length; jobs++)
            {
                long least = shared[jobs];
                for (int part = jobs; part > 0; part = (part - 1) & jobs)
                {
                    least = Math.Min(least, cost.Join(alone[part], shared[jobs ^ part]));
                }

                next[jobs] = least;
            }

            shared = next;
        }

        return clock.IsOver ? null : shared[^1];
    }

    private long Solve(int jobs)
    {
        if (shop.Jobs > MostJobs)
        {
            throw new ArgumentException($"{shop.Jobs} jobs; at most {MostJobs} are taken.");
        }

        _best = long.MaxValue;
        Visit(jobs, 0, 0, new int[_processes], new int[shop.Moulds.Sum()]);
        return _best;
    }

    private void Visit(int left, int depth, long spent, int[] done, int[] moulds)
    {
        if (left == 0)
        {
            (_best, _bestOrder) = (spent, _order[..depth]);
            return;
        }

        var next = new List<(int Job, long Spent, int[] Done, int[] Moulds, int End)>();
        long mustSpend = cost.Join(spent, Least(left, done));
        long alone = spent;
        for (int job = 0; job < shop.Jobs; job++)
        {
            if ((left & (1 << job)) != 0)
            {
                int[] with = [.. done], free = [.. moulds];
                int end = Append(job, with, free);

                // Right now is the earliest that the job can be done; what that costs too late, it costs anyway.
                alone = cost.Join(alone, cost.Lateness(end, cost.Dues[job]));
                next.Add((job, cost.Join(spent, cost.Of(job, end)), with, free, end));
            }
        }

        if (Math.Max(mustSpend, alone) >= _best || clock.IsOver)
        {
            return;
        }

        next.Sort((a, b) => (a.Spent, a.End, a.Job).CompareTo((b.Spent, b.End, b.Job)));
        foreach (var each in next)
        {
            if (each.Spent < _best)
            {
                _order[depth] = each.Job;
                Visit(left & ~(1 << each.Job), depth + 1, each.Spent, each.Done, each.Moulds);
            }
        }
    }

    private int Append(int job, int[] done, int[] moulds)
    {
        Span<int> units = moulds.AsSpan(_firstMould[shop.MouldType[job]], shop.Moulds[shop.MouldType[job]]);
        int end = shop.Append(job, done, units[0]);

        // The earliest free unit stays first.
        int at = 1;
        for (int free = done[shop.Release]; at <= units.Length; at++)
        {
            if (at == units.Length || units[at] >= free)
            {
                units[at - 1] = free;
                break;
            }

            units[at - 1] = units[at];
        }

        return end;
    }

    // On each process the k-th of the jobs left ends no earlier than the k shortest after what is done, and then its shortest way out
    // without calendars. Ends and due dates, both rising, paired one by one, have the least lateness of all pairings.
    private long Least(int left, int[] done)
    {
        Span<int> works = stackalloc int[shop.Jobs];
        Span<int> dues = stackalloc int[shop.Jobs];
        long most = 0;
        int count = 0;
        for (int job = 0; job < shop.Jobs; job++)
        {
            if ((left & (1 << job)) != 0)
            {
                dues[count++] = cost.Dues[job];
            }
        }

        dues[..count].Sort();
        for (int process = 0; process < _processes; process++)
        {
            if (shop.Processes[process].Calendar is not { } calendar)
            {
                continue;
            }

            int at = 0;
            for (int job = 0; job < shop.Jobs; job++)
            {
                if ((left & (1 << job)) != 0)
                {
                    works[at++] = shop.Times[(job * _processes) + process];
                }
            }

            works[..count].Sort();
            long least = 0;
            int work = 0;
            for (int i = 0; i < count; i++)
            {
                work += works[i];
                least = cost.Join(least, cost.Lateness(calendar.Advance(done[process], work) + _tails[process], dues[i]));
            }

            most = Math.Max(most, least);
        }

        return most;
    }

    private static int[] Tails(CalendarShop shop)
    {
        int count = shop.Processes.Count;
        return [.. Enumerable.Range(0, count).Select(process => Enumerable.Range(0, shop.Jobs).Min(job => shop.Times.AsSpan((job * count) + process + 1, count - process - 1).ToArray().Sum()))];
    }
}
