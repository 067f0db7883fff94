using System.Threading.Channels;

namespace PrecastMes.Execution.Journal;

/// <summary>
/// Persisted facts, handed on at once to who follows the journal. It is a short cut, not the truth: who finds a gap in the
/// numbers reads the journal.
/// </summary>
public sealed class JournalFeed
{
    private const int Capacity = 10_000;

    // When nobody reads, the oldest are dropped: the reader will see the gap and read the journal.
    private readonly Channel<JournalEntry> entries = Channel.CreateBounded<JournalEntry>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>The facts, in order per journal.</summary>
    public ChannelReader<JournalEntry> Entries => entries.Reader;

    /// <summary>Hands on a persisted fact.</summary>
    public void Offer(string persistenceId, long sequence, object fact) => entries.Writer.TryWrite(new JournalEntry(persistenceId, sequence, fact));
}
