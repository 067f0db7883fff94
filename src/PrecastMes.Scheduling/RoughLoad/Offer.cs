using PrecastMes.Production.Elements;

namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>What may be ordered.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Probability">How likely it is ordered, over 0 up to 1.</param>
/// <param name="Elements">Its elements; ids are unique among all that is ordered or offered.</param>
public sealed record Offer(string ProjectId, double Probability, IReadOnlyList<Element> Elements);
