namespace PrecastMes.PlcSim.Handshake;

/// <summary>How the last command ended: <c>Result.Code</c>.</summary>
internal enum ResultCode : ushort
{
    /// <summary>No command has ended yet.</summary>
    None = 0,

    /// <summary>Done.</summary>
    Done = 1,

    /// <summary>Begun and failed.</summary>
    Failed = 2,

    /// <summary>Not begun; <c>Result.Detail</c> says why.</summary>
    Refused = 3,
}
