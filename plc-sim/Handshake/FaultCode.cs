namespace PrecastMes.PlcSim.Handshake;

/// <summary>Why a unit stands still: <c>Fault</c>.</summary>
internal enum FaultCode : ushort
{
    /// <summary>No fault.</summary>
    None = 0,

    /// <summary>Stopped by hand.</summary>
    StoppedByHand = 1,

    /// <summary>The crane is jammed and keeps what it carries.</summary>
    CraneJammed = 2,
}
