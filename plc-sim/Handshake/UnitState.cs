namespace PrecastMes.PlcSim.Handshake;

/// <summary>The unit's state with the numbers of PackML (ISA-TR88.00.02), as shown in <c>State</c>.</summary>
internal enum UnitState
{
    /// <summary>Stopped by hand.</summary>
    Stopped = 2,

    /// <summary>Waits for a command.</summary>
    Idle = 4,

    /// <summary>A command runs.</summary>
    Execute = 6,

    /// <summary>Jammed.</summary>
    Aborted = 9,

    /// <summary>A command is paused: outside the shift, or the unit at the other end of a move stands still.</summary>
    Held = 11,
}
