namespace PrecastMes.Execution.Plc;

/// <summary>Signals of a curing place that the server follows.</summary>
internal enum PlaceSignal
{
    PalletId,
    TempC,
    Phase,
}
