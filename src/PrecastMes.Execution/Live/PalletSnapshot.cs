namespace PrecastMes.Execution.Live;

/// <summary>A pallet as it is.</summary>
/// <param name="PalletId">The pallet.</param>
/// <param name="LineId">Its line.</param>
/// <param name="Place">Where it stands; during a move where it comes from.</param>
/// <param name="Target">Where it moves to; null when it stands.</param>
/// <param name="LoadId">Load on it; null when empty.</param>
public sealed record PalletSnapshot(string PalletId, string LineId, string Place, string? Target, string? LoadId);
