namespace PrecastMes.Persistence.Output;

/// <summary>An element of the scheduled volume: a released plan ends its final inspection at <paramref name="PlannedFinish"/>.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="PlanId">The plan.</param>
/// <param name="DistrictId">District of its project; empty while the project's own facts have not been read yet.</param>
/// <param name="FamilyCode">Family.</param>
/// <param name="VolumeLitres">Concrete, litres.</param>
/// <param name="PlannedFinish">Planned end of final inspection, UTC.</param>
/// <param name="Day">Plant-local day of <paramref name="PlannedFinish"/>.</param>
public sealed record ScheduledElement(
    string ElementId,
    string PlanId,
    string DistrictId,
    string FamilyCode,
    int VolumeLitres,
    DateTimeOffset PlannedFinish,
    DateOnly Day);
