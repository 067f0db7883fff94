namespace PrecastMes.OpcUa.Client;

/// <summary>A node that a subscription watches, or was refused to watch.</summary>
public sealed class MonitoredItem
{
    private readonly EventSelection? _selection;

    internal MonitoredItem(MonitoredItemRequest request, uint handle)
    {
        Request = request;
        Handle = handle;
        Mode = request.Mode;
        _selection = request.Events?.Selection;
    }

    /// <summary>What is asked for; changes with <see cref="Subscription.ModifyAsync(IReadOnlyList{ValueTuple{MonitoredItem, MonitoredItemRequest}}, CancellationToken)"/>.</summary>
    public MonitoredItemRequest Request { get; internal set; }

    /// <summary>The node in the present session.</summary>
    public NodeId NodeId { get; internal set; }

    /// <summary>Good, or why the server does not watch it.</summary>
    public StatusCode Status { get; internal set; }

    /// <summary>As the server revised it.</summary>
    public TimeSpan SamplingInterval { get; internal set; }

    /// <summary>As the server revised it.</summary>
    public uint QueueSize { get; internal set; }

    /// <summary>As it was asked for or set last.</summary>
    public MonitoringMode Mode { get; internal set; }

    internal uint Handle { get; }

    /// <summary>The server's id; another one in each new subscription.</summary>
    internal uint Id { get; set; }

    /// <summary>What this item triggers (Part 4 §5.13.1.6); set anew when the subscription is made anew.</summary>
    internal List<MonitoredItem> Triggers { get; } = [];

    internal EventFields Read(Variant[]? fields) => new(_selection ?? new EventSelection([]), fields ?? []);
}
