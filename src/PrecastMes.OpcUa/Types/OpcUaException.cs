namespace PrecastMes.OpcUa;

/// <summary>A service, a link or a message failed with a status code.</summary>
public sealed class OpcUaException : Exception
{
    public OpcUaException(StatusCode status, string message, Exception? inner = null)
        : base($"{message} [{status}]", inner)
    {
        Status = status;
        Reason = message;
    }

    public StatusCode Status { get; }

    /// <summary>The message without the code.</summary>
    public string Reason { get; }
}
