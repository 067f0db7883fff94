namespace PrecastMes.OpcUa;

/// <summary>A service, a link or a message failed with a status code.</summary>
public sealed class OpcUaException : Exception
{
    /// <param name="status">What a program may decide by.</param>
    /// <param name="message">What happened, for a person; the code is added.</param>
    /// <param name="inner">What caused it.</param>
    public OpcUaException(StatusCode status, string message, Exception? inner = null)
        : base($"{message} [{status}]", inner)
    {
        Status = status;
        ToldStatus = status;
        Reason = message;
    }

    /// <summary>What a program may decide by.</summary>
    public StatusCode Status { get; }

    /// <summary>The message without the code.</summary>
    public string Reason { get; }

    /// <summary>What the peer gets to know: of a failed security check, that it failed, and no more (Part 4 §6.1.3).</summary>
    internal StatusCode ToldStatus { get; private init; }

    /// <param name="exact">For the log alone.</param>
    internal static OpcUaException SecurityCheck(StatusCode exact, string message, Exception? inner = null) =>
        new(exact, message, inner) { ToldStatus = StatusCodes.BadSecurityChecksFailed };
}
