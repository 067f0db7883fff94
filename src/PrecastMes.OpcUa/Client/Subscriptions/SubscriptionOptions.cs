namespace PrecastMes.OpcUa.Client;

/// <summary>What is asked of the server for a subscription; the server may revise it (Part 4 §5.14.2).</summary>
public sealed record SubscriptionOptions
{
    /// <summary>How often the server sends what has changed; no less than the profile's and the server's minimum.</summary>
    public TimeSpan PublishingInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Publishing intervals without a change after which the server says that it is there.</summary>
    public uint KeepAliveCount { get; init; } = 10;

    /// <summary>Publishing intervals without a request of ours after which the server drops the subscription; at least three times the keep-alive.</summary>
    public uint LifetimeCount { get; init; } = 1_000;

    /// <summary>Of one message; 0 leaves it to the server.</summary>
    public uint MaxNotificationsPerPublish { get; init; }

    /// <summary>Among the session's subscriptions, the highest first (Part 4 §5.14.1).</summary>
    public byte Priority { get; init; }

    /// <summary>False sends keep-alives alone until <see cref="Subscription.SetPublishingAsync"/>.</summary>
    public bool PublishingEnabled { get; init; } = true;

    /// <summary>
    /// Notifications that may wait for the reader. What comes when so many wait is dropped until the reader has read them all; then a
    /// <see cref="NotificationKind.Gap"/> and the present value of every item follow.
    /// </summary>
    public int Capacity { get; init; } = 100_000;

    /// <summary>
    /// Bytes of memory, estimated, that the texts, arrays, structures and events may hold that wait for the reader, and again those of messages
    /// that wait for a missing one; numbers count nothing. What comes when there is no room is dropped with a
    /// <see cref="NotificationKind.Gap"/>, as above; one message alone is never too large.
    /// </summary>
    public long CapacityBytes { get; init; } = 64_000_000;
}
