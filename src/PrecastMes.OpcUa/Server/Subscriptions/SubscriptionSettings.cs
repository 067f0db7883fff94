namespace PrecastMes.OpcUa.Server;

/// <summary>The parameters of a subscription as they were revised.</summary>
/// <param name="LifetimeCount">Publishing intervals without a Publish request.</param>
/// <param name="KeepAliveCount">Publishing intervals without a message.</param>
/// <param name="MaxNotificationsPerPublish">0 for no limit.</param>
internal sealed record SubscriptionSettings(
    TimeSpan PublishingInterval, uint LifetimeCount, uint KeepAliveCount, uint MaxNotificationsPerPublish, bool PublishingEnabled, byte Priority);
