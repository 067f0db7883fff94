using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrecastMes.Execution.Journal;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plants;
using PrecastMes.Execution.Shifts;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Projections;

namespace PrecastMes.Execution.Projections;

/// <summary>
/// Follows the journals of a plant into the read models: rows and offset in one transaction, each event once, in order. Facts
/// come by the feed as soon as they are durable; whatever the feed missed is read from the journal.
/// </summary>
public sealed class Projector(
    ActorSystem system,
    PlantLayout layout,
    IDbContextFactory<PrecastContext> contexts,
    JournalFeed feed,
    ProjectionNews news,
    ILogger<Projector> logger)
    : BackgroundService
{
    private const int LargestBatch = 1000;

    // Between two transactions facts gather, so that the journal finds the database's one writer free.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryWait = TimeSpan.FromSeconds(1);

    // The plant's facts first: the elements of a load must be there before the line tells of them.
    private readonly string[] journals =
    [
        PlantActor.JournalId(layout.Plant.Id), LineActor.JournalId(layout.Plant.Id), ShiftLedgerActor.JournalId(layout.Plant.Id),
    ];

    private readonly Dictionary<string, long> offsets = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        SqlReadJournal? journal = null;
        ActorMaterializer? materializer = null;
        var behind = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // The journal answers when it has started; on a busy machine that can outlast the plug-in's own patience.
                journal ??= PersistenceQuery.Get(system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier);
                materializer ??= system.Materializer();
                if (behind)
                {
                    await LoadOffsetsAsync(stoppingToken);
                    await CatchUpAsync(journal, materializer, stoppingToken);
                    behind = false;
                }

                behind = !await FollowAsync(stoppingToken);
                await Task.Delay(Pause, TimeProvider.System, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                ExecutionLog.ProjectionFailed(logger, string.Join(", ", offsets.Select(o => $"{o.Key} at {o.Value}")), e);
                behind = true;
                await Task.Delay(RetryWait, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Applies what the feed brings. False when it has a gap, or was silent so long that the journal is worth a look.</summary>
    private async Task<bool> FollowAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LookInterval);
        try
        {
            await feed.Entries.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        var batch = new List<JournalEntry>();
        var next = new Dictionary<string, long>(offsets, StringComparer.Ordinal);
        var complete = true;
        while (batch.Count < LargestBatch && feed.Entries.TryRead(out var entry))
        {
            var offset = next.GetValueOrDefault(entry.PersistenceId);
            if (entry.Sequence == offset + 1)
            {
                batch.Add(entry);
                next[entry.PersistenceId] = entry.Sequence;
            }
            else if (entry.Sequence > offset)
            {
                complete = false;
                break;
            }
        }

        await ApplyAsync(batch, cancellationToken);
        return complete;
    }

    private async Task CatchUpAsync(SqlReadJournal journal, ActorMaterializer materializer, CancellationToken cancellationToken)
    {
        foreach (var id in journals)
        {
            await CatchUpAsync(id, journal, materializer, cancellationToken);
        }
    }

    private async Task CatchUpAsync(string id, SqlReadJournal journal, ActorMaterializer materializer, CancellationToken cancellationToken)
    {
        int count;
        do
        {
            var from = offsets.GetValueOrDefault(id) + 1;
            var envelopes = await journal.CurrentEventsByPersistenceId(id, from, from + LargestBatch - 1)
                .RunWith(Sink.Seq<EventEnvelope>(), materializer);
            count = envelopes.Count;
            if (count > 0 && id != journals[0])
            {
                // What a fact of the line rests on was durable before it: the plant's journal, read after the fact, has it.
                await CatchUpAsync(journals[0], journal, materializer, cancellationToken);
            }

            await ApplyAsync([.. envelopes.Select(e => new JournalEntry(id, e.SequenceNr, e.Event))], cancellationToken);
        }
        while (count == LargestBatch);
    }

    private async Task ApplyAsync(List<JournalEntry> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var reached = new Dictionary<string, long>(StringComparer.Ordinal);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var projection = new Projection(db, layout);
            foreach (var entry in batch)
            {
                await projection.ApplyAsync(entry, cancellationToken);
                reached[entry.PersistenceId] = entry.Sequence;
            }

            foreach (var (id, sequence) in reached)
            {
                var row = await db.ProjectionOffsets.FindAsync([id], cancellationToken);
                if (row is null)
                {
                    row = new ProjectionOffsetRow { Name = id };
                    db.ProjectionOffsets.Add(row);
                }

                row.Sequence = sequence;
            }

            // One SaveChanges is one transaction: rows and offsets together.
            await db.SaveChangesAsync(cancellationToken);
        }

        foreach (var (id, sequence) in reached)
        {
            offsets[id] = sequence;
            news.Tell(new ProjectionAdvanced(id, sequence));
        }
    }

    private async Task LoadOffsetsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        offsets.Clear();
        foreach (var row in await db.ProjectionOffsets.AsNoTracking().ToListAsync(cancellationToken))
        {
            offsets[row.Name] = row.Sequence;
        }
    }
}
