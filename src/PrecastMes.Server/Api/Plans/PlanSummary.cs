using System.Text.Json;
using PrecastMes.Persistence.Plans;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Server.Api.Plans;

/// <summary>An accepted plan without its loads.</summary>
/// <param name="PlanId">e.g. PL0001.</param>
/// <param name="CreatedAt">When planning ended, plant time.</param>
/// <param name="StartAt">No operation starts before.</param>
/// <param name="ReleasedAt">When its loads went to the lines; null while it is only accepted.</param>
/// <param name="Kpi">Objective parts, bound and gap.</param>
public sealed record PlanSummary(string PlanId, DateTimeOffset CreatedAt, DateTimeOffset StartAt, DateTimeOffset? ReleasedAt, PlanKpi Kpi)
{
    internal static PlanSummary Of(PlanHeader plan) => new(
        plan.Id,
        plan.CreatedAt,
        plan.StartAt,
        plan.ReleasedAt,
        JsonSerializer.Deserialize<PlanKpi>(plan.Kpi, PlanJson.Options)
            ?? throw new InvalidOperationException($"Plan {plan.Id} is stored without its key figures."));
}
