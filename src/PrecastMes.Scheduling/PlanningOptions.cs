namespace PrecastMes.Scheduling;

/// <summary>How long and from which seed the search runs. The first feasible plan is made whatever the budget.</summary>
/// <param name="Seed">Seed of every random choice: same problem, seed and iterations give the same plan.</param>
/// <param name="Budget">Search time by the scheduler's <see cref="TimeProvider"/>; <see cref="TimeSpan.Zero"/> for the start rules only.</param>
/// <param name="MaxIterations">Stops after so many iterations even if time is left; null for no limit.</param>
public sealed record PlanningOptions(int Seed, TimeSpan Budget, int? MaxIterations);
