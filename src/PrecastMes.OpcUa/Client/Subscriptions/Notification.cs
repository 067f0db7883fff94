namespace PrecastMes.OpcUa.Client;

/// <summary>One element of a subscription's stream: a value, an event, or the mark that something is missing.</summary>
public readonly struct Notification
{
    private readonly object? _more;

    private Notification(NotificationKind kind, MonitoredItem? item, DataValue value, object? more, long bytes = 0)
    {
        Kind = kind;
        Item = item;
        Value = value;
        _more = more;
        Bytes = bytes;
    }

    /// <summary>Which of the other members say something.</summary>
    public NotificationKind Kind { get; }

    /// <summary>What was watched; null of a gap or a status.</summary>
    public MonitoredItem? Item { get; }

    /// <summary>As it was given with the request.</summary>
    public object? Tag => Item?.Request.Tag;

    /// <summary>The watched node as this session knows it; null of a gap or a status.</summary>
    public NodeId NodeId => Item?.NodeId ?? NodeId.Null;

    /// <summary>The value of a data change. <see cref="StatusCode.HasOverflow"/> of its status: the server's queue dropped values beside this one.</summary>
    public DataValue Value { get; }

    /// <summary>The fields of an event, else null.</summary>
    public EventFields? Event => _more as EventFields;

    /// <summary>What is missing, when this is a gap, else null.</summary>
    public NotificationGap? Gap => _more as NotificationGap;

    /// <summary>What it holds beside its place, as an estimate.</summary>
    internal long Bytes { get; }

    internal static Notification OfChange(MonitoredItem item, DataValue value) =>
        new(NotificationKind.DataChange, item, value, null, HeldMemory.Of(value.Value));

    internal static Notification OfEvent(MonitoredItem item, EventFields fields) =>
        new(NotificationKind.Event, item, default, fields, HeldMemory.Of(fields.Held));

    internal static Notification OfGap(NotificationGap gap) => new(NotificationKind.Gap, null, default, gap);

    internal static Notification OfStatus(StatusCode status) => new(NotificationKind.Status, null, new DataValue(default, status), null);
}
