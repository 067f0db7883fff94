namespace PrecastMes.Server.Planning;

/// <summary>What can be told of a planning run.</summary>
/// <param name="Id">The run.</param>
/// <param name="State">How far it is.</param>
/// <param name="PlanId">The accepted plan; null before.</param>
/// <param name="Reason">Why it was refused or failed; null otherwise.</param>
/// <param name="BudgetSeconds">Search time it was given, real seconds.</param>
/// <param name="ElapsedSeconds">Search time so far, real seconds.</param>
/// <param name="Objective">Best objective so far; null before the first plan.</param>
/// <param name="LowerBound">Proven lower bound of it; null before the first plan.</param>
/// <param name="OnTimeShare">Share of elements on time in the best plan, 0–1; null before the first plan.</param>
public sealed record PlanningStatus(
    int Id,
    PlanningState State,
    string? PlanId,
    string? Reason,
    double BudgetSeconds,
    double ElapsedSeconds,
    double? Objective,
    double? LowerBound,
    double? OnTimeShare);
