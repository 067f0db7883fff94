namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>A resource's load in a week. Percentages are null when something is demanded and there is no working time.</summary>
/// <param name="CapacityHours">What there is, hours of all units.</param>
/// <param name="OrderedHours">What the orders need.</param>
/// <param name="OfferedHours">What the offers need, each weighted by its probability.</param>
/// <param name="TakenHours">What orders and all offers need, if all were taken whole.</param>
/// <param name="ThroughPercent">As <see cref="TakenPercent"/>, of all weeks up to this one: over 100 %, casting earlier doesn't help.</param>
public sealed record ResourceWeek(double CapacityHours, double OrderedHours, double OfferedHours, double TakenHours, double? ThroughPercent)
{
    /// <summary>Load by orders alone, %.</summary>
    public double? OrderedPercent => Percent(OrderedHours, CapacityHours);

    /// <summary>Load by orders and weighted offers, %: what is to be expected.</summary>
    public double? ExpectedPercent => Percent(OrderedHours + OfferedHours, CapacityHours);

    /// <summary>Load if every offer were taken whole, %.</summary>
    public double? TakenPercent => Percent(TakenHours, CapacityHours);

    /// <summary>Demand of capacity, %, to a tenth.</summary>
    internal static double? Percent(double hours, double capacity) =>
        hours <= 0 ? 0 : capacity <= 0 ? null : Math.Round(100 * hours / capacity, 1);

    /// <summary>Whether a percentage is more than there is.</summary>
    internal static bool IsOver(double? percent) => percent is null or > 100;
}
