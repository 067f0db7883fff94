namespace PrecastMes.Scheduling.Bounds;

/// <summary>A proven lower bound of a plan's objective.</summary>
/// <param name="Tardiness">Sum over elements of seconds late that no plan can avoid.</param>
/// <param name="Makespan">Seconds that no plan can undercut.</param>
/// <param name="From">What binds.</param>
internal sealed record LowerBound(long Tardiness, int Makespan, string From)
{
    /// <summary>In the unit of <see cref="Decoding.Schedule.Cost"/>.</summary>
    public long Cost => (Tardiness * 1000) + Makespan;

    /// <summary>In the unit of <see cref="Plans.PlanKpi.Objective"/>.</summary>
    public double Objective => Plans.KeyFigures.Objective(Cost);
}
