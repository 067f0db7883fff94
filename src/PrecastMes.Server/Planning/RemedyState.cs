namespace PrecastMes.Server.Planning;

/// <summary>How far a search for remedies is.</summary>
public enum RemedyState
{
    /// <summary>It searches.</summary>
    Running,

    /// <summary>It has tried what it could in its time.</summary>
    Done,

    /// <summary>It was cancelled; what it had tried by then stands.</summary>
    Cancelled,

    /// <summary>Nothing of the plan is still to begin.</summary>
    Refused,

    /// <summary>It failed; the log says why.</summary>
    Failed,
}
