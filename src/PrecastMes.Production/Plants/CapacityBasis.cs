namespace PrecastMes.Production.Plants;

/// <summary>What a declared design capacity rests on, so that it can be checked.</summary>
/// <param name="LineId">The line.</param>
/// <param name="WorkDaysPerYear">Days a year.</param>
/// <param name="ShiftHoursPerDay">Staffed hours a day.</param>
/// <param name="TurnsPerMouldAndDay">Fixed moulds: turns a day; circulation lines: 0, their turns follow from takt, chamber and pallets.</param>
/// <param name="AvailabilityPercent">Share of the staffed time in which the line can produce, 1–100 %.</param>
/// <param name="Mix">The product mix that the figure is declared for; shares add up to 100 %.</param>
public sealed record CapacityBasis(
    string LineId,
    int WorkDaysPerYear,
    int ShiftHoursPerDay,
    int TurnsPerMouldAndDay,
    int AvailabilityPercent,
    IReadOnlyList<CapacityShare> Mix);
