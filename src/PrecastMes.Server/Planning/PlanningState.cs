namespace PrecastMes.Server.Planning;

/// <summary>How far a planning run is.</summary>
public enum PlanningState
{
    /// <summary>It searches.</summary>
    Running,

    /// <summary>Its plan is accepted.</summary>
    Done,

    /// <summary>It was cancelled; there is no plan of it.</summary>
    Cancelled,

    /// <summary>There was nothing to plan, or the plant did not accept the plan.</summary>
    Refused,

    /// <summary>It failed; the log says why.</summary>
    Failed,
}
