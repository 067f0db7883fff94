namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>What has to be cast of a family in a week.</summary>
/// <param name="Ordered">Of orders.</param>
/// <param name="Offered">Of offers, each weighted by its probability.</param>
/// <param name="Taken">Of both, if every offer were taken whole.</param>
/// <param name="Fullest">Of the resources that the family needs in the week, the one whose expected load is greatest; null when it needs none.</param>
public sealed record FamilyWeek(Amount Ordered, Amount Offered, Amount Taken, FullestResource? Fullest);
