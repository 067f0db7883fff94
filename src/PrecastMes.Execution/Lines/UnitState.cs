namespace PrecastMes.Execution.Lines;

/// <summary>What the journal knows of a work unit's commands.</summary>
/// <param name="Seq">Its last command's sequence number; 0 before the first.</param>
/// <param name="Outstanding">The command whose end is not yet known; null when there is none.</param>
/// <param name="FaultCode">0 none.</param>
/// <param name="Attempts">Commands refused or failed since the last that was done.</param>
/// <param name="RetryAt">No command before, after a refusal.</param>
public sealed record UnitState(uint Seq, CommandIssued? Outstanding, int FaultCode, int Attempts, DateTimeOffset RetryAt)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>A unit without history.</summary>
    public static UnitState Fresh { get; } = new(0, null, 0, 0, DateTimeOffset.MinValue);

    /// <summary>The unit after its command was done.</summary>
    public UnitState Succeeded() => this with { Outstanding = null, Attempts = 0, RetryAt = DateTimeOffset.MinValue };

    /// <summary>The unit after its command was refused or failed: the next try waits, twice as long each time.</summary>
    public UnitState Failed(DateTimeOffset at)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(Attempts, 10));
        return this with { Outstanding = null, Attempts = Attempts + 1, RetryAt = at + (wait < LongestWait ? wait : LongestWait) };
    }
}
