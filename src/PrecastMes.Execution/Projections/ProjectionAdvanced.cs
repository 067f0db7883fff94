namespace PrecastMes.Execution.Projections;

/// <summary>The read models show a journal up to an event.</summary>
/// <param name="PersistenceId">Which journal.</param>
/// <param name="Sequence">The last event that they show.</param>
public sealed record ProjectionAdvanced(string PersistenceId, long Sequence);
