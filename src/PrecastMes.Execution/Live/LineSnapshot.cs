using PrecastMes.Execution.Plc;

namespace PrecastMes.Execution.Live;

/// <summary>The lines of a plant at an instant, for screens and the API.</summary>
/// <param name="At">Plant time, UTC.</param>
/// <param name="Connection">To the PLC; while it is broken the rest is what was last seen.</param>
/// <param name="ShiftId">The shift that runs, e.g. <c>2026-03-02/early</c>; null outside shifts.</param>
/// <param name="AmbientTempC">Hall temperature, ℃.</param>
/// <param name="LoadsWaiting">Released loads not started.</param>
/// <param name="LoadsInWork">Started loads whose elements are not in the yard.</param>
/// <param name="Units">Work units in the order of the plant's files.</param>
/// <param name="Compartments">Compartments of curing chambers, column by column, and fixed moulds as curing places.</param>
/// <param name="Pallets">Every pallet of the plant, in order.</param>
public sealed record LineSnapshot(
    DateTimeOffset At,
    PlcConnection Connection,
    string? ShiftId,
    double AmbientTempC,
    int LoadsWaiting,
    int LoadsInWork,
    IReadOnlyList<UnitSnapshot> Units,
    IReadOnlyList<CompartmentSnapshot> Compartments,
    IReadOnlyList<PalletSnapshot> Pallets);
