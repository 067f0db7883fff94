namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>A resource that is asked for more than it has.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Which one.</param>
/// <param name="OrderedFrom">First week in which the orders alone are too much; null when there is none.</param>
/// <param name="ExpectedFrom">First week in which orders and weighted offers are too much; null when there is none.</param>
/// <param name="TakenFrom">First week in which orders and all offers would be too much.</param>
/// <param name="PeakWeek">The fullest week with all offers taken.</param>
/// <param name="PeakPercent">Its load, %; null when there is no working time in it.</param>
/// <param name="EarlierHelps">True when the weeks before have room for what is too much, with all offers taken.</param>
public sealed record Overload(
    ResourceKind Kind, string Id, string? OrderedFrom, string? ExpectedFrom, string TakenFrom, string PeakWeek, double? PeakPercent, bool EarlierHelps);
