using PrecastMes.Scheduling.Scenarios;

namespace PrecastMes.Server.Planning;

/// <summary>One search for remedies; it takes the search's reports and hands out its status.</summary>
internal sealed class RemedyRun(int id, string planId, TimeSpan budget, int seed) : IProgress<(int Done, int Of)>, IDeskRun
{
    private readonly CancellationTokenSource _cancel = new();
    private volatile RemedyStatus _status = new(id, planId, RemedyState.Running, null, budget.TotalSeconds, 0, 0, null);

    /// <summary>Time for all plans of the search together, real time.</summary>
    public TimeSpan Budget { get; } = budget;

    /// <summary>Seed of each plan's search.</summary>
    public int Seed { get; } = seed;

    /// <summary>The search as it is now.</summary>
    public RemedyStatus Status => _status;

    /// <summary>Cancelled when the search shall end.</summary>
    public CancellationToken Token => _cancel.Token;

    /// <summary>Asks the search to end; an ended one stays as it is.</summary>
    public void Cancel() => _cancel.Cancel();

    /// <summary>Ends the search.</summary>
    public void End(RemedyState state, Remedies? found = null, string? reason = null) => _status = _status with { State = state, Found = found, Reason = reason };

    public void Report((int Done, int Of) value) => _status = _status with { Tried = value.Done, AtMost = value.Of };

    public void Dispose() => _cancel.Dispose();
}
