using PrecastMes.Production.Routings;

namespace PrecastMes.Scheduling.Plans;

/// <summary>An operation of a load at a work unit.</summary>
/// <param name="Unit">Station, finishing place or fixed mould.</param>
/// <param name="Operation">Operation code.</param>
/// <param name="Kind">How it lies on the calendar.</param>
/// <param name="Crew">Crew in a fixed-mould area, else null.</param>
/// <param name="Gang">Which gang of the crew, from 1; null without crew.</param>
/// <param name="Arrive">The load occupies the unit from here (end of the move to it); for finishing places and fixed moulds the start.</param>
/// <param name="Start">Work starts.</param>
/// <param name="End">Work ends; an interruptible operation pauses between shifts.</param>
/// <param name="Leave">The unit is free again (end of the move away from it); for finishing places and fixed moulds the end.</param>
/// <param name="WorkSeconds">Work without pauses, seconds.</param>
public sealed record PlannedOperation(
    string Unit,
    string Operation,
    OperationKind Kind,
    string? Crew,
    int? Gang,
    DateTimeOffset Arrive,
    DateTimeOffset Start,
    DateTimeOffset End,
    DateTimeOffset Leave,
    int WorkSeconds);
