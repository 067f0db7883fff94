using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Server.Planning;

/// <summary>What a planner says has come between.</summary>
/// <param name="Disturbances">Breakdowns, held pallets, broken moulds, missing gangs.</param>
/// <param name="Ended">Resources of earlier disturbances that work again.</param>
/// <param name="Rush">Projects that are ordered and not released, whose elements come on top.</param>
/// <param name="Locked">Loads that shall start when they were planned to.</param>
/// <param name="Freeze">Loads that start within this time from now stay.</param>
/// <param name="StabilitySeconds">What it is worth to leave an element where it was planned, in seconds late; null for the usual.</param>
/// <param name="Budget">Search time, real.</param>
internal sealed record RepairOrder(
    IReadOnlyList<Disturbance> Disturbances, IReadOnlyList<string> Ended, IReadOnlyList<string> Rush, IReadOnlyList<string> Locked, TimeSpan Freeze, int? StabilitySeconds, TimeSpan Budget);
