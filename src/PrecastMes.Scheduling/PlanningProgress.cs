namespace PrecastMes.Scheduling;

/// <summary>State of a running search; reported at every improvement and about every half second.</summary>
/// <param name="Iteration">Iterations done.</param>
/// <param name="Objective">Best objective so far (<see cref="Plans.PlanKpi.Objective"/>).</param>
/// <param name="LowerBound">Proven lower bound of it.</param>
/// <param name="OnTimeShare">Share of the asked-for elements that are on time in the best plan, 0–1.</param>
/// <param name="Elapsed">Time since the start.</param>
public sealed record PlanningProgress(int Iteration, double Objective, double LowerBound, double OnTimeShare, TimeSpan Elapsed);
