namespace PrecastMes.PlcSim.JobControl;

/// <summary>A job order as it stands.</summary>
/// <param name="Order">What was asked for.</param>
/// <param name="State">Where it is.</param>
/// <param name="Substate">Where within that.</param>
internal sealed record JobOrderEntry(JobOrder Order, JobOrderState State, JobOrderSubstate Substate)
{
    /// <summary>Why it waits or rests, or the comment of whoever changed its state last; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The method Pause was called and Resume not yet.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Plant time; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Plant time; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Share of the work that is done, 0–100, in steps.</summary>
    public float Progress { get; init; }

    /// <summary>What came of it.</summary>
    public JobResult Result { get; init; }

    /// <summary>Not begun.</summary>
    public bool IsPrepared => State is JobOrderState.NotAllowedToStart or JobOrderState.AllowedToStart;

    /// <summary>Begun and not over.</summary>
    public bool IsOpen => State is JobOrderState.Running or JobOrderState.Interrupted;
}
