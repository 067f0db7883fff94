namespace PrecastMes.Scheduling.Plans;

/// <summary>How far a plan is proven.</summary>
public enum PlanStatus
{
    /// <summary>Every rule holds; the gap says how much better a plan could still be.</summary>
    Feasible,

    /// <summary>Objective and lower bound meet.</summary>
    Optimal,

    /// <summary>Some element can't be made at all; the plan holds the rest.</summary>
    Incomplete,
}
