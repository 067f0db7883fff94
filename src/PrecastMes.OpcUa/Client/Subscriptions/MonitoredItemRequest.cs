namespace PrecastMes.OpcUa.Client;

/// <summary>What is watched of a node (Part 4 §5.13.1).</summary>
/// <param name="NodeId">The node; by the URI of its namespace it is found in every session.</param>
/// <param name="Tag">Comes back with each notification, so that the reader needs no lookup.</param>
public sealed record MonitoredItemRequest(ExpandedNodeId NodeId, object? Tag = null)
{
    /// <summary>One of <see cref="AttributeIds"/>; the Value unless said otherwise.</summary>
    public uint AttributeId { get; init; } = AttributeIds.Value;

    /// <summary>A part of an array, such as <c>2:5</c>; null for the whole value.</summary>
    public string? IndexRange { get; init; }

    /// <summary>Null takes the publishing interval; zero asks for every change.</summary>
    public TimeSpan? SamplingInterval { get; init; }

    /// <summary>Values that the server keeps between two publishes.</summary>
    public uint QueueSize { get; init; } = 1;

    /// <summary>Which one a full queue drops; either way the Overflow bit tells.</summary>
    public bool DiscardOldest { get; init; } = true;

    /// <summary>Disabled, Sampling (only queues, for triggering) or Reporting.</summary>
    public MonitoringMode Mode { get; init; } = MonitoringMode.Reporting;

    /// <summary>What counts as a change: the status, or the value too, or the source time as well (Part 4 §7.22.2).</summary>
    public DataChangeTrigger Trigger { get; init; } = DataChangeTrigger.StatusValue;

    /// <summary>Changes of a number that are not larger than this are not reported; 0 reports all.</summary>
    public double AbsoluteDeadband { get; init; }

    /// <summary>In percent of the variable's EURange, 0–100; 0 reports all. Not together with the absolute one.</summary>
    public double PercentDeadband { get; init; }

    /// <summary>Makes this a watch on events of the node, with these fields.</summary>
    public EventFilterBuilder? Events { get; init; }

    /// <summary>Events of an object, such as the Server.</summary>
    public static MonitoredItemRequest ForEvents(ExpandedNodeId node, EventFilterBuilder filter, object? tag = null) =>
        new(node, tag) { AttributeId = AttributeIds.EventNotifier, Events = filter, SamplingInterval = TimeSpan.Zero, QueueSize = 1_000 };

    internal ExtensionObject? ToFilter()
    {
        if (Events is not null)
        {
            return new ExtensionObject(Events.Build());
        }

        if (AbsoluteDeadband <= 0 && PercentDeadband <= 0 && Trigger == DataChangeTrigger.StatusValue)
        {
            return null;
        }

        bool percent = PercentDeadband > 0;
        return new ExtensionObject(new DataChangeFilter
        {
            Trigger = Trigger,
            DeadbandType = (uint)(percent ? DeadbandType.Percent : AbsoluteDeadband > 0 ? DeadbandType.Absolute : DeadbandType.None),
            DeadbandValue = percent ? PercentDeadband : AbsoluteDeadband,
        });
    }
}
