namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>The resource that binds a family in a week.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Which one.</param>
/// <param name="FamilyHours">What orders and weighted offers of the family need of it, hours.</param>
/// <param name="OrderedPercent">Its load by the orders of all families, %; null without working time.</param>
/// <param name="ExpectedPercent">Its load by orders and weighted offers of all families, %; null without working time.</param>
/// <param name="TakenPercent">Its load if every offer were taken whole, %; null without working time.</param>
public sealed record FullestResource(
    ResourceKind Kind, string Id, double FamilyHours, double? OrderedPercent, double? ExpectedPercent, double? TakenPercent);
