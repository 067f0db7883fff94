using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling.Sequencing;

/// <summary>
/// Iterated greedy search over sequences (Ruiz and Stützle 2007; local search on what is left of a sequence after Dubois-Lacoste, Pagnozzi
/// and Stützle 2017): some jobs are taken out at random, the rest is improved, each job goes back to its best position, all are improved by
/// insertions, and a worse result is kept with the probability of simulated annealing at one temperature.
/// </summary>
internal sealed class IteratedGreedy
{
    private readonly InsertionRule _rule;
    private readonly Random _random;
    private readonly int _jobs;
    private readonly int _removed;
    private readonly double _temperature;
    private readonly long[] _costs;
    private readonly int[] _shuffled;

    /// <param name="temperature">Difference of cost that is accepted with probability 1/e.</param>
    /// <param name="removed">Jobs taken out in each round.</param>
    public IteratedGreedy(InsertionRule rule, int jobs, int removed, double temperature, Random random)
    {
        (_rule, _jobs, _removed, _temperature, _random) = (rule, jobs, Math.Min(removed, jobs), temperature, random);
        _costs = new long[jobs + 1];
        _shuffled = new int[jobs];
        Best = [];
    }

    /// <summary>The best sequence so far.</summary>
    public int[] Best { get; private set; }

    public long BestCost { get; private set; } = long.MaxValue;

    /// <summary>
    /// Builds a sequence by best insertion in the order of <paramref name="start"/> (Nawaz, Enscore and Ham) and improves it until the
    /// clock ends or <paramref name="bound"/> is reached.
    /// </summary>
    public void Run(IReadOnlyList<int> start, long bound, SearchClock clock)
    {
        var current = new Sequence(_jobs);
        foreach (int job in start)
        {
            Insert(current, job);
        }

        Keep(current);
        Improve(current, bound, clock);
        Keep(current);
        var trial = new Sequence(_jobs);
        Span<int> taken = stackalloc int[_removed];
        while (BestCost > bound && !clock.IsOver)
        {
            trial.CopyFrom(current);
            for (int i = 0; i < _removed; i++)
            {
                taken[i] = trial.RemoveAt(_random.Next(trial.Count));
            }

            if (trial.Count > 1)
            {
                trial.Cost = _rule.Cost(trial.Jobs);
                Improve(trial, bound, clock);
            }

            foreach (int job in taken)
            {
                Insert(trial, job);
            }

            Improve(trial, bound, clock);
            Keep(trial);
            if (trial.Cost <= current.Cost || _random.NextDouble() < Math.Exp((current.Cost - trial.Cost) / _temperature))
            {
                (current, trial) = (trial, current);
            }
        }
    }

    private void Keep(Sequence sequence)
    {
        if (sequence.Count == _jobs && sequence.Cost < BestCost)
        {
            BestCost = sequence.Cost;
            Best = sequence.Jobs.ToArray();
        }
    }

    // Each job in a random order to its best position, until none of them finds a better one.
    private void Improve(Sequence sequence, long bound, SearchClock clock)
    {
        int count = sequence.Count;
        sequence.Jobs.CopyTo(_shuffled);
        _random.Shuffle(_shuffled.AsSpan(0, count));
        int unchanged = 0;
        for (int i = 0; unchanged < count; i = i + 1 == count ? 0 : i + 1)
        {
            if ((sequence.Cost <= bound && count == _jobs) || clock.IsOver)
            {
                return;
            }

            long before = sequence.Cost;
            sequence.Remove(_shuffled[i]);
            Insert(sequence, _shuffled[i]);
            unchanged = sequence.Cost < before ? 0 : unchanged + 1;
        }
    }

    private void Insert(Sequence sequence, int job)
    {
        (int position, sequence.Cost) = _rule.Best(sequence.Jobs, job, _costs, _random);
        sequence.Insert(position, job);
    }
}
