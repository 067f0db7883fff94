namespace PrecastMes.OpcUa.Client;

/// <summary>What becomes of a request while an <see cref="OpcUaConnection"/> has no session.</summary>
public enum WhileDisconnected
{
    /// <summary>It fails at once with Bad_NotConnected.</summary>
    Fail,

    /// <summary>It waits for the session, until its CancellationToken ends that.</summary>
    Wait,
}
