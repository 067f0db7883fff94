namespace PrecastMes.Execution.Plc;

/// <summary>How a command ended; the number is <c>Result.Code</c> on the wire.</summary>
public enum ResultCode
{
    /// <summary>No result yet.</summary>
    None = 0,

    /// <summary>Done.</summary>
    Done = 1,

    /// <summary>Begun and failed; <c>Result.Detail</c> says why.</summary>
    Failed = 2,

    /// <summary>Not begun; <c>Result.Detail</c> says why.</summary>
    Refused = 3,
}
