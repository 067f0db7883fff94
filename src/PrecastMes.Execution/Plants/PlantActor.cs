using Akka.Actor;
using Akka.Persistence;
using Microsoft.Extensions.Logging;
using PrecastMes.Execution.Journal;
using PrecastMes.Execution.Lines;

namespace PrecastMes.Execution.Plants;

/// <summary>
/// Keeps a plant's orders and plans. A released plan is handed to the lines until they have it; they take it once.
/// </summary>
public sealed class PlantActor : UntypedPersistentActor, IWithTimers
{
    private static readonly TimeSpan HandOverAgain = TimeSpan.FromSeconds(2);
    private readonly PlantLayout layout;
    private readonly Action<object, IActorRef> tellLines;
    private readonly JournalFeed feed;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly List<(string PlanId, IActorRef Asker)> waiting = [];
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);
    private PlantState state = PlantState.Empty;

    /// <summary>An entity of a plant.</summary>
    /// <param name="layout">The plant.</param>
    /// <param name="tellLines">Sends a message to the entity of the plant's lines, with its sender.</param>
    /// <param name="feed">Where persisted facts go at once.</param>
    /// <param name="clock">Plant time.</param>
    /// <param name="logger">Log.</param>
    public PlantActor(PlantLayout layout, Action<object, IActorRef> tellLines, JournalFeed feed, TimeProvider clock, ILogger logger)
    {
        this.layout = layout;
        this.tellLines = tellLines;
        this.feed = feed;
        this.clock = clock;
        this.logger = logger;
        PersistenceId = JournalId(layout.Plant.Id);
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Id of the journal that holds the facts of a plant.</summary>
    public static string JournalId(string plantId) => "plant-" + plantId;

    /// <inheritdoc/>
    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case PlantEvent e:
                state = state.Apply(e);
                break;
            case RecoveryCompleted:
                HandOver();
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnCommand(object message)
    {
        var now = clock.GetUtcNow();
        switch (message)
        {
            case ImportOrders import:
                Answer(PlantDecider.Import(state, import.Orders, layout, now));
                break;
            case AcceptPlan accept:
                Answer(PlantDecider.Accept(state, accept.Plan, layout, now));
                break;
            case RepairPlan repair:
                Release(repair.Plan.PlanId, PlantDecider.Repair(state, repair.Plan, repair.Withdrawn, repair.MadeBeside, layout, now));
                break;
            case ReleasePlan release:
                Release(release.PlanId, PlantDecider.Release(state, release.PlanId, now));
                break;
            case LoadsTaken taken:
                Taken(taken, now);
                break;
            case Again:
                HandOver();
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

    private void Answer(PlantDecision decision)
    {
        var asker = Sender;
        Record(decision.Events, () => asker.Tell(new Outcome(decision.Refusal)));
    }

    private void Release(string planId, PlantDecision decision)
    {
        var asker = Sender;
        if (decision.Refusal is not null || (state.Plans.TryGetValue(planId, out var known) && known.HandedOver))
        {
            asker.Tell(new Outcome(decision.Refusal));
            return;
        }

        Record(decision.Events, () =>
        {
            waiting.Add((planId, asker));
            HandOver();
        });
    }

    private void HandOver()
    {
        var due = state.Plans.Where(p => p.Value is { Released: true, HandedOver: false } && !refused.Contains(p.Key)).ToList();
        foreach (var (planId, accepted) in due)
        {
            tellLines(new ReleaseLoads(planId, PlantDecider.Loads(accepted.Plan), accepted.Withdrawn), Self);
        }

        if (due.Count > 0)
        {
            Timers.StartSingleTimer(nameof(Again), Again.Instance, HandOverAgain);
        }
    }

    private void Taken(LoadsTaken taken, DateTimeOffset now)
    {
        if (taken.Refusal is { } late && state.Plans[taken.PlanId] is { Withdrawn: not null, Released: true, HandedOver: false })
        {
            // A load began between the repair and now: what the lines do is right, and the planner repairs again.
            Record([new RepairRefused(now, taken.PlanId, $"{late.Code}: {late.Detail}")], () => Reply(taken.PlanId, new Outcome(late)));
        }
        else if (taken.Refusal is { } refusal)
        {
            // Accept checked the same rules: the lines know something that the plant does not. A person has to look.
            refused.Add(taken.PlanId);
            ExecutionLog.HandOverRefused(logger, taken.PlanId, refusal.Code, refusal.Detail);
            Reply(taken.PlanId, new Outcome(refusal));
        }
        else if (!state.Plans[taken.PlanId].HandedOver)
        {
            Record([new PlanHandedOver(now, taken.PlanId)], () => Reply(taken.PlanId, Outcome.Accepted));
        }
    }

    private void Reply(string planId, Outcome outcome)
    {
        foreach (var (_, asker) in waiting.Where(w => w.PlanId == planId))
        {
            asker.Tell(outcome);
        }

        waiting.RemoveAll(w => w.PlanId == planId);
    }

    private void Record(IReadOnlyList<PlantEvent> events, Action then)
    {
        var left = events.Count;
        if (left == 0)
        {
            then();
            return;
        }

        PersistAll(events, e =>
        {
            state = state.Apply(e);
            feed.Offer(PersistenceId, LastSequenceNr, e);
            if (--left == 0)
            {
                then();
            }
        });
    }

    private sealed record Again
    {
        public static Again Instance { get; } = new();
    }
}
