namespace PrecastMes.OpcUa.Client;

/// <summary>What is asked of the server for a subscription; the server may revise it.</summary>
public sealed record SubscriptionOptions
{
    public TimeSpan PublishingInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Publishing intervals without a change after which the server says that it is there.</summary>
    public uint KeepAliveCount { get; init; } = 10;

    /// <summary>Publishing intervals without a request of ours after which the server drops the subscription; at least three times the keep-alive.</summary>
    public uint LifetimeCount { get; init; } = 1_000;

    /// <summary>Of one message; 0 leaves it to the server.</summary>
    public uint MaxNotificationsPerPublish { get; init; }

    public byte Priority { get; init; }

    /// <summary>Changes that may wait for the reader; one more breaks the subscription.</summary>
    public int Capacity { get; init; } = 100_000;
}
