using PrecastMes.Production.Shifts;

namespace PrecastMes.Execution.Shifts;

/// <summary>Closes a shift; answered by <see cref="Outcome"/>. A shift that is closed already stays as it is, and the close is accepted.</summary>
public sealed record CloseShift(ShiftCloseRecord Close);
