using PrecastMes.Production.Orders;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Execution.Plants;

/// <summary>Imports orders, all or none; answered by <see cref="Outcome"/>.</summary>
public sealed record ImportOrders(IReadOnlyList<ProjectOrder> Orders);

/// <summary>Accepts a plan; answered by <see cref="Outcome"/>.</summary>
public sealed record AcceptPlan(Plan Plan);

/// <summary>Releases an accepted plan; answered by <see cref="Outcome"/> when the lines have it.</summary>
public sealed record ReleasePlan(string PlanId);
