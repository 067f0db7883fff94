namespace PrecastMes.Production.Plants;

/// <summary>An area of the city plan's table 1 to which elements go.</summary>
/// <param name="Id">Id of the plan's data, e.g. <c>T1-06</c>.</param>
/// <param name="Name">Its name there.</param>
public sealed record District(string Id, LocalizedText Name);
