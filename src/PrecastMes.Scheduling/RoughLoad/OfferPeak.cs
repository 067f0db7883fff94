namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>Where an offer, taken whole beside what is ordered, is felt most.</summary>
/// <param name="Kind">What is full.</param>
/// <param name="Id">Which one.</param>
/// <param name="Week">When.</param>
/// <param name="OrderedPercent">Its load without the offer, %; null without working time.</param>
/// <param name="Percent">Its load with it, %; null without working time.</param>
public sealed record OfferPeak(ResourceKind Kind, string Id, string Week, double? OrderedPercent, double? Percent);
