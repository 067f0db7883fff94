using PrecastMes.Scheduling;

namespace PrecastMes.Server.Planning;

/// <summary>One planning run; it takes the search's reports and hands out its status.</summary>
internal sealed class PlanningRun(int id, PlanningOptions options) : IProgress<PlanningProgress>, IDeskRun
{
    private readonly CancellationTokenSource _cancel = new();
    private volatile PlanningStatus _status = new(id, PlanningState.Running, null, null, options.Budget.TotalSeconds, 0, null, null, null);

    /// <summary>Budget and seed.</summary>
    public PlanningOptions Options { get; } = options;

    /// <summary>The run as it is now.</summary>
    public PlanningStatus Status => _status;

    /// <summary>Cancelled when the run shall end.</summary>
    public CancellationToken Token => _cancel.Token;

    /// <summary>Asks the run to end; an ended run stays as it is.</summary>
    public void Cancel() => _cancel.Cancel();

    /// <summary>Ends the run.</summary>
    public void End(PlanningState state, string? planId = null, string? reason = null) =>
        _status = _status with { State = state, PlanId = planId, Reason = reason };

    public void Report(PlanningProgress value) => _status = _status with
    {
        ElapsedSeconds = value.Elapsed.TotalSeconds,
        Objective = value.Objective,
        LowerBound = value.LowerBound,
        OnTimeShare = value.OnTimeShare,
    };

    public void Dispose() => _cancel.Dispose();
}
