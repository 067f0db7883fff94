namespace PrecastMes.OpcUa.Client;

/// <summary>What a <see cref="Notification"/> tells.</summary>
public enum NotificationKind : byte
{
    /// <summary>A new value of a monitored variable or attribute.</summary>
    DataChange,

    /// <summary>An event of a monitored object.</summary>
    Event,

    /// <summary>Before this point something was lost, or may have been; the present values follow.</summary>
    Gap,

    /// <summary>The server's word on the subscription itself, in the status of the value.</summary>
    Status,
}
