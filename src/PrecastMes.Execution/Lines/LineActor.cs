using Akka.Actor;
using Akka.Persistence;
using PrecastMes.Execution.Plc;
using PrecastMes.Production.Calendars;

namespace PrecastMes.Execution.Lines;

/// <summary>
/// Keeps the lines of a plant going: looks at the PLC's image, has <see cref="LineDecider"/> decide, persists, and only then
/// commands. It knows nothing that is not in the journal or in the image; when it dies at any point, the next one goes on.
/// </summary>
public sealed class LineActor : UntypedPersistentActor, IWithTimers
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private readonly LineActorWorld world;
    private readonly Inbox inbox;
    private LineState state = LineState.Empty;
    private PlcImage image = PlcImage.Nothing;
    private bool owns;
    private bool? shiftTold;

    /// <summary>An entity of a plant; its <see cref="JournalId"/> is <c>line-</c> and the plant's id.</summary>
    public LineActor(LineActorWorld world)
    {
        this.world = world;
        inbox = new Inbox(Self);
        PersistenceId = JournalId(world.Layout.Plant.Id);
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Id of the journal that holds the facts of a plant's lines.</summary>
    public static string JournalId(string plantId) => "line-" + plantId;

    /// <inheritdoc/>
    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case LineEvent e:
                state = state.Apply(e);
                break;
            case RecoveryCompleted:
                ExecutionLog.LineRecovered(world.Logger, PersistenceId, state.Version);
                world.Live.Publish(state);
                world.Live.JournalRead();
                world.Link.Attach(inbox);
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Look:
                image = inbox.Take() ?? image;
                Advance();
                break;
            case Wake:
                Advance();
                break;
            case ReleaseLoads release:
                Answer(
                    release.Withdrawn is { } withdrawn
                        ? LineDecider.Replace(state, release.PlanId, withdrawn, release.Loads, world.Layout, Now)
                        : LineDecider.Release(state, release.PlanId, release.Loads, world.Layout, Now),
                    refusal => new LoadsTaken(release.PlanId, refusal));
                break;
            case LiftCuringHold lift:
                Answer(LineDecider.LiftHold(state, lift.LoadId, lift.By, lift.Reason, Now), refusal => new Outcome(refusal));
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
        ExecutionLog.JournalRejected(world.Logger, PersistenceId, sequenceNr, cause);
        world.Live.JournalFailed(cause);
        throw new InvalidOperationException($"The journal refused event {sequenceNr} of {PersistenceId}.", cause);
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        ExecutionLog.JournalFailed(world.Logger, PersistenceId, sequenceNr, cause);
        world.Live.JournalFailed(cause);
    }

    private DateTimeOffset Now => world.Clock.GetUtcNow();

    private void Answer(LineDecision decision, Func<Refusal?, object> reply)
    {
        var asker = Sender;
        Record(decision.Events, () =>
        {
            asker.Tell(reply(decision.Refusal));
            Self.Tell(Wake.Instance);
        });
    }

    private void Advance()
    {
        TellShift();
        if (image.Connected && !owns)
        {
            var start = LineDecider.StartOwner(state, image.Fence, Now);
            Record(start.Events, () =>
            {
                owns = true;
                ExecutionLog.OwnerStarted(world.Logger, PersistenceId, state.Fence);
                world.Link.Drive(state.Fence, [.. state.Units.Values.Select(u => u.Outstanding).OfType<CommandIssued>()]);
                Self.Tell(Wake.Instance);
            });
            return;
        }

        var decision = LineDecider.Advance(state, image, world.Layout, Now);
        if (decision.FencedOff)
        {
            ExecutionLog.FencedOff(world.Logger, PersistenceId, state.Fence, image.Fence);
            Context.Stop(Self);
            return;
        }

        Record(decision.Events, () => Effect(decision));
    }

    private void Effect(LineDecision decision)
    {
        foreach (var e in decision.Events)
        {
            if (e is CommandCompleted { } ended && image.Units[ended.Unit].ResultEndedAt is var told && told != ended.EndedAt)
            {
                ExecutionLog.TimeNotBelieved(world.Logger, ended.Unit, ended.CommandId, told, ended.EndedAt);
            }

            switch (e)
            {
                case CommandIssued command:
                    world.Link.Issue(command);
                    break;
                case CommandCompleted { Result: not ResultCode.Done } completed:
                    ExecutionLog.CommandNotDone(world.Logger, completed.CommandId, completed.Unit, completed.Result, completed.Detail);
                    break;
                case UnitFaulted fault:
                    ExecutionLog.UnitFaulted(world.Logger, fault.Unit, fault.FaultCode);
                    break;
                case UnitAligned aligned:
                    ExecutionLog.UnitAligned(world.Logger, aligned.Unit, aligned.UnitSeq);
                    break;
                default:
                    break;
            }
        }

        foreach (var place in decision.WantedCurves)
        {
            world.Link.ReadCurve(place);
        }

        if (decision.WakeAt is { } at)
        {
            var wait = (at - Now) / world.Speed;
            Timers.StartSingleTimer(nameof(Wake), Wake.Instance, wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait);
        }
    }

    // One atomic write for all facts of a decision; what is left to do is done when the last of them is durable.
    private void Record(IReadOnlyList<LineEvent> events, Action then)
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
            if (state.Version != LastSequenceNr)
            {
                throw new InvalidOperationException($"{PersistenceId}: state is at event {state.Version}, the journal at {LastSequenceNr}.");
            }

            world.Feed.Offer(PersistenceId, LastSequenceNr, e);
            if (--left == 0)
            {
                world.Live.JournalWritten();
                world.Live.Publish(state);
                then();
            }
        });
    }

    private void TellShift()
    {
        var active = world.Layout.Calendar.At(Now) is not null;
        if (shiftTold != active)
        {
            shiftTold = active;
            world.Link.SetShift(active);
        }
    }

    private sealed record Look
    {
        public static Look Instance { get; } = new();
    }

    private sealed record Wake
    {
        public static Wake Instance { get; } = new();
    }

    // Images are levels: the actor takes the newest and is told once, however many came meanwhile.
    private sealed class Inbox(IActorRef self) : IPlcOwner
    {
        private PlcImage? newest;

        public void Report(PlcImage image)
        {
            if (Interlocked.Exchange(ref newest, image) is null)
            {
                self.Tell(Look.Instance);
            }
        }

        public PlcImage? Take() => Interlocked.Exchange(ref newest, null);
    }
}
