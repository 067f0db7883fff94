using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.Machines;

namespace PrecastMes.PlcSim.JobControl;

/// <summary>
/// The job orders of one machine: the second face of what the handshake commands. It decides on methods and on what may
/// begin; the machine works, and tells what becomes of it.
/// <code>
/// Store --> NotAllowedToStart --Start--> AllowedToStart --machine begins--> Running --work done, Stop--> Ended
///           NotAllowedToStart &lt;--RevokeStart-- AllowedToStart         Running &lt;--> Interrupted --Stop--> Ended
/// StoreAndStart --> AllowedToStart      any but Ended --Abort--> Aborted
/// prepared --Cancel--> gone             Ended, Aborted --Clear--> gone
/// </code>
/// </summary>
internal sealed class JobOrderReceiver(Machine machine, EventBook book)
{
    /// <summary>So many job orders may be stored; what has ended counts until it is cleared.</summary>
    public const int MaxDownloadable = 20;

    private readonly List<JobOrderEntry> entries = [];
    private List<JobOrderEntry> transitions = [];

    /// <summary>All that are known, in the order in which they came.</summary>
    public IReadOnlyList<JobOrderEntry> Entries => entries;

    /// <summary>Grows with every change.</summary>
    public long Version { get; private set; }

    /// <summary>Whoever paused what runs has not resumed it.</summary>
    public bool IsSuspended => entries.Exists(entry => entry is { IsOpen: true, IsSuspended: true });

    /// <summary>The job order of that id, or null.</summary>
    public JobOrderEntry? Find(string id) => entries.Find(entry => string.Equals(entry.Order.Id, id, StringComparison.Ordinal));

    /// <summary>Takes a job order that will not begin before <see cref="Start"/>. The same one sent again is no error and no second order.</summary>
    public JobAnswer Store(JobOrder order, string comment) => Add(order, JobOrderState.NotAllowedToStart, comment);

    /// <summary>Takes a job order that begins as soon as the machine can.</summary>
    public JobAnswer StoreAndStart(JobOrder order, string comment) => Add(order, JobOrderState.AllowedToStart, comment);

    /// <summary>Lets a stored one begin as soon as the machine can.</summary>
    public JobAnswer Start(string id, string comment) => Change(id, nameof(Start), entry => entry.State switch
    {
        JobOrderState.AllowedToStart => JobAnswer.Done,
        JobOrderState.NotAllowedToStart => RefuseOccupied() ?? Put(entry with { State = JobOrderState.AllowedToStart, Reason = comment }),
        _ => JobAnswer.WrongState(nameof(Start), entry),
    });

    /// <summary>Takes the leave to begin back.</summary>
    public JobAnswer RevokeStart(string id, string comment) => Change(id, nameof(RevokeStart), entry => entry.State switch
    {
        JobOrderState.NotAllowedToStart => JobAnswer.Done,
        JobOrderState.AllowedToStart => Put(entry with { State = JobOrderState.NotAllowedToStart, Reason = comment }),
        _ => JobAnswer.WrongState(nameof(RevokeStart), entry),
    });

    /// <summary>Lets what runs rest.</summary>
    public JobAnswer Pause(string id, string comment) => Change(id, nameof(Pause), entry =>
        entry.IsSuspended ? JobAnswer.Done
        : !entry.IsOpen ? JobAnswer.WrongState(nameof(Pause), entry)
        : machine.RefusePause(entry.Order.Command) is { } refusal ? new JobAnswer(ReturnStatus.Unstoppable, refusal)
        : Put(entry with { State = JobOrderState.Interrupted, Substate = JobOrderSubstate.Suspended, IsSuspended = true, Reason = comment }));

    /// <summary>Lets a paused one go on, unless the machine or the shift holds it.</summary>
    public JobAnswer Resume(string id, string comment) => Change(id, nameof(Resume), entry => entry switch
    {
        // The machine says in this scan whether it goes on or is held.
        { IsSuspended: true } => Put(entry with { IsSuspended = false, Reason = comment }),
        { State: JobOrderState.Running } => JobAnswer.Done,
        _ => JobAnswer.WrongState(nameof(Resume), entry),
    });

    /// <summary>Puts another content in the place of one that has not begun.</summary>
    public JobAnswer Update(JobOrder order, string comment) => Change(order.Id, nameof(Update), entry =>
        !entry.IsPrepared ? JobAnswer.WrongState(nameof(Update), entry)
        : RefuseKind(order) ?? Put(entry with { Order = order, Reason = comment }));

    /// <summary>Ends what runs before its work is done.</summary>
    public JobAnswer Stop(string id, string comment, DateTimeOffset at) => Change(id, nameof(Stop), entry => entry.State switch
    {
        JobOrderState.Ended => JobAnswer.Done,
        JobOrderState.Running or JobOrderState.Interrupted => BreakOff(entry, "stopped", comment, JobOrderState.Ended, JobOrderSubstate.Completed, at),
        _ => JobAnswer.WrongState(nameof(Stop), entry),
    });

    /// <summary>Breaks off what runs, or gives up what has not begun.</summary>
    public JobAnswer Abort(string id, string comment, DateTimeOffset at) => Change(id, nameof(Abort), entry => entry.State switch
    {
        JobOrderState.Aborted => JobAnswer.Done,
        JobOrderState.Ended => JobAnswer.WrongState(nameof(Abort), entry),
        JobOrderState.Running or JobOrderState.Interrupted => BreakOff(entry, "aborted", comment, JobOrderState.Aborted, JobOrderSubstate.None, at),
        _ => Put(entry with
        {
            State = JobOrderState.Aborted, Substate = JobOrderSubstate.None, EndedAt = at, Result = JobResult.Unsuccessful, Reason = comment,
        }),
    });

    /// <summary>Forgets one that has not begun.</summary>
    public JobAnswer Cancel(string id) => Change(id, nameof(Cancel), entry =>
        entry.IsPrepared ? Remove(entry) : JobAnswer.WrongState(nameof(Cancel), entry));

    /// <summary>Forgets one that is over, with its response. The id is free again.</summary>
    public JobAnswer Clear(string id)
    {
        if (Find(id) is not { } entry)
        {
            return JobAnswer.Unknown(id);
        }

        return entry.IsPrepared || entry.IsOpen ? JobAnswer.WrongState(nameof(Clear), entry) : Remove(entry);
    }

    /// <summary>
    /// The job order that begins now, or null: of those that are allowed to, may begin by time and can by the machine, the
    /// one with the highest priority; then the earliest start time; then the first that came.
    /// </summary>
    public JobOrder? Next(DateTimeOffset now)
    {
        JobOrder? next = null;
        for (var i = 0; i < entries.Count; i++)
        {
            if (!entries[i].IsPrepared)
            {
                continue;
            }

            var order = entries[i].Order;
            var obstacle = order.StartTime > now ? $"not before {order.StartTime:O}" : machine.RefuseBeginning(order.Command);
            Put(i, entries[i] with
            {
                Substate = obstacle is null ? JobOrderSubstate.Ready : JobOrderSubstate.Waiting,
                Reason = obstacle ?? entries[i].Reason,
            });
            if (obstacle is null && entries[i].State == JobOrderState.AllowedToStart && (next is null || IsBefore(order, next)))
            {
                next = order;
            }
        }

        return next;
    }

    /// <summary>The machine begins one.</summary>
    public void Began(string id, DateTimeOffset at)
    {
        var entry = Known(id);
        Put(entry with { State = JobOrderState.Running, Substate = JobOrderSubstate.None, StartedAt = at, Reason = "" });
    }

    /// <summary>The machine begins a command of the handshake; it takes the place of the last such one.</summary>
    public void Began(Command handshake, DateTimeOffset at)
    {
        entries.RemoveAll(entry => entry.Order.IsHandshake);
        var begun = new JobOrderEntry(JobOrder.OfHandshake(handshake), JobOrderState.Running, JobOrderSubstate.None) { StartedAt = at };
        entries.Add(begun);
        Tell(begun);
    }

    /// <summary>The machine shows how what runs is getting on.</summary>
    /// <param name="obstacle">What holds it up; null when it goes on.</param>
    /// <param name="progress">0–100.</param>
    public void Follow(string? obstacle, float progress)
    {
        var index = entries.FindIndex(entry => entry.IsOpen);
        if (index < 0)
        {
            return;
        }

        var entry = entries[index];
        Put(index, entry with
        {
            State = entry.IsSuspended || obstacle is not null ? JobOrderState.Interrupted : JobOrderState.Running,
            Substate = entry.IsSuspended ? JobOrderSubstate.Suspended : obstacle is not null ? JobOrderSubstate.Held : JobOrderSubstate.None,
            Reason = entry.IsSuspended ? entry.Reason : obstacle ?? "",
            Progress = progress,
        });
    }

    /// <summary>The work of what ran is done.</summary>
    public void Ended(DateTimeOffset at)
    {
        if (entries.Find(entry => entry.IsOpen) is { } entry)
        {
            Put(entry with
            {
                State = JobOrderState.Ended,
                Substate = JobOrderSubstate.Completed,
                IsSuspended = false,
                EndedAt = at,
                Progress = 100,
                Result = JobResult.Successful,
                Reason = "",
            });
        }
    }

    /// <summary>Puts back what was kept over a restart.</summary>
    public void Restore(IReadOnlyList<JobOrderEntry> kept)
    {
        entries.Clear();
        entries.AddRange(kept);
        Version++;
    }

    /// <summary>The entries whose state or substate changed since the last call, each as it became.</summary>
    public IReadOnlyList<JobOrderEntry> TakeTransitions()
    {
        if (transitions.Count == 0)
        {
            return [];
        }

        var taken = transitions;
        transitions = [];
        return taken;
    }

    private JobAnswer Add(JobOrder order, JobOrderState state, string comment)
    {
        if (Find(order.Id) is { } known)
        {
            return known.Order.IsSameAs(order)
                ? known.State == JobOrderState.NotAllowedToStart && state == JobOrderState.AllowedToStart ? Start(order.Id, comment) : JobAnswer.Done
                : new JobAnswer(ReturnStatus.UnableToAccept | ReturnStatus.IdInUse, $"\"{order.Id}\" is another job order already");
        }

        if (RefuseKind(order) is { } refusal)
        {
            return refusal;
        }

        if (state == JobOrderState.AllowedToStart && RefuseOccupied() is { } occupied)
        {
            return occupied;
        }

        if (entries.Count(entry => !entry.Order.IsHandshake) >= MaxDownloadable)
        {
            return new JobAnswer(ReturnStatus.UnableToAccept, $"{MaxDownloadable} job orders are stored; clear those that have ended");
        }

        var added = new JobOrderEntry(order, state, JobOrderSubstate.Waiting) { Reason = comment };
        entries.Add(added);
        Tell(added);
        return JobAnswer.Done;
    }

    private JobAnswer? RefuseKind(JobOrder order) => machine.Commands.Contains(order.Command.Code)
        ? null
        : new JobAnswer(ReturnStatus.UnableToAccept, $"{machine.Id} has no work master \"{order.Command.Code}\"; there are {string.Join(", ", machine.Commands)}");

    /// <summary>Who comes second is told, whichever way the first one came.</summary>
    private JobAnswer? RefuseOccupied() => machine.Job is { JobOrderId: null, Command: var command }
        ? new JobAnswer(
            ReturnStatus.UnableToAccept | ReturnStatus.OccupiedByHandshake, $"{machine.Id} is at work on command {command.Id} of the handshake")
        : null;

    private JobAnswer Change(string id, string method, Func<JobOrderEntry, JobAnswer> change) => Find(id) switch
    {
        null => JobAnswer.Unknown(id),
        { Order.IsHandshake: true } => new JobAnswer(
            ReturnStatus.InvalidRequest | ReturnStatus.OccupiedByHandshake, $"{method} cannot be: {id} was commanded by the handshake"),
        { } entry => change(entry),
    };

    private JobAnswer BreakOff(
        JobOrderEntry entry, string word, string comment, JobOrderState state, JobOrderSubstate substate, DateTimeOffset at)
    {
        if (machine.RefuseBreakOff(entry.Order.Command) is { } refusal)
        {
            return new JobAnswer(ReturnStatus.Unstoppable, refusal);
        }

        machine.BreakOff(at, comment.Length == 0 ? word : $"{word}: {comment}");
        return Put(entry with
        {
            State = state, Substate = substate, IsSuspended = false, EndedAt = at, Result = JobResult.Unsuccessful, Reason = comment,
        });
    }

    private static bool IsBefore(JobOrder one, JobOrder other) =>
        one.Priority != other.Priority
            ? one.Priority > other.Priority
            : (one.StartTime ?? DateTimeOffset.MinValue) < (other.StartTime ?? DateTimeOffset.MinValue);

    private JobOrderEntry Known(string id) =>
        Find(id) ?? throw new InvalidOperationException($"{machine.Id} begins job order \"{id}\", which it does not know.");

    private JobAnswer Put(JobOrderEntry entry)
    {
        Put(entries.FindIndex(known => string.Equals(known.Order.Id, entry.Order.Id, StringComparison.Ordinal)), entry);
        return JobAnswer.Done;
    }

    private void Put(int index, JobOrderEntry entry)
    {
        var before = entries[index];
        if (before == entry)
        {
            return;
        }

        entries[index] = entry;
        if (before.State != entry.State || before.Substate != entry.Substate)
        {
            Tell(entry);
        }
        else if (before.Progress != entry.Progress)
        {
            // Known again from the work after a restart, so it need not be kept.
            Version++;
        }
        else
        {
            Note();
        }
    }

    private JobAnswer Remove(JobOrderEntry entry)
    {
        entries.Remove(entry);
        Note();
        return JobAnswer.Done;
    }

    private void Tell(JobOrderEntry entry)
    {
        transitions.Add(entry);
        Note();
    }

    private void Note()
    {
        Version++;
        book.Touch();
    }
}
