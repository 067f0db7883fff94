namespace PrecastMes.Scheduling.Plans;

/// <summary>A load: the elements that are cast together, on one pallet or in one fixed mould.</summary>
/// <param name="LoadId">Unique in the plant for ever: plan id, dash, number, e.g. <c>PL0001-L0007</c>.</param>
/// <param name="LineId">The line.</param>
/// <param name="Sequence">Order of start on its line, from 1.</param>
/// <param name="PalletId">Pallet on a circulation line; null in a fixed-mould area.</param>
/// <param name="FamilyCode">Family of the elements (one per load).</param>
/// <param name="ConcreteGrade">Grade of the elements (one per load).</param>
/// <param name="CuringProgramId">Curing programme.</param>
/// <param name="VolumeLitres">Concrete of the load, litres.</param>
/// <param name="MassKg">Mass of the elements, kg.</param>
/// <param name="Elements">The elements with place and mould.</param>
/// <param name="MouldsFrom">Moulds (and pallet) are held from here: start of the pallet's way to the first station, or of the first operation in a fixed mould.</param>
/// <param name="MouldsUntil">Moulds are free again: end of stripping or demoulding.</param>
/// <param name="PalletUntil">Pallet is back in the magazine; null in a fixed-mould area.</param>
/// <param name="Operations">In order of start; on a circulation line the pallet's and, after lifting, the elements' operations.</param>
/// <param name="Curing">Curing in a compartment or in the fixed mould.</param>
/// <param name="DueAt">Earliest due instant of its elements: start of the need date minus the yard's lead days, plant zone.</param>
/// <param name="FinishAt">End of final inspection.</param>
/// <param name="Batch">The concrete batch that ends when casting starts.</param>
public sealed record PlannedLoad(
    string LoadId,
    string LineId,
    int Sequence,
    string? PalletId,
    string FamilyCode,
    string ConcreteGrade,
    string CuringProgramId,
    int VolumeLitres,
    int MassKg,
    IReadOnlyList<PlannedElement> Elements,
    DateTimeOffset MouldsFrom,
    DateTimeOffset MouldsUntil,
    DateTimeOffset? PalletUntil,
    IReadOnlyList<PlannedOperation> Operations,
    PlannedCuring Curing,
    DateTimeOffset DueAt,
    DateTimeOffset FinishAt,
    PlannedBatch Batch);
