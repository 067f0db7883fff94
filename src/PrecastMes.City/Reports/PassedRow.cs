namespace PrecastMes.City.Reports;

/// <summary>An element that passed final inspection.</summary>
/// <param name="ElementId">The element; it passes once.</param>
/// <param name="FamilyCode">Family.</param>
/// <param name="DistrictId">District of its project: where it goes.</param>
/// <param name="VolumeLitres">Concrete, litres.</param>
/// <param name="Day">Plant-local day on which it passed.</param>
public sealed record PassedRow(string ElementId, string FamilyCode, string DistrictId, int VolumeLitres, DateOnly Day);
