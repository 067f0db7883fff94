namespace PrecastMes.Server.Hmi.Plans;

/// <summary>What the picture shows: a chosen lane (or all) and a stretch of time.</summary>
public sealed record GanttWindow(string? LaneId, DateTimeOffset From, DateTimeOffset To);

/// <summary>The tone in which the picture paints a family.</summary>
public sealed record GanttTone(string Label, string Colour);
