using Akka.Actor;
using Akka.Persistence;
using Microsoft.Extensions.Logging;
using PrecastMes.Execution.Journal;
using PrecastMes.Execution.Lines;

namespace PrecastMes.Execution.Shifts;

/// <summary>Keeps the closed shifts of a plant, each once and for ever.</summary>
public sealed class ShiftLedgerActor : UntypedPersistentActor
{
    private readonly JournalFeed feed;
    private readonly ILogger logger;
    private ShiftLedger ledger = ShiftLedger.Empty;

    /// <summary>An entity of a plant.</summary>
    public ShiftLedgerActor(string plantId, JournalFeed feed, ILogger logger)
    {
        this.feed = feed;
        this.logger = logger;
        PersistenceId = JournalId(plantId);
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <summary>Id of the journal that holds a plant's closed shifts.</summary>
    public static string JournalId(string plantId) => "shifts-" + plantId;

    /// <inheritdoc/>
    protected override void OnRecover(object message)
    {
        if (message is ShiftEvent e)
        {
            ledger = ledger.Apply(e);
        }
    }

    /// <inheritdoc/>
    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case CloseShift { Close: var close }:
                var asker = Sender;
                if (ledger.Closed.Contains(close.ShiftId))
                {
                    asker.Tell(Outcome.Accepted);
                }
                else if (ledger.Refuse(close) is { } refusal)
                {
                    asker.Tell(new Outcome(refusal));
                }
                else
                {
                    Persist(new ShiftClosed(close.ClosedAt, close), e =>
                    {
                        ledger = ledger.Apply(e);
                        feed.Offer(PersistenceId, LastSequenceNr, e);
                        asker.Tell(Outcome.Accepted);
                    });
                }

                break;
            case Touch:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        ExecutionLog.JournalRejected(logger, PersistenceId, sequenceNr, cause);
        throw new InvalidOperationException($"The journal refused event {sequenceNr} of {PersistenceId}.", cause);
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        ExecutionLog.JournalFailed(logger, PersistenceId, sequenceNr, cause);
}
