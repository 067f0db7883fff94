namespace PrecastMes.OpcUa.Server;

/// <summary>An event as it was at the moment when it was reported; nothing changes it any more.</summary>
internal sealed class ReportedEvent
{
    private readonly Dictionary<string, EventField> _fields = [];

    public ReportedEvent(UaEvent reported, byte[] eventId, string sourceName, DateTime now)
    {
        EventType = reported.EventType;
        SourceNode = reported.SourceNode;
        EventId = eventId;
        foreach ((string path, Variant value) in reported.Fields)
        {
            _fields[EventPath.Key(path)] = new EventField(value);
        }

        Set("EventId", eventId);
        Set("EventType", reported.EventType);
        Set("SourceNode", reported.SourceNode);
        Set("SourceName", sourceName);
        Set("Time", reported.Time ?? now);
        Set("ReceiveTime", now);
        Set("Severity", reported.Severity);
        _fields["0:Message"] = EventField.Of(reported.Message);
    }

    public NodeId EventType { get; }

    public NodeId SourceNode { get; }

    public byte[] EventId { get; }

    /// <summary>The condition whose state it tells, else null (Part 9 §5.5.2).</summary>
    public NodeId ConditionId { get; init; }

    /// <summary>True for what tells about the stream of events itself: no filter holds it back.</summary>
    public bool IsInternal { get; init; }

    public bool TryGet(string key, out EventField field) => _fields.TryGetValue(key, out field);

    /// <summary>Adds a field that is not there yet; before the event is told.</summary>
    public void TrySet(string key, EventField field) => _fields.TryAdd(key, field);

    private void Set(string name, Variant value) => _fields["0:" + name] = new EventField(value);
}
