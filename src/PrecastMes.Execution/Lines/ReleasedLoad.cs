namespace PrecastMes.Execution.Lines;

/// <summary>What the line must know of a load to make it.</summary>
/// <param name="LoadId">The load.</param>
/// <param name="LineId">The line that makes it.</param>
/// <param name="Sequence">Order of start on the line.</param>
/// <param name="PalletId">Pallet of the plan; another free one may serve. Null in a fixed-mould area.</param>
/// <param name="FamilyCode">Family.</param>
/// <param name="ConcreteGrade">Grade.</param>
/// <param name="CuringProgramId">Curing programme.</param>
/// <param name="VolumeLitres">Concrete, litres.</param>
/// <param name="Elements">Elements with place and mould.</param>
/// <param name="PlannedStart">No start before.</param>
/// <param name="PlannedPlace">Compartment or fixed mould of the plan.</param>
/// <param name="PlannedFinish">Planned end of final inspection.</param>
/// <param name="DueAt">Due instant.</param>
public sealed record ReleasedLoad(
    string LoadId,
    string LineId,
    int Sequence,
    string? PalletId,
    string FamilyCode,
    string ConcreteGrade,
    string CuringProgramId,
    int VolumeLitres,
    IReadOnlyList<ReleasedElement> Elements,
    DateTimeOffset PlannedStart,
    string PlannedPlace,
    DateTimeOffset PlannedFinish,
    DateTimeOffset DueAt);
