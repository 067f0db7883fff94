using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Server;

/// <summary>The limits that the server enforces and shows under ServerCapabilities.</summary>
public sealed record ServerLimits
{
    public int MaxConnections { get; init; } = 100;

    public int MaxSessions { get; init; } = 100;

    public int MaxSubscriptions { get; init; } = 500;

    public int MaxSubscriptionsPerSession { get; init; } = 50;

    public int MaxMonitoredItemsPerSubscription { get; init; } = 20_000;

    public int MaxPublishRequestsPerSession { get; init; } = 20;

    public int MaxQueueSize { get; init; } = 1_000;

    /// <summary>Sent notifications that are kept for Republish, of one subscription.</summary>
    public int MaxRetransmissionQueue { get; init; } = 40;

    /// <summary>Method calls that one connection may have running.</summary>
    public int MaxRunningCalls { get; init; } = 100;

    /// <summary>Nodes of one Read, Write, Browse, Translate, Register or Call, and items of one monitored item service.</summary>
    public int MaxNodesPerCall { get; init; } = 10_000;

    public int MaxReferencesPerNode { get; init; } = 5_000;

    public int MaxBrowseContinuationPoints { get; init; } = 20;

    /// <summary>Elements of one relative path.</summary>
    public int MaxPathLength { get; init; } = 50;

    public TimeSpan MinPublishingInterval { get; init; } = TimeSpan.FromMilliseconds(5);

    public TimeSpan MaxPublishingInterval { get; init; } = TimeSpan.FromHours(1);

    public TimeSpan MinSessionTimeout { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MaxSessionTimeout { get; init; } = TimeSpan.FromHours(1);

    public TimeSpan MaxTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From the accepted socket to a whole HEL, and from there to a whole OPN.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the first byte of a message to its last.</summary>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TransportLimits Transport { get; init; } = new();

    public EncodingLimits Encoding { get; init; } = new();
}
