namespace PrecastMes.Execution.Plc;

/// <summary>States of a unit by their PackML numbers (ISA-TR88.00.02), as far as the line's PLC uses them.</summary>
public enum PackMlState
{
    /// <summary>Not known: never read.</summary>
    Undefined = 0,

    /// <summary>Stopped by hand or fault.</summary>
    Stopped = 2,

    /// <summary>Ready for a command.</summary>
    Idle = 4,

    /// <summary>Working.</summary>
    Execute = 6,

    /// <summary>Aborted.</summary>
    Aborted = 9,

    /// <summary>Paused outside the shift.</summary>
    Held = 11,
}
