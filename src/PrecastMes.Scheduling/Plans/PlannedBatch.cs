namespace PrecastMes.Scheduling.Plans;

/// <summary>A batch of concrete for a load; the mixer makes one batch at a time, also when it serves several lines.</summary>
/// <param name="Mixer">Work unit of the mixer, e.g. <c>MX1</c>.</param>
/// <param name="Start">Mixing starts; the load is already at the casting station or in its mould.</param>
/// <param name="End">Mixing ends and casting starts.</param>
public sealed record PlannedBatch(string Mixer, DateTimeOffset Start, DateTimeOffset End);
