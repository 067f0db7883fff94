namespace PrecastMes.Scheduling.Sequencing;

/// <summary>The best sequences found, one for each line or factory, what they cost and what nobody can undercut.</summary>
internal sealed record SequencingResult(IReadOnlyList<int[]> Sequences, long Cost, long Bound);
