namespace PrecastMes.Scheduling.Sequencing;

/// <summary>What a sequence of jobs costs, and where one more job fits best into it.</summary>
internal abstract class InsertionRule
{
    public abstract long Cost(ReadOnlySpan<int> sequence);

    /// <summary>
    /// Writes into <paramref name="costs"/>, for each of the <c>sequence.Length + 1</c> positions, what the sequence costs with
    /// <paramref name="job"/> there. A position that is found to cost more than the cheapest so far may hold any larger number.
    /// </summary>
    public abstract void Price(ReadOnlySpan<int> sequence, int job, Span<long> costs);

    /// <summary>
    /// The cheapest position for <paramref name="job"/>; among equal ones one is drawn, so that a search crosses a plateau.
    /// <paramref name="costs"/> takes the prices, at least one more than the sequence has jobs.
    /// </summary>
    public (int Position, long Cost) Best(ReadOnlySpan<int> sequence, int job, Span<long> costs, Random random)
    {
        costs = costs[..(sequence.Length + 1)];
        Price(sequence, job, costs);
        int best = 0, ties = 1;
        for (int position = 1; position < costs.Length; position++)
        {
            if (costs[position] < costs[best])
            {
                (best, ties) = (position, 1);
            }
            else if (costs[position] == costs[best] && random.Next(++ties) == 0)
            {
                best = position;
            }
        }

        return (best, costs[best]);
    }
}
