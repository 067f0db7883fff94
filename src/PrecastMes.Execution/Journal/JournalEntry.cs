namespace PrecastMes.Execution.Journal;

/// <summary>A fact with its place in the journal.</summary>
/// <param name="PersistenceId">Which journal.</param>
/// <param name="Sequence">Its number there, from 1, without gaps.</param>
/// <param name="Fact">The fact.</param>
public sealed record JournalEntry(string PersistenceId, long Sequence, object Fact);
