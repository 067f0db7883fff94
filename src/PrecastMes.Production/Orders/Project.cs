namespace PrecastMes.Production.Orders;

/// <summary>A building project that orders elements.</summary>
/// <param name="Id">Short id, unique in the plant, e.g. <c>HX1</c>.</param>
/// <param name="Name">Name of the project.</param>
/// <param name="DistrictId">Area of the city plan's table 1, e.g. <c>T1-06</c>.</param>
public sealed record Project(string Id, LocalizedText Name, string DistrictId);
