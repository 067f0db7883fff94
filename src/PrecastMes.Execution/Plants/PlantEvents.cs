using PrecastMes.Production.Orders;

namespace PrecastMes.Execution.Plants;

/// <summary>A fact about a plant's orders and plans, as it stands in the plant's journal. <c>At</c> is plant time, UTC.</summary>
public abstract record PlantEvent(DateTimeOffset At);

/// <summary>A project's order was imported, whole.</summary>
public sealed record OrderImported(DateTimeOffset At, ProjectOrder Order) : PlantEvent(At);

/// <summary>A plan was accepted.</summary>
/// <param name="PlanId">The plan.</param>
/// <param name="Document">Its document as it was accepted, JSON.</param>
public sealed record PlanAccepted(DateTimeOffset At, string PlanId, string Document) : PlantEvent(At);

/// <summary>A plan was released: its loads are due to the lines.</summary>
public sealed record PlanReleased(DateTimeOffset At, string PlanId) : PlantEvent(At);

/// <summary>A repaired plan was released: its loads are due to the lines in place of others.</summary>
/// <param name="PlanId">The plan.</param>
/// <param name="Document">Its document, JSON.</param>
/// <param name="Withdrawn">Ids of the loads that it replaces.</param>
public sealed record PlanRepaired(DateTimeOffset At, string PlanId, string Document, IReadOnlyList<string> Withdrawn) : PlantEvent(At);

/// <summary>The lines would not take a repaired plan, because a load that it replaces had begun meanwhile: everything stays as it was.</summary>
/// <param name="PlanId">The plan.</param>
/// <param name="Reason">What the lines said.</param>
public sealed record RepairRefused(DateTimeOffset At, string PlanId, string Reason) : PlantEvent(At);

/// <summary>The lines have the loads of a released plan in their own journal.</summary>
public sealed record PlanHandedOver(DateTimeOffset At, string PlanId) : PlantEvent(At);
