namespace PrecastMes.Persistence.Plans;

/// <summary>A plan without its document.</summary>
/// <param name="Id">The plan.</param>
/// <param name="CreatedAt">When planning ended, plant time.</param>
/// <param name="StartAt">No operation starts before.</param>
/// <param name="ReleasedAt">When it was released; null while it is only accepted.</param>
/// <param name="Kpi">Its key figures, JSON.</param>
public sealed record PlanHeader(string Id, DateTimeOffset CreatedAt, DateTimeOffset StartAt, DateTimeOffset? ReleasedAt, string Kpi);
