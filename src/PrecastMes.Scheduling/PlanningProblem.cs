using PrecastMes.Production.Elements;
using PrecastMes.Production.Moulds;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Scheduling;

/// <summary>What is to be scheduled.</summary>
/// <param name="Plant">The plant.</param>
/// <param name="Elements">The elements to make; ids are unique.</param>
/// <param name="StartAt">No operation starts before; parts of a second are rounded up.</param>
/// <param name="PlanId">Id of the plan to make, e.g. <c>PL0001</c>.</param>
/// <param name="Committed">Loads that are already released: their planned occupation stays and is worked around.</param>
/// <param name="CreatedAt">Plant time to write into the plan as its creation; <paramref name="StartAt"/> when not given.</param>
public sealed record PlanningProblem(
    Plant Plant,
    IReadOnlyList<Element> Elements,
    DateTimeOffset StartAt,
    string PlanId,
    IReadOnlyList<PlannedLoad> Committed,
    DateTimeOffset? CreatedAt = null)
{
    /// <summary>What is out of service and until when: breakdowns, maintenance, broken moulds, held pallets, missing gangs.</summary>
    public IReadOnlyList<Disturbance> Disturbances { get; init; } = [];

    /// <summary>What mould units were used for before the loads of <see cref="Committed"/>, by unit id; a unit that is not named is new.</summary>
    public IReadOnlyDictionary<string, MouldUse> MouldUses { get; init; } = new Dictionary<string, MouldUse>();

    /// <summary>Due instants of elements of earlier plans that lie finished in the yard; those of <see cref="Committed"/> apart.</summary>
    public IReadOnlyList<DateTimeOffset> InYard { get; init; } = [];

    /// <summary>Local days on which no overtime is worked, as plans in force have said; the day is that on which the shift before it ends.</summary>
    public IReadOnlyList<DateOnly> NoOvertime { get; init; } = [];

    /// <summary>Starts of elements in the plan in force that it costs something to leave; null when there is none.</summary>
    internal PlannedStarts? InForce { get; init; }
}
