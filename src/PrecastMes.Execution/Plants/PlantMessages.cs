using PrecastMes.Production.Orders;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Execution.Plants;

/// <summary>Imports orders, all or none; answered by <see cref="Outcome"/>.</summary>
public sealed record ImportOrders(IReadOnlyList<ProjectOrder> Orders);

/// <summary>Accepts a plan; answered by <see cref="Outcome"/>.</summary>
public sealed record AcceptPlan(Plan Plan);

/// <summary>Puts a repaired plan in force; answered by <see cref="Outcome"/> when the lines have it, or refuse it.</summary>
/// <param name="Plan">The repaired plan.</param>
/// <param name="Withdrawn">Loads of plans in force that it replaces.</param>
/// <param name="MadeBeside">The plan that was put in force last when the repair was made.</param>
public sealed record RepairPlan(Plan Plan, IReadOnlyList<string> Withdrawn, string? MadeBeside);

/// <summary>Releases an accepted plan; answered by <see cref="Outcome"/> when the lines have it.</summary>
public sealed record ReleasePlan(string PlanId);
