namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>What is in a PublishResponse.</summary>
internal static class Notified
{
    public static IReadOnlyList<MonitoredItemNotification> Changes(this PublishResponse response) => [.. (response.NotificationMessage.NotificationData ?? [])
        .Select(data => data!.Structure)
        .OfType<DataChangeNotification>()
        .SelectMany(data => data.MonitoredItems!)];

    public static IReadOnlyList<EventFieldList> Events(this PublishResponse response) => [.. (response.NotificationMessage.NotificationData ?? [])
        .Select(data => data!.Structure)
        .OfType<EventNotificationList>()
        .SelectMany(data => data.Events!)];

    /// <summary>The code of a StatusChangeNotification, or null when there is none.</summary>
    public static StatusCode? StatusChange(this PublishResponse response) => (response.NotificationMessage.NotificationData ?? [])
        .Select(data => data!.Structure)
        .OfType<StatusChangeNotification>()
        .SingleOrDefault()?.Status;

    public static (uint Handle, T Value)[] Values<T>(this PublishResponse response) =>
        [.. response.Changes().Select(change => (change.ClientHandle, change.Value.Value.Get<T>()))];

    public static bool IsKeepAlive(this PublishResponse response) => response.NotificationMessage.NotificationData is not { Length: > 0 };
}
