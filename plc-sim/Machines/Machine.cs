using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.Machines;

/// <summary>
/// A unit with a handshake block. In each scan it carries its running command up to the instant, then takes a new one if
/// none runs, then shows itself. A command that comes while another runs stays in the signals and is looked at later.
/// <code>
/// Idle --new Seq, refused--> Idle          Idle --new Seq--> Execute --work done--> Idle
/// Execute --shift over, partner stands--> Held --back--> Execute
/// any --StopUnit--> Stopped --ResumeUnit--> as before     crane: any --JamCrane--> Aborted --ClearJam--> as before
/// </code>
/// </summary>
internal abstract class Machine(string id, Label name, LineContext context)
{
    /// <summary>The <c>Progress</c> signal moves in such steps, so that a running unit does not change its signals each scan.</summary>
    private const int ProgressStep = 5;

    private bool isStopped;

    public string Id { get; } = id;

    public Label Name { get; } = name;

    public HandshakeBlock Block { get; } = new();

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

    protected LineContext Context { get; } = context;

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

        if (IsStanding || IsHeld(job.Command))
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

    /// <summary>Takes the waiting command, if none runs.</summary>
    public void TakeCommand(DateTimeOffset now)
    {
        if (Job is not null || !Block.HasNewCommand)
        {
            return;
        }

        var command = Block.Acknowledge();
        var refusal = CheckFence(command) ?? Refuse(command);
        if (refusal is not null)
        {
            Block.Finish(command, ResultCode.Refused, refusal, now, now);
            Context.Book.Add(PhysicalEvent.Refused(Id, command, refusal, now));
            return;
        }

        Job = new Job(command, now, WorkOf(command));
        OnBegun(command, now);
        Context.Book.Add(Describe(PhysicalEvent.Start(EventName(command.Code), Id, command, now)));
    }

    /// <summary>Shows state, progress, fault and reader.</summary>
    public void Show()
    {
        var state = Fault switch
        {
            FaultCode.CraneJammed => UnitState.Aborted,
            FaultCode.StoppedByHand => UnitState.Stopped,
            _ when Job is null => UnitState.Idle,
            _ when IsHeld(Job.Command) => UnitState.Held,
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
        Block.Finish(job.Command, ResultCode.Done, "", job.StartedAt, at);
        Context.Book.Add(Describe(PhysicalEvent.End(EventName(job.Command.Code), Id, job.Command, ResultCode.Done, at)));
    }

    /// <summary>The words for a command that this kind of machine does not know.</summary>
    protected string CannotDo(Command command) => $"{Id} cannot do code {(ushort)command.Code}";

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
