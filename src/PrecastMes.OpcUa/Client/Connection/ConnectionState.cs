namespace PrecastMes.OpcUa.Client;

/// <summary>Where a connection stands, since when and why.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Since">When it began, UTC.</param>
/// <param name="Status">Good while connected, else the code of what went wrong last.</param>
/// <param name="Reason">What went wrong last, for a person; empty while connected.</param>
public sealed record ConnectionState(ConnectionPhase Phase, DateTime Since, StatusCode Status, string Reason)
{
    /// <summary>The session, once there is one; <see cref="NodeId.Null"/> before.</summary>
    public NodeId SessionId { get; init; }

    /// <summary>Connected again in the same session as before the break.</summary>
    public bool IsResumed { get; init; }

    /// <summary>Tries in a row that failed.</summary>
    public int FailedTries { get; init; }

    /// <summary>While disconnected: how long until the next try.</summary>
    public TimeSpan NextTryIn { get; init; }
}
