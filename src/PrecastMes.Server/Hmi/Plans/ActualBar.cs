namespace PrecastMes.Server.Hmi.Plans;

/// <summary>A stretch of time in which a unit really worked on a load.</summary>
public sealed record ActualBar(string Unit, string LoadId, DateTimeOffset From, DateTimeOffset To);
