using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Server;

/// <summary>The limits that the server enforces and shows under ServerCapabilities.</summary>
public sealed record ServerLimits
{
    /// <summary>When all are taken, the oldest one without an activated session gives way to a new one.</summary>
    public int MaxConnections { get; init; } = 100;

    /// <summary>New connections per second that are taken in the long run; more are closed with Bad_TcpServerTooBusy.</summary>
    public int ConnectionsPerSecond { get; init; } = 500;

    /// <summary>New connections that are taken at once.</summary>
    public int ConnectionBurst { get; init; } = 1_000;

    /// <summary>The part of the connections, of new ones per second and of the sessions that one address may have: above 0, at most 1.</summary>
    public double ShareOfOneAddress { get; init; } = 0.8;

    /// <summary>A connection without an activated session is closed at this age; discovery needs less.</summary>
    public TimeSpan UnusedConnectionTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When all are taken, the oldest that was never activated gives way to a new one; else Bad_TooManySessions.</summary>
    public int MaxSessions { get; init; } = 100;

    /// <summary>Sessions that one connection may have; clients commonly have one.</summary>
    public int MaxSessionsPerConnection { get; init; } = 10;

    /// <summary>Of all sessions, and those that are left without one; then Bad_TooManySubscriptions.</summary>
    public int MaxSubscriptions { get; init; } = 500;

    /// <summary>Of one session; then Bad_TooManySubscriptions.</summary>
    public int MaxSubscriptionsPerSession { get; init; } = 50;

    /// <summary>Of one user in all his sessions, and those that he left behind; anonymous sessions leave none.</summary>
    public int MaxSubscriptionsPerUser { get; init; } = 200;

    /// <summary>Of one subscription; then Bad_TooManyMonitoredItems.</summary>
    public int MaxMonitoredItemsPerSubscription { get; init; } = 20_000;

    /// <summary>Of all subscriptions together.</summary>
    public int MaxMonitoredItems { get; init; } = 200_000;

    /// <summary>The shortest sampling interval of what tells nobody of its changes: attributes but the Value, and values worked out at each read.</summary>
    public TimeSpan MinPolledSamplingInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often such items are read, all subscriptions together; each subscription with such items has the same share.</summary>
    public int MaxPolledReadsPerSecond { get; init; } = 200_000;

    /// <summary>Publish requests that wait at the server; beyond it the oldest is answered with Bad_TooManyPublishRequests.</summary>
    public int MaxPublishRequestsPerSession { get; init; } = 20;

    /// <summary>Values that the queue of one item holds; larger queues are revised to this.</summary>
    public int MaxQueueSize { get; init; } = 1_000;

    /// <summary>Places in the queues of all items of one subscription; items beyond it get a queue of one.</summary>
    public int MaxQueuedNotificationsPerSubscription { get; init; } = 500_000;

    /// <summary>
    /// Bytes of memory, estimated, that the queues of one subscription's items hold: places beyond the first of each queue, and the texts,
    /// arrays, structures and events in them. A queue that finds no room drops values as a full one does, with the overflow bit. The newest
    /// value of an item is kept; above 2,048 bytes it becomes Bad_OutOfMemory where no room is left.
    /// </summary>
    public long MaxQueuedBytesPerSubscription { get; init; } = 64_000_000;

    /// <summary>The same of all subscriptions together, in bytes.</summary>
    public long MaxQueuedBytes { get; init; } = 256_000_000;

    /// <summary>Bytes after which a NotificationMessage is closed and the next one begun.</summary>
    public int MaxNotificationMessageBytes { get; init; } = 1_000_000;

    /// <summary>Sent notifications that are kept for Republish, of one subscription.</summary>
    public int MaxRetransmissionQueue { get; init; } = 40;

    /// <summary>Bytes of the sent notifications that are kept for Republish, of one subscription; the newest is always kept.</summary>
    public int MaxRetransmissionBytes { get; init; } = 8_000_000;

    /// <summary>Method calls that one connection may have running.</summary>
    public int MaxRunningCalls { get; init; } = 100;

    /// <summary>Nodes of one Read, Write, Browse, Translate, Register or Call, and items of one monitored item service.</summary>
    public int MaxNodesPerCall { get; init; } = 10_000;

    /// <summary>References that the paths of one Translate follow together; the paths behind are answered with Bad_QueryTooComplex.</summary>
    public int MaxReferencesFollowedPerCall { get; init; } = 500_000;

    /// <summary>References of one node in the answer to a Browse; the rest is continued.</summary>
    public int MaxReferencesPerNode { get; init; } = 5_000;

    /// <summary>Browses that a session may have begun.</summary>
    public int MaxBrowseContinuationPoints { get; init; } = 20;

    /// <summary>Values of one variable in the answer to a HistoryRead; the rest is continued.</summary>
    public int MaxHistoryValuesPerNode { get; init; } = 10_000;

    /// <summary>Values of all variables in the answer to a HistoryRead; each gets at least one.</summary>
    public int MaxHistoryValuesPerCall { get; init; } = 50_000;

    /// <summary>Reads of history that a session may have begun; beyond it the oldest is given up.</summary>
    public int MaxHistoryContinuationPoints { get; init; } = 100;

    /// <summary>Elements of one relative path.</summary>
    public int MaxPathLength { get; init; } = 50;

    /// <summary>Fields that one event filter may select.</summary>
    public int MaxSelectClauses { get; init; } = 500;

    /// <summary>Elements of one where clause, each of which is evaluated for each event.</summary>
    public int MaxWhereClauseElements { get; init; } = 100;

    /// <summary>Operands of all elements of one where clause.</summary>
    public int MaxWhereClauseOperands { get; init; } = 1_000;

    /// <summary>Shorter intervals are revised to this.</summary>
    public TimeSpan MinPublishingInterval { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Longer intervals are revised to this.</summary>
    public TimeSpan MaxPublishingInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a subscription lives without a Publish request at most, but no less than three publishing intervals.</summary>
    public TimeSpan MaxSubscriptionLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Shorter session timeouts are revised to this.</summary>
    public TimeSpan MinSessionTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longer session timeouts are revised to this.</summary>
    public TimeSpan MaxSessionTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Longer lifetimes of a channel's token are revised to this.</summary>
    public TimeSpan MaxTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From the accepted socket to a whole HEL, and from there to a whole OPN.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the first byte of a message to its last.</summary>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wrong passwords of one user from one address, after which the pair is locked out for <see cref="LoginLockout"/>.</summary>
    public int MaxLoginFailures { get; init; } = 5;

    /// <summary>How long a user is locked out at an address, and how long a wrong password counts.</summary>
    public TimeSpan LoginLockout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The answer to a wrong password waits so long, doubled with each further one of the same user from the same address.</summary>
    public TimeSpan LoginDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a client may take nothing of what is being sent to it before its connection is closed.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of one message on a connection before its first session is activated.</summary>
    public int MaxMessageSizeOfStrangers { get; init; } = 262_144;

    /// <summary>Connections to one client that we dial, whether it uses them or not.</summary>
    public int MaxReverseConnections { get; init; } = 10;

    /// <summary>A client that can't be reached is dialled again after this time, then after twice it, up to <see cref="MaxReverseRetry"/>.</summary>
    public TimeSpan MinReverseRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two tries to dial a client.</summary>
    public TimeSpan MaxReverseRetry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a connection to a client that we dialled waits for its HEL.</summary>
    public TimeSpan ReverseHold { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What is taken and sent at most, in bytes and chunks.</summary>
    public TransportLimits Transport { get; init; } = new();

    /// <summary>What is taken in one message at most.</summary>
    public EncodingLimits Encoding { get; init; } = new();

    /// <summary>What one address may have of <paramref name="whole"/>; at least 1.</summary>
    internal double ShareOf(double whole) => Math.Max(1, Math.Floor(whole * ShareOfOneAddress));
}
