namespace PrecastMes.Server.Hmi.Plans;

/// <summary>An accepted plan without its document.</summary>
public sealed record PlanHead(string Id, DateTimeOffset CreatedAt, DateTimeOffset? ReleasedAt);
