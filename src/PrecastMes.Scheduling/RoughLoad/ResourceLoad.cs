namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>A resource's load, week by week.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Mould type, line of the pallets, chamber, station, <c>area/crew</c>, mixer or crane.</param>
/// <param name="Units">How many of it there are: moulds, pallets, compartments, gangs, or 1.</param>
/// <param name="Families">Families that need it in one of the weeks.</param>
/// <param name="Weeks">One entry for each week.</param>
public sealed record ResourceLoad(ResourceKind Kind, string Id, int Units, IReadOnlyList<string> Families, IReadOnlyList<ResourceWeek> Weeks);
