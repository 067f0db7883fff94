namespace PrecastMes.Telemetry;

/// <summary>What the writer does next.</summary>
/// <param name="Kind">The step.</param>
/// <param name="Wait">How long at most; zero for a write.</param>
internal readonly record struct BatchStep(BatchStepKind Kind, TimeSpan Wait);
