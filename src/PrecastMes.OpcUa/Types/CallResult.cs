namespace PrecastMes.OpcUa;

/// <summary>The outcome of a method call.</summary>
/// <param name="Status">Good, or why the method was not run or failed.</param>
/// <param name="Outputs">The output arguments in their declared order; empty when the call failed.</param>
public sealed record CallResult(StatusCode Status, IReadOnlyList<Variant> Outputs)
{
    /// <summary>One code per input argument when <see cref="Status"/> is Bad_InvalidArgument; else empty.</summary>
    public IReadOnlyList<StatusCode> InputArgumentResults { get; init; } = [];

    /// <summary>Why it was refused, for the client that asks for diagnostics; null for no more than the code says.</summary>
    public string? Reason { get; init; }

    /// <summary>The method ran; its outputs in their declared order.</summary>
    public static CallResult Good(params IReadOnlyList<Variant> outputs) => new(StatusCodes.Good, outputs);

    /// <summary>The method did not run, or failed; with the reason for clients that ask for diagnostics.</summary>
    public static CallResult Refused(StatusCode status, string? reason = null) => new(status, []) { Reason = reason };
}
