namespace PrecastMes.Telemetry;

/// <summary>What the writer does next.</summary>
internal enum BatchStepKind
{
    /// <summary>Write what there is.</summary>
    Write,

    /// <summary>Wait; a full batch ends the wait.</summary>
    AwaitPoints,

    /// <summary>Wait whatever comes: the target failed.</summary>
    BackOff,
}
