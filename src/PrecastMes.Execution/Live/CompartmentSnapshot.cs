namespace PrecastMes.Execution.Live;

/// <summary>A curing place as it is.</summary>
/// <param name="Place">Compartment, e.g. <c>CH1-C3L5</c>, or fixed mould.</param>
/// <param name="LineId">Its line.</param>
/// <param name="PalletId">Pallet in it by the journal; null when empty and in fixed moulds.</param>
/// <param name="LoadId">Load in it; null when empty.</param>
/// <param name="ElementIds">Its elements.</param>
/// <param name="Phase">Phase of the programme by the PLC, <c>empty</c> … <c>done</c>.</param>
/// <param name="TempC">Temperature, ℃.</param>
/// <param name="Since">When curing began; null when empty.</param>
/// <param name="Held">True when a broken limit keeps the load here.</param>
public sealed record CompartmentSnapshot(
    string Place,
    string LineId,
    string? PalletId,
    string? LoadId,
    IReadOnlyList<string> ElementIds,
    string Phase,
    double TempC,
    DateTimeOffset? Since,
    bool Held);
