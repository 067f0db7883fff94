namespace PrecastMes.Execution.Plc;

/// <summary>What the PLC's handshake block of a work unit says: levels as last read, all of one scan.</summary>
/// <param name="AckSeq">Last command that the PLC took.</param>
/// <param name="ResultSeq">Last command that ended.</param>
/// <param name="ResultId">Its id.</param>
/// <param name="ResultCode">How it ended.</param>
/// <param name="ResultDetail">Reason, when not done.</param>
/// <param name="ResultStartedAt">When its work began, plant time.</param>
/// <param name="ResultEndedAt">When it ended, plant time.</param>
/// <param name="State">PackML state.</param>
/// <param name="FaultCode">0 none.</param>
/// <param name="PalletId">What the reader sees; empty when nothing is here.</param>
/// <param name="ProgressPercent">Of the running command, 0–100; for screens only.</param>
public sealed record UnitImage(
    uint AckSeq,
    uint ResultSeq,
    uint ResultId,
    ResultCode ResultCode,
    string ResultDetail,
    DateTimeOffset ResultStartedAt,
    DateTimeOffset ResultEndedAt,
    PackMlState State,
    int FaultCode,
    string PalletId,
    float ProgressPercent)
{
    /// <summary>A unit that has never been commanded.</summary>
    public static UnitImage Fresh { get; } = new(
        0, 0, 0, ResultCode.None, "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, PackMlState.Idle, 0, "", 0);

    /// <summary>
    /// Newest command of ours that the PLC was seen to have taken since this program started; 0 before the first. Above
    /// <see cref="AckSeq"/> once the PLC has lost its memory.
    /// </summary>
    public uint TakenSeq { get; init; }

    /// <summary>True when the PLC has taken the command, or once had.</summary>
    public bool HasTaken(uint seq) => AckSeq >= seq || TakenSeq >= seq;
}
