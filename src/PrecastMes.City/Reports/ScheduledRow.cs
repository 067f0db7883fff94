namespace PrecastMes.City.Reports;

/// <summary>An element that a released plan finishes.</summary>
/// <param name="ElementId">The element; it is scheduled once.</param>
/// <param name="FamilyCode">Family.</param>
/// <param name="DistrictId">District of its project: where it goes.</param>
/// <param name="VolumeLitres">Concrete, litres.</param>
/// <param name="Day">Plant-local day on which the plan ends its final inspection.</param>
public sealed record ScheduledRow(string ElementId, string FamilyCode, string DistrictId, int VolumeLitres, DateOnly Day);
