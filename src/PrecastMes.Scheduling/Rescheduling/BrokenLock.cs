namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>A locked load that can't start when it was planned to.</summary>
/// <param name="LoadId">The load, by its id in the plan in force.</param>
/// <param name="PlannedStart">When it was to start.</param>
/// <param name="Start">When it would start; null when it can't be made any more.</param>
public sealed record BrokenLock(string LoadId, DateTimeOffset PlannedStart, DateTimeOffset? Start);
