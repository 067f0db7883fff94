namespace PrecastMes.OpcUa.Client;

/// <summary>Where an <see cref="OpcUaConnection"/> stands.</summary>
public enum ConnectionPhase
{
    /// <summary>Under way to a channel, a session and the subscriptions.</summary>
    Connecting,

    /// <summary>Session and subscriptions are there, and what was missed has been asked for.</summary>
    Connected,

    /// <summary>Waits for the next try.</summary>
    Disconnected,

    /// <summary>Disposed.</summary>
    Closed,
}
