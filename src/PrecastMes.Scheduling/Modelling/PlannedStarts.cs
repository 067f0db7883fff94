namespace PrecastMes.Scheduling.Modelling;

/// <summary>When a plan in force starts its elements, and the price of starting them at another time.</summary>
/// <param name="Of">Start of each element's load.</param>
/// <param name="Seconds">Price of an element that starts elsewhere, in seconds late.</param>
/// <param name="Tolerance">What is still the same time.</param>
internal sealed record PlannedStarts(IReadOnlyDictionary<string, DateTimeOffset> Of, int Seconds, TimeSpan Tolerance);
