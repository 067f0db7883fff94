using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Scenarios;

/// <summary>What is late and what would make it on time.</summary>
/// <param name="Late">The late floors of the plan as it is.</param>
/// <param name="TardinessHours">Sum of lateness of the elements of that plan, hours.</param>
/// <param name="Tried">Every remedy that was tried, the one with the least lateness first.</param>
public sealed record Remedies(IReadOnlyList<LateFloor> Late, double TardinessHours, IReadOnlyList<Remedy> Tried);
