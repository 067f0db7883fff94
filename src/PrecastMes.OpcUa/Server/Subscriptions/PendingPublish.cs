namespace PrecastMes.OpcUa.Server;

/// <summary>A Publish request that waits for something to tell.</summary>
/// <param name="Deadline">Timestamp of the interval clock after which the client no longer waits; <see cref="long.MaxValue"/> for never.</param>
internal sealed record PendingPublish(ServerConnection Connection, uint RequestId, uint RequestHandle, StatusCode[]? AcknowledgeResults, long Deadline);
