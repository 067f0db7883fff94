namespace PrecastMes.Telemetry;

/// <summary>What became of the points; <c>Produced = Stored + Lost + Waiting</c> at every instant.</summary>
/// <param name="Produced">Points offered since the start.</param>
/// <param name="Stored">Points that the target has confirmed.</param>
/// <param name="Lost">Points refused because the queue was full; each is counted in a <see cref="Gap"/>.</param>
/// <param name="Waiting">Points in the queue or on their way to the target.</param>
/// <param name="Overflowing">True while points are being refused.</param>
public sealed record TelemetryCounters(long Produced, long Stored, long Lost, long Waiting, bool Overflowing);
