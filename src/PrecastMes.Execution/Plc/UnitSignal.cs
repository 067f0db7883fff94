namespace PrecastMes.Execution.Plc;

/// <summary>Signals of the handshake that the server reads, in the order in which a unit's block is read.</summary>
internal enum UnitSignal
{
    AckSeq,
    ResultSeq,
    ResultId,
    ResultCode,
    ResultDetail,
    ResultStartedAt,
    ResultEndedAt,
    State,
    Progress,
    Fault,
    PalletId,
}
