namespace PrecastMes.PlcSim.JobControl;

/// <summary>The substates of <see cref="JobOrderState"/> (OPC 10031-4 §6.2.2). Loaded and Closed do not occur here.</summary>
internal enum JobOrderSubstate
{
    /// <summary>Running and Aborted have none.</summary>
    None,

    /// <summary>Prepared: something is missing, <see cref="JobOrderEntry.Reason"/> says what.</summary>
    Waiting,

    /// <summary>Prepared: it could begin.</summary>
    Ready,

    /// <summary>Interrupted by the machine or the shift.</summary>
    Held,

    /// <summary>Interrupted by the method Pause.</summary>
    Suspended,

    /// <summary>Ended.</summary>
    Completed,
}
