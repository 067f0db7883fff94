namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>A family's load, week by week.</summary>
/// <param name="FamilyCode">The family.</param>
/// <param name="Weeks">One entry for each week.</param>
public sealed record FamilyLoad(string FamilyCode, IReadOnlyList<FamilyWeek> Weeks);
