using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.JobControl;

namespace PrecastMes.PlcSim.Machines;

/// <summary>
/// A unit with two faces, a handshake block and job orders; what one of them commands occupies it for the other. In each
/// scan it carries its running command up to the instant, then takes a new one if none runs, then shows itself. A command
/// that comes while another one of the handshake runs stays in the signals and is looked at later; while a job order runs,
/// it is refused.
/// <code>
/// Idle --new Seq, refused--> Idle          Idle --new Seq--> Execute --work done--> Idle
/// Execute --shift over, partner stands--> Held --back--> Execute
/// any --StopUnit--> Stopped --ResumeUnit--> as before     crane: any --JamCrane--> Aborted --ClearJam--> as before
/// </code>
/// </summary>
internal abstract class Machine
{
    /// <summary>The <c>Progress</c> signal moves in such steps, so that a running unit does not change its signals each scan.</summary>
    private const int ProgressStep = 5;

    private bool isStopped;

    protected Machine(string id, Label name, LineContext context)
    {
        Id = id;
        Name = name;
        Context = context;
        JobOrders = new JobOrderReceiver(this, context.Book);
    }

    public string Id { get; }

    public Label Name { get; }

    public HandshakeBlock Block { get; } = new();

    /// <summary>The other face.</summary>
    public JobOrderReceiver JobOrders { get; }

    /// <summary>What this kind of machine can do.</summary>
    public abstract IReadOnlyList<CommandCode> Commands { get; }

    /// <summary>The command that runs, or null.</summary>
    public Job? Job { get; protected set; }

    /// <summary>Stopped by hand: what runs stands still until it is resumed.</summary>
    public bool IsStopped
    {
        get => isStopped;
        set
        {
            isStopped = value;
            OnStoppedChanged();
        }
    }

    /// <summary>Work takes so many times as long; 1 is normal.</summary>
    public double SlowDown { get; set; } = 1;

    /// <summary>True when the machine cannot move.</summary>
    public virtual bool IsStanding => IsStopped;

    protected LineContext Context { get; }

    protected virtual FaultCode Fault => IsStopped ? FaultCode.StoppedByHand : FaultCode.None;

    /// <summary>What the reader sees.</summary>
    protected abstract string Seen { get; }

    /// <summary>Carries the running command up to an instant and ends it when its work is done.</summary>
    public virtual void Advance(DateTimeOffset now)
    {
        if (Job is not { } job)
        {
            return;
        }

        if (ObstacleTo(job.Command) is not null || JobOrders.IsSuspended)
        {
            Job = job.RestUntil(now);
            return;
        }

        var worked = job.WorkUntil(now, SlowDown);
        OnWorked(job, worked);
        Job = worked;
        if (worked.Done >= worked.Work)
        {
            End(job.ReachedAt(job.Work, SlowDown));
        }
    }

    /// <summary>Begins the job order whose turn it is; then takes the waiting command of the handshake, unless one runs.</summary>
    public void TakeCommand(DateTimeOffset now)
    {
        if (JobOrders.Next(now) is { } order && Job is null)
        {
            Begin(order.Command, order.Id, now);
        }

        if (!Block.HasNewCommand || Job is { JobOrderId: null })
        {
            return;
        }

        var command = Block.Acknowledge();
        var refusal = CheckFence(command)
            ?? (Job is { JobOrderId: { } running } ? $"{Id} is at work on job order {running}" : Refuse(command));
        if (refusal is not null)
        {
            Block.Finish(command, ResultCode.Refused, refusal, now, now);
            Context.Book.Add(PhysicalEvent.Refused(Id, command, refusal, now));
            return;
        }

        Begin(command, null, now);
    }

    /// <summary>Shows state, progress, fault and reader.</summary>
    public void Show()
    {
        var obstacle = Job is null ? null : ObstacleTo(Job.Command);
        var state = Fault switch
        {
            FaultCode.CraneJammed => UnitState.Aborted,
            FaultCode.StoppedByHand => UnitState.Stopped,
            _ when Job is null => UnitState.Idle,
            _ when obstacle is not null || JobOrders.IsSuspended => UnitState.Held,
            _ => UnitState.Execute,
        };
        if (state != Block.State)
        {
            // Whether work goes on between two scans depends on it.
            Context.Book.Touch();
        }

        Block.State = state;
        Block.Fault = Fault;
        Block.Progress = Job is null ? 0 : (float)(Math.Floor(Share(Job) * 100 / ProgressStep) * ProgressStep);
        Block.PalletId = Seen;
        if (Job is not null)
        {
            JobOrders.Follow(obstacle, Block.Progress);
        }
    }

    /// <summary>Why a job order cannot begin now; null when it can.</summary>
    public string? RefuseBeginning(Command command) =>
        Job is { } job ? $"{Id} is at work on {job.JobOrderId ?? $"command {job.Command.Id}"}"
        : IsStanding ? $"{Id} stands still ({Fault})"
        : Refuse(command);

    /// <summary>Why what runs cannot be paused; null when it can.</summary>
    public string? RefusePause(Command command) =>
        command.Code == CommandCode.Cure ? $"{Id} cures: heat goes on by the clock" : null;

    /// <summary>Why what runs cannot be broken off; null when it can. A move and a programme go on to their end.</summary>
    public string? RefuseBreakOff(Command command) => command.Code is CommandCode.Run or CommandCode.Batch
        ? null
        : $"{Id} cannot leave {(command.Code == CommandCode.Cure ? "a curing programme" : "a move")} half done";

    /// <summary>Breaks off what runs: what it had is where it was.</summary>
    public void BreakOff(DateTimeOffset at, string reason)
    {
        var job = Job ?? throw new InvalidOperationException($"{Id} has nothing to break off.");
        Job = null;
        Tell(PhysicalEvent.End(EventName(job.Command.Code), Id, job.Command, ResultCode.Failed, at) with { Detail = reason }, job);
    }

    /// <summary>Puts back a command that ran when the simulator ended.</summary>
    public void Resume(Job? job)
    {
        Job = job;
        if (job is not null)
        {
            OnResumed(job.Command);
        }
    }

    /// <summary>Why a command cannot be begun; null when it can.</summary>
    protected abstract string? Refuse(Command command);

    /// <summary>The work of a command at normal speed.</summary>
    protected abstract TimeSpan WorkOf(Command command);

    /// <summary>Where something besides the machine itself holds the command up.</summary>
    protected virtual bool IsHeld(Command command) => command.Interruptible && !Context.Level.IsShiftActive;

    /// <summary>Share of the running command that is done, 0–1.</summary>
    protected virtual double Share(Job job) => job.Work > TimeSpan.Zero ? job.Done / job.Work : 1;

    /// <summary>A command begins.</summary>
    protected virtual void OnBegun(Command command, DateTimeOffset at)
    {
    }

    /// <summary>A command that ran before a restart runs again: what it reserved is reserved anew.</summary>
    protected virtual void OnResumed(Command command)
    {
    }

    /// <summary>The work went on from one scan to the next.</summary>
    protected virtual void OnWorked(Job before, Job after)
    {
    }

    /// <summary>The work is done: what it moves has moved.</summary>
    protected virtual void OnEnded(Command command, DateTimeOffset at)
    {
    }

    /// <summary>Somebody stopped or resumed the machine.</summary>
    protected virtual void OnStoppedChanged()
    {
    }

    /// <summary>Adds to the log's line what only this kind of machine knows.</summary>
    protected virtual PhysicalEvent Describe(PhysicalEvent happened) => happened;

    /// <summary>Ends the running command as done.</summary>
    protected void End(DateTimeOffset at)
    {
        var job = Job ?? throw new InvalidOperationException($"{Id} has no command to end.");
        OnEnded(job.Command, at);
        Job = null;
        if (job.JobOrderId is null)
        {
            Block.Finish(job.Command, ResultCode.Done, "", job.StartedAt, at);
        }

        JobOrders.Ended(at);
        Tell(PhysicalEvent.End(EventName(job.Command.Code), Id, job.Command, ResultCode.Done, at), job);
    }

    /// <summary>The words for a command that this kind of machine does not know.</summary>
    protected string CannotDo(Command command) => $"{Id} cannot do code {(ushort)command.Code}";

    private void Begin(Command command, string? jobOrderId, DateTimeOffset now)
    {
        Job = new Job(command, now, WorkOf(command)) { JobOrderId = jobOrderId };
        OnBegun(command, now);
        if (jobOrderId is null)
        {
            JobOrders.Began(command, now);
        }
        else
        {
            JobOrders.Began(jobOrderId, now);
        }

        Tell(PhysicalEvent.Start(EventName(command.Code), Id, command, now), Job);
    }

    private void Tell(PhysicalEvent happened, Job job) => Context.Book.Add(Describe(
        job.JobOrderId is { } jobOrder ? happened with { CommandId = null, Seq = null, JobOrder = jobOrder } : happened));

    /// <summary>What holds up the running command; null when it goes on.</summary>
    private string? ObstacleTo(Command command) =>
        IsStanding ? $"{Id} stands still ({Fault})"
        : !IsHeld(command) ? null
        : command.Interruptible && !Context.Level.IsShiftActive ? "outside the shift"
        : "the unit at the other end of the move stands still";

    private string? CheckFence(Command command)
    {
        if (command.Fence < Context.Level.Fence)
        {
            return "fence";
        }

        Context.Level.Fence = command.Fence;
        return null;
    }

    private static string EventName(CommandCode code) => code switch
    {
        CommandCode.Run => "run",
        CommandCode.Transfer => "transfer",
        CommandCode.Store => "store",
        CommandCode.Retrieve => "retrieve",
        CommandCode.Batch => "batch",
        CommandCode.Cure => "cure",
        _ => throw new InvalidOperationException($"Code {(ushort)code} was accepted, but has no name."),
    };
}
