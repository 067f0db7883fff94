namespace PrecastMes.PlcSim.JobControl;

/// <summary>What came of a job order (OPC 40001-3 §9.2).</summary>
internal enum JobResult
{
    /// <summary>Not ended yet.</summary>
    Unknown = 0,

    /// <summary>Its work is done.</summary>
    Successful = 1,

    /// <summary>It was stopped or aborted before its work was done.</summary>
    Unsuccessful = 2,
}
