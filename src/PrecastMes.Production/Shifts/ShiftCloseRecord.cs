namespace PrecastMes.Production.Shifts;

/// <summary>
/// The close of a shift (班结), as a fact for the ledger: what the shift put out, what was scheduled for it, what it could have
/// made. A shift is closed once; a correction is a new fact.
/// </summary>
/// <param name="ShiftId"><see cref="Calendars.ShiftInstance.Id"/>, e.g. <c>2026-03-02/early</c>.</param>
/// <param name="Day">Local day on which the shift began.</param>
/// <param name="ShiftCode"><see cref="Calendars.ShiftDefinition.Id"/>.</param>
/// <param name="StartAt">First instant, UTC.</param>
/// <param name="EndAt">First instant after it, UTC.</param>
/// <param name="ClosedAt">When it was closed, plant time, UTC; not before <paramref name="EndAt"/>.</param>
/// <param name="Elements">The output: elements that passed in it, and those of earlier shifts that no close has counted.</param>
/// <param name="ScheduledElements">Elements whose final inspection the plan in force ends in this shift.</param>
/// <param name="ScheduledLitres">Their volume, litres.</param>
/// <param name="PlanId">The plan in force at the shift's end; null when there was none.</param>
/// <param name="CapacityLitres">Declared capacity of the shift, litres.</param>
/// <param name="CapacityBasis">How the capacity follows from the declared basis: the factors, in words and figures.</param>
public sealed record ShiftCloseRecord(
    string ShiftId,
    DateOnly Day,
    string ShiftCode,
    DateTimeOffset StartAt,
    DateTimeOffset EndAt,
    DateTimeOffset ClosedAt,
    IReadOnlyList<ClosedElement> Elements,
    int ScheduledElements,
    long ScheduledLitres,
    string? PlanId,
    long CapacityLitres,
    string CapacityBasis)
{
    /// <summary>Volume of <see cref="Elements"/>, litres.</summary>
    public long OutputLitres => Elements.Sum(e => (long)e.VolumeLitres);
}
