using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>A stretch of time in which a load occupies something.</summary>
/// <param name="LaneId">Station, crane, mixer, compartment, mould unit, pallet or gang of a crew.</param>
/// <param name="Load">The load.</param>
/// <param name="Kind">Why it is there.</param>
/// <param name="From">Occupied from here.</param>
/// <param name="To">Free again.</param>
/// <param name="WorkFrom">Work, curing or move starts.</param>
/// <param name="WorkTo">It ends.</param>
/// <param name="Pauses">True when the work rests outside shifts.</param>
/// <param name="Operation">Operation code; <c>store</c>, <c>retrieve</c> and <c>batch</c> for moves and mixing; empty for holding.</param>
public sealed record PlanBar(
    string LaneId,
    PlannedLoad Load,
    BarKind Kind,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset WorkFrom,
    DateTimeOffset WorkTo,
    bool Pauses,
    string Operation);
