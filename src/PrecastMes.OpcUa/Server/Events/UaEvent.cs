namespace PrecastMes.OpcUa.Server;

/// <summary>Something that happened, as a program reports it (Part 5 §6.4.2); see <see cref="Notifiers.Report"/>.</summary>
public sealed record UaEvent
{
    /// <summary>BaseEventType or a subtype.</summary>
    public NodeId EventType { get; init; } = ObjectTypeIds.BaseEventType;

    /// <summary>The node that it happened at; the Server object for what concerns no node.</summary>
    public NodeId SourceNode { get; init; } = ObjectIds.Server;

    /// <summary>The source's name for people; its display name when not given.</summary>
    public string? SourceName { get; init; }

    /// <summary>When it happened, UTC; now when not given.</summary>
    public DateTime? Time { get; init; }

    /// <summary>One text for each locale; a client gets the one that its session asks for, or the first.</summary>
    public IReadOnlyList<LocalizedText> Message { get; init; } = [];

    /// <summary>1 information to 1000 catastrophe (Part 5 §6.4.2).</summary>
    public ushort Severity { get; init; } = 1;

    /// <summary>
    /// The fields that the type adds, by browse path such as <c>OldValues</c>, <c>EnabledState/Id</c> or <c>2:Station</c>: a name without
    /// a number is of namespace 0.
    /// </summary>
    public IReadOnlyDictionary<string, Variant> Fields { get; init; } = new Dictionary<string, Variant>();
}
