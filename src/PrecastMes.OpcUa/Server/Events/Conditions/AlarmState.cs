namespace PrecastMes.OpcUa.Server;

/// <summary>
/// The state of an alarm and its transitions (Part 9 §5.5 to §5.8), without clock, nodes or events. There are no branches: a fault that
/// comes again before the last one was acknowledged is to be acknowledged once, for the newer event.
/// </summary>
internal sealed record AlarmState
{
    public bool IsEnabled { get; init; } = true;

    public bool IsActive { get; init; }

    public bool IsAcked { get; init; } = true;

    public bool IsConfirmed { get; init; } = true;

    public ushort Severity { get; init; } = 1;

    public ushort LastSeverity { get; init; } = 1;

    /// <summary>Empty text before the first fault, for a client can't show null.</summary>
    public IReadOnlyList<LocalizedText> Message { get; init; } = [new("")];

    /// <summary>Counts the faults: an event of an earlier one can't be acknowledged any more.</summary>
    public uint Occurrence { get; init; }

    /// <summary>Whether clients should show it: ConditionRefresh tells it as long (Part 9 §5.5.2).</summary>
    public bool Retain => IsEnabled && (IsActive || !IsAcked || !IsConfirmed);

    public AlarmState Raised(ushort severity, IReadOnlyList<LocalizedText> message) =>
        IsActive && Severity == severity && Message.SequenceEqual(message) ? this : this with
        {
            IsActive = true,
            IsAcked = false,
            IsConfirmed = true,
            LastSeverity = Severity,
            Severity = severity,
            Message = message,
            Occurrence = Occurrence + 1,
        };

    /// <param name="message">None leaves the last one.</param>
    public AlarmState Cleared(IReadOnlyList<LocalizedText> message) =>
        IsActive ? this with { IsActive = false, Message = message.Count == 0 ? Message : message } : this;

    public StatusCode Enable(out AlarmState next)
    {
        next = this with { IsEnabled = true };
        return IsEnabled ? StatusCodes.BadConditionAlreadyEnabled : StatusCodes.Good;
    }

    public StatusCode Disable(out AlarmState next)
    {
        next = this with { IsEnabled = false };
        return IsEnabled ? StatusCodes.Good : StatusCodes.BadConditionAlreadyDisabled;
    }

    /// <param name="occurrence">Of the event that the user names; null for an event that is not known.</param>
    /// <param name="needsConfirmation">Whether the alarm then waits to be confirmed.</param>
    public StatusCode Acknowledge(uint? occurrence, bool needsConfirmation, out AlarmState next)
    {
        next = this with { IsAcked = true, IsConfirmed = !needsConfirmation };
        return Check(occurrence, IsAcked, StatusCodes.BadConditionBranchAlreadyAcked);
    }

    public StatusCode Confirm(uint? occurrence, out AlarmState next)
    {
        next = this with { IsConfirmed = true };
        return Check(occurrence, IsConfirmed, StatusCodes.BadConditionBranchAlreadyConfirmed);
    }

    public StatusCode Comment(uint? occurrence) => !IsEnabled ? StatusCodes.BadConditionDisabled : occurrence is null ? StatusCodes.BadEventIdUnknown : StatusCodes.Good;

    private StatusCode Check(uint? occurrence, bool isDone, StatusCode alreadyDone)
    {
        if (!IsEnabled)
        {
            return StatusCodes.BadConditionDisabled;
        }

        return occurrence != Occurrence ? StatusCodes.BadEventIdUnknown : isDone ? alreadyDone : StatusCodes.Good;
    }
}
