namespace PrecastMes.PlcSim.JobControl;

/// <summary>The states of a job order with the numbers of ISA95JobOrderReceiverObjectType (OPC 10031-4 §6.2.1).</summary>
internal enum JobOrderState : uint
{
    /// <summary>Stored; may be changed, will not begin.</summary>
    NotAllowedToStart = 1,

    /// <summary>Begins as soon as the machine can.</summary>
    AllowedToStart = 2,

    /// <summary>The machine works on it.</summary>
    Running = 3,

    /// <summary>Begun and resting.</summary>
    Interrupted = 4,

    /// <summary>Done, or stopped.</summary>
    Ended = 5,

    /// <summary>Broken off.</summary>
    Aborted = 6,
}
