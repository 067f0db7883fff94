using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Scenarios;

/// <summary>A change and what a plan with it, solved like the plan without it, does to the late floors.</summary>
/// <param name="Changes">One change, or two together.</param>
/// <param name="OnTime">Floors that it makes on time.</param>
/// <param name="StillLate">Floors that stay late.</param>
/// <param name="NewlyLate">Floors that become late; a search may trade one for another.</param>
/// <param name="TardinessHours">Sum of lateness of the elements, hours.</param>
public sealed record Remedy(IReadOnlyList<PlantChange> Changes, IReadOnlyList<LateFloor> OnTime, int StillLate, int NewlyLate, double TardinessHours);
