using PrecastMes.Production.Shifts;

namespace PrecastMes.Execution.Shifts;

/// <summary>A fact about a plant's shifts. <c>At</c> is plant time, UTC.</summary>
public abstract record ShiftEvent(DateTimeOffset At);

/// <summary>A shift was closed. It stays closed; a correction is a new fact that names it.</summary>
public sealed record ShiftClosed(DateTimeOffset At, ShiftCloseRecord Close) : ShiftEvent(At);
