namespace PrecastMes.Scheduling.Plans;

/// <summary>One part of what a plan is judged by.</summary>
/// <param name="Part">Which, e.g. <c>floorTardiness</c>.</param>
/// <param name="Unit"><c>h</c> hours, <c>d</c> days or <c>count</c>.</param>
/// <param name="Amount">How much of it the plan has.</param>
/// <param name="Weight">Points for a unit (<see cref="Production.Plants.ObjectiveWeights"/>); 0 when it is only reported.</param>
/// <param name="Points">Amount × weight: its share of <see cref="PlanKpi.Objective"/>.</param>
/// <param name="AtLeast">What no plan can undercut of it; null when nothing is proven.</param>
public sealed record ObjectivePart(string Part, string Unit, double Amount, int Weight, double Points, double? AtLeast);
