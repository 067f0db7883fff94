namespace PrecastMes.Production.Shifts;

/// <summary>An element in the close that counts it; it is counted in one close, ever.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="FamilyCode">Family.</param>
/// <param name="DistrictId">District of its project.</param>
/// <param name="VolumeLitres">Concrete, litres.</param>
/// <param name="PassedAt">End of final inspection, UTC.</param>
/// <param name="CarriedOver">True when it passed in an earlier shift and became known after that shift's close.</param>
public sealed record ClosedElement(
    string ElementId, string FamilyCode, string DistrictId, int VolumeLitres, DateTimeOffset PassedAt, bool CarriedOver);
