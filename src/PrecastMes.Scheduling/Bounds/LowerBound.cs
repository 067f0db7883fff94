using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Decoding;

namespace PrecastMes.Scheduling.Bounds;

/// <summary>A proven lower bound of a plan's objective.</summary>
/// <param name="Parts">What no plan can undercut of each part; 0 where nothing is proven.</param>
/// <param name="Makespan">Seconds that no plan can undercut.</param>
/// <param name="From">What binds.</param>
/// <param name="Weights">What the parts weigh.</param>
internal sealed record LowerBound(ObjectiveParts Parts, int Makespan, string From, ObjectiveWeights Weights)
{
    /// <summary>In the unit of <see cref="Schedule.Cost"/>.</summary>
    public long Cost => Parts.Objective(Weights, Makespan);

    /// <summary>In the unit of <see cref="Plans.PlanKpi.Objective"/>.</summary>
    public double Objective => Plans.KeyFigures.Objective(Cost);
}
