namespace PrecastMes.PlcSim.Handshake;

/// <summary>
/// A unit's signals by levels: the sender raises <c>Cmd.Seq</c>, the unit copies the command and shows the number in
/// <see cref="AckSeq"/>, runs, and holds the result until the next. A number is executed once, ever: only one above
/// <see cref="AckSeq"/> is looked at. <see cref="AckSeq"/> = <see cref="ResultSeq"/> means that no command of it runs.
/// </summary>
internal sealed class HandshakeBlock
{
    /// <summary>The command signals as last read; the unit looks at them when it has nothing to do.</summary>
    public Command Cmd { get; set; } = Command.None;

    /// <summary>The last command taken.</summary>
    public Command LastTaken { get; private set; } = Command.None;

    /// <summary>Number of the last command taken.</summary>
    public uint AckSeq => LastTaken.Seq;

    /// <summary>Number of the last command ended.</summary>
    public uint ResultSeq { get; private set; }

    /// <summary><see cref="Command.Id"/> of the last command ended.</summary>
    public uint ResultId { get; private set; }

    /// <summary>How it ended.</summary>
    public ResultCode ResultCode { get; private set; }

    /// <summary>Why it was refused; empty otherwise.</summary>
    public string ResultDetail { get; private set; } = "";

    /// <summary>Start of the last command ended, plant time.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>End of the last command ended, plant time; between two scans the true instant, not the scan's.</summary>
    public DateTimeOffset EndedAt { get; private set; }

    /// <summary>State of the unit.</summary>
    public UnitState State
    {
        get;
        set => IsChanged |= Set(ref field, value);
    } = UnitState.Idle;

    /// <summary>Share of the running command's work that is done, 0–100, in steps.</summary>
    public float Progress
    {
        get;
        set => IsChanged |= Set(ref field, value);
    }

    /// <summary>Why the unit stands still.</summary>
    public FaultCode Fault
    {
        get;
        set => IsChanged |= Set(ref field, value);
    }

    /// <summary>What the reader sees: a pallet, a load where there is no pallet, or empty.</summary>
    public string PalletId
    {
        get;
        set => IsChanged |= Set(ref field, value);
    } = "";

    /// <summary>True when something changed since the block was shown last.</summary>
    public bool IsChanged { get; private set; } = true;

    /// <summary>True when a command waits that was never taken.</summary>
    public bool HasNewCommand => Cmd.Seq > AckSeq;

    /// <summary>Takes the waiting command.</summary>
    public Command Acknowledge()
    {
        if (!HasNewCommand || AckSeq != ResultSeq)
        {
            throw new InvalidOperationException(
                $"No command may be taken: Cmd.Seq {Cmd.Seq}, Ack.Seq {AckSeq}, Result.Seq {ResultSeq} (a command runs when the last two differ).");
        }

        LastTaken = Cmd;
        IsChanged = true;
        return Cmd;
    }

    /// <summary>Ends the command that was taken last.</summary>
    public void Finish(Command command, ResultCode code, string detail, DateTimeOffset startedAt, DateTimeOffset endedAt)
    {
        if (command.Seq != AckSeq)
        {
            throw new InvalidOperationException($"Command {command.Seq} ends, but {AckSeq} was taken last.");
        }

        ResultId = command.Id;
        ResultCode = code;
        ResultDetail = detail;
        StartedAt = startedAt;
        EndedAt = endedAt;
        ResultSeq = command.Seq;
        IsChanged = true;
    }

    /// <summary>The block has been shown.</summary>
    public void Shown() => IsChanged = false;

    /// <summary>Puts back what was kept over a restart.</summary>
    public void Restore(
        Command lastTaken, uint resultSeq, uint resultId, ResultCode code, string detail, DateTimeOffset startedAt, DateTimeOffset endedAt)
    {
        Cmd = LastTaken = lastTaken;
        ResultSeq = resultSeq;
        ResultId = resultId;
        ResultCode = code;
        ResultDetail = detail;
        StartedAt = startedAt;
        EndedAt = endedAt;
    }
    private static bool Set<T>(ref T field, T value)
    {
        if (EqualityComparer<T>.Default.Equals(field, value))
        {
            return false;
        }

        field = value;
        return true;
    }
}
