using PrecastMes.Production.Shifts;

namespace PrecastMes.Server.Jobs;

/// <summary>Where closed shifts become facts: the journal, or in tests a twin of it.</summary>
internal interface IShiftLedger
{
    /// <summary>
    /// Records a close. A shift that is closed already stays as it is, and that is no refusal: the job may ask twice when it
    /// did not hear the answer.
    /// </summary>
    /// <returns>Null when the shift is closed now, otherwise why it is not.</returns>
    Task<string?> CloseAsync(ShiftCloseRecord close, CancellationToken cancellationToken);
}
