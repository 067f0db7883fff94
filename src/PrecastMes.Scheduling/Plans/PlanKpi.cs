namespace PrecastMes.Scheduling.Plans;

/// <summary>Key figures of a plan. The members named in the command line's contract keep their names.</summary>
/// <param name="Elements">Elements asked for.</param>
/// <param name="Scheduled">Elements in the plan.</param>
/// <param name="OnTimeShare">Share of the asked-for elements that finish by their due instant, 0–1.</param>
/// <param name="WeightedTardinessHours">Sum over elements of weight × hours late.</param>
/// <param name="MakespanHours">From the plan's start to the last final inspection, hours.</param>
/// <param name="Objective">What the search minimised: points of all <see cref="Parts"/> together, by the weights of the plant's objective.</param>
/// <param name="LowerBound">Proven lower bound of <paramref name="Objective"/>.</param>
/// <param name="Gap">(objective − bound) ÷ objective, 0–1; 0 when both are 0.</param>
/// <param name="BoundFrom">What binds, e.g. <c>mould type LT-A, 3 units</c>.</param>
/// <param name="Changeovers">Times the family or concrete grade changes between two loads that a circulation line's casting station takes in turn.</param>
/// <param name="OvertimeHours">Work of operations that must not be interrupted outside shifts, hours.</param>
/// <param name="Pallets">Pallet loads.</param>
/// <param name="PalletFillShare">Element area ÷ (pallet length × width) over all pallet loads, 0–1.</param>
/// <param name="VolumeLitres">Scheduled volume, litres.</param>
/// <param name="Seconds">Wall time of planning, seconds.</param>
/// <param name="Status">Lower-case <see cref="PlanStatus"/>.</param>
public sealed record PlanKpi(
    int Elements,
    int Scheduled,
    double OnTimeShare,
    double WeightedTardinessHours,
    double MakespanHours,
    double Objective,
    double LowerBound,
    double Gap,
    string BoundFrom,
    int Changeovers,
    double OvertimeHours,
    int Pallets,
    double PalletFillShare,
    long VolumeLitres,
    double Seconds,
    string Status)
{
    /// <summary>The most elements that lie finished before they are due at a time; 0 in plans of before it was counted.</summary>
    public int YardPeak { get; init; }

    /// <summary>What <see cref="Objective"/> is made of; empty in plans of before it had parts.</summary>
    public IReadOnlyList<ObjectivePart> Parts { get; init; } = [];
}
