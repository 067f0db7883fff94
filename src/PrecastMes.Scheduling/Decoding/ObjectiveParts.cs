using PrecastMes.Production.Plants;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>The parts of the objective as they add up while a plan is simulated; none of them ever shrinks.</summary>
internal struct ObjectiveParts
{
    private const int Hour = 3600;
    private const int HoursOfDay = 24;

    /// <summary>Sum over elements of weight × seconds late.</summary>
    public long Tardiness;

    /// <summary>Sum over floors of weight × seconds that their latest element is late.</summary>
    public long FloorTardiness;

    /// <summary>Sum over elements of seconds that they are finished before they are due.</summary>
    public long Earliness;

    /// <summary>Seconds of work outside shifts.</summary>
    public long Overtime;

    /// <summary>Number of changes of family or grade where a circulation line casts.</summary>
    public long Changeovers;

    /// <summary>Staffed seconds of setting moulds up for another mark.</summary>
    public long MouldChange;

    /// <summary>What it costs, in seconds late, that work starts elsewhere than the plan in force has it.</summary>
    public long Stability;

    /// <summary>
    /// The objective in 3,600ths of a point, the price of displaced work left out: with nothing but lateness weighing 1 it is seconds.
    /// </summary>
    /// <param name="weights">Points.</param>
    /// <param name="makespan">Second of the last finish.</param>
    public readonly long Objective(ObjectiveWeights weights, int makespan) =>
        (Tardiness * weights.TardinessPerHour)
        + (FloorTardiness * weights.FloorTardinessPerHour)
        + (Earliness * weights.EarlinessPerDay / HoursOfDay)
        + (Overtime * weights.OvertimePerHour)
        + (Changeovers * weights.ChangeoverEach * Hour)
        + (MouldChange * weights.MouldChangePerHour)
        + ((long)makespan * weights.MakespanPerHour);

    /// <summary>What the search compares: the objective and the price of displaced work.</summary>
    public readonly long Cost(ObjectiveWeights weights, int makespan) => Objective(weights, makespan) + (Stability * LateSecond(weights));

    /// <summary>Cost of a second that an element is late, if it is its floor's latest.</summary>
    public static long LateSecond(ObjectiveWeights weights) => weights.TardinessPerHour + weights.FloorTardinessPerHour;
}
