using PrecastMes.Production.Elements;
using PrecastMes.Production.Moulds;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>A plan in force and what has come between.</summary>
/// <param name="Plant">The plant.</param>
/// <param name="Loads">The loads of the plan in force that are not through yet, with their planned times.</param>
/// <param name="Elements">The elements of <paramref name="Loads"/>.</param>
/// <param name="Now">The instant from which work may be moved.</param>
/// <param name="Freeze">Loads that start before <paramref name="Now"/> + this stay as they are; zero or more.</param>
/// <param name="PlanId">Id of the plan to make.</param>
public sealed record RescheduleRequest(
    Plant Plant,
    IReadOnlyList<PlannedLoad> Loads,
    IReadOnlyList<Element> Elements,
    DateTimeOffset Now,
    TimeSpan Freeze,
    string PlanId)
{
    /// <summary>What happened.</summary>
    public IReadOnlyList<Disturbance> Disturbances { get; init; } = [];

    /// <summary>Elements that come on top: a rush order (插单).</summary>
    public IReadOnlyList<Element> Rush { get; init; } = [];

    /// <summary>Elements that are not wanted any more; those whose load has begun are made nevertheless.</summary>
    public IReadOnlyList<string> Cancelled { get; init; } = [];

    /// <summary>Ids of loads that shall start exactly when they were planned to.</summary>
    public IReadOnlyList<string> Locked { get; init; } = [];

    /// <summary>What mould units were used for before the loads of the plan in force, by unit id; a unit that is not named is new.</summary>
    public IReadOnlyDictionary<string, MouldUse> MouldUses { get; init; } = new Dictionary<string, MouldUse>();

    /// <summary>Due instants of elements that lie finished in the yard.</summary>
    public IReadOnlyList<DateTimeOffset> InYard { get; init; } = [];

    /// <summary>Local days on which no overtime is worked (<see cref="Plan.NoOvertime"/>).</summary>
    public IReadOnlyList<DateOnly> NoOvertime { get; init; } = [];

    /// <summary>What it is worth to leave an element where it was planned, in seconds that another element may be late instead; 0 or more.</summary>
    public int StabilitySeconds { get; init; } = 3_600;
}
