namespace PrecastMes.Execution.Lines;

/// <summary>A pallet under way for a load; a pallet that has none is free in the magazine and has no state.</summary>
/// <param name="LoadId">The load that it was started for; it keeps the name until it is back in the magazine.</param>
/// <param name="Place">Where it stands; during a move where it comes from.</param>
/// <param name="StepDone">The operation of its place is done and it may move on.</param>
/// <param name="Loaded">The elements (or their forms) are on it.</param>
public sealed record PalletState(string LoadId, string Place, bool StepDone, bool Loaded);
