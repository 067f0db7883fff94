namespace PrecastMes.OpcUa.Client;

/// <summary>How notifications came to be lost.</summary>
public enum GapCause
{
    /// <summary>Numbers of messages are missing and the server no longer has these messages.</summary>
    MessagesLost,

    /// <summary>The server no longer had the subscription; a new one stands in its place.</summary>
    SubscriptionRecreated,

    /// <summary>The reader left the buffer full and what came meanwhile was dropped.</summary>
    ReaderTooSlow,
}
