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
}
