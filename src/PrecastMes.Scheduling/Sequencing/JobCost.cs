namespace PrecastMes.Scheduling.Sequencing;

/// <summary>What completions cost: lateness and earliness against due dates, summed up or the largest.</summary>
/// <param name="Dues">When each job is due; all 0 where completions themselves count.</param>
/// <param name="Late">Cost of a unit of time behind the due date.</param>
/// <param name="Early">Cost of a unit of time before it; above 0, finishing earlier may be dearer.</param>
/// <param name="IsMaximum">The dearest job counts, not the sum of all.</param>
internal sealed record JobCost(int[] Dues, int Late, int Early, bool IsMaximum)
{
    public static JobCost Makespan(int jobs) => new(new int[jobs], 1, 0, true);

    public static JobCost Flow(int jobs) => new(new int[jobs], 1, 0, false);

    public static JobCost Tardiness(int[] dues) => new(dues, 1, 0, false);

    public long Of(int job, int done) => done > Dues[job] ? (long)Late * (done - Dues[job]) : (long)Early * (Dues[job] - done);

    public long Lateness(int done, int due) => (long)Late * Math.Max(0, done - due);

    public long Join(long left, long right) => IsMaximum ? Math.Max(left, right) : left + right;
}
