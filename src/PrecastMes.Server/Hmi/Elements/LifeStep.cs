namespace PrecastMes.Server.Hmi.Elements;

/// <summary>A step of an element's life.</summary>
/// <param name="Code">e.g. <c>cast</c>.</param>
/// <param name="Where">Unit or place; empty where there is none.</param>
/// <param name="Planned">By the plan; null when it has no such time.</param>
/// <param name="Actual">What happened; null when it has not yet.</param>
public sealed record LifeStep(string Code, string Where, DateTimeOffset? Planned, DateTimeOffset? Actual);
