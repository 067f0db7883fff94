namespace PrecastMes.Execution.Lines;

/// <summary>A released load that the lines are not done with.</summary>
/// <param name="Load">What was released.</param>
/// <param name="Order">Order of release over all lines.</param>
/// <param name="Stage">Where it is in its life.</param>
/// <param name="PalletId">Its pallet until that is free again; null before the start and in a fixed-mould area.</param>
/// <param name="Place">Its fixed mould; empty on a circulation line, where the pallet knows its place.</param>
/// <param name="StepsDone">Operations done: in the mould while making (fixed-mould area), at finishing places while finishing.</param>
/// <param name="Batched">Its concrete is mixed.</param>
/// <param name="CuringSince">When it began to cure; null before.</param>
/// <param name="CuringRecorded">Its curve is on record and it may leave its curing place.</param>
/// <param name="Held">A broken limit keeps it in its curing place.</param>
/// <param name="HoldLifted">A person released it in spite of a broken limit.</param>
/// <param name="MouldsHeld">It holds its moulds.</param>
/// <param name="LiftedOrder">Order of lifting, for the queues of the finishing places; 0 before.</param>
/// <param name="Passed">Its elements passed final inspection.</param>
public sealed record LoadState(
    ReleasedLoad Load,
    long Order,
    LoadStage Stage,
    string? PalletId,
    string Place,
    int StepsDone,
    bool Batched,
    DateTimeOffset? CuringSince,
    bool CuringRecorded,
    bool Held,
    bool HoldLifted,
    bool MouldsHeld,
    long LiftedOrder,
    bool Passed)
{
    /// <summary>A load as it is released.</summary>
    public static LoadState Released(ReleasedLoad load, long order) =>
        new(load, order, LoadStage.Waiting, null, "", 0, false, null, false, false, false, false, 0, false);

    /// <summary>Ids of its elements.</summary>
    public IReadOnlyList<string> ElementIds => [.. Load.Elements.Select(e => e.ElementId)];

    /// <summary>Mould units it needs.</summary>
    public IReadOnlyList<string> MouldUnits => [.. Load.Elements.Select(e => e.MouldUnit)];
}
