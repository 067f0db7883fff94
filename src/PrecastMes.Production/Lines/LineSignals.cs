namespace PrecastMes.Production.Lines;

/// <summary>The signals that a <see cref="TagMap"/> binds, by our names.</summary>
public static class LineSignals
{
    /// <summary>Units that stand for the whole plant.</summary>
    public static IReadOnlyList<string> PlantUnits { get; } = ["Plc", "Mes", "Hall"];

    /// <summary>All signals of handshake blocks, compartments, magazine and the whole plant.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "Cmd.Id", "Cmd.Code", "Cmd.Operation", "Cmd.Load", "Cmd.Carrier", "Cmd.Source", "Cmd.Target", "Cmd.WorkSeconds",
        "Cmd.Interruptible", "Cmd.Recipe", "Cmd.Quantity", "Cmd.Fence", "Cmd.Seq",
        "Ack.Seq",
        "Result.Seq", "Result.Id", "Result.Code", "Result.Detail", "Result.StartedAt", "Result.EndedAt",
        "State", "Progress", "Fault", "PalletId",
        "Pallets",
        "TempC", "Phase", "StoredAt", "CurveIntervalS", "Curve",
        "BootId", "Alive", "Time", "ShiftActive", "Fence", "AmbientC",
    ];
}
