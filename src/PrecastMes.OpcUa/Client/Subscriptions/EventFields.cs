namespace PrecastMes.OpcUa.Client;

/// <summary>The fields of one event, by the paths that its filter selected.</summary>
public sealed class EventFields
{
    private readonly EventSelection _selection;

    internal EventFields(EventSelection selection, Variant[] values)
    {
        _selection = selection;
        Held = values;
    }

    /// <summary>In the order of the filter's select clauses.</summary>
    public IReadOnlyList<Variant> Values => Held;

    internal Variant[] Held { get; }

    /// <summary>The ids of what happened; needed to acknowledge a condition.</summary>
    public byte[]? EventId => Find<byte[]>("EventId");

    /// <summary>BaseEventType or a subtype (Part 5 §6.4.2).</summary>
    public NodeId EventType => Find<NodeId>("EventType");

    /// <summary>The node that it happened at; <see cref="NodeId.Null"/> when it concerns none.</summary>
    public NodeId SourceNode => Find<NodeId>("SourceNode");

    /// <summary>The source's name for people.</summary>
    public string? SourceName => Find<string>("SourceName");

    /// <summary>When it happened, UTC.</summary>
    public DateTime Time => Find<DateTime>("Time");

    /// <summary>What happened, in the first of the session's languages that the server has.</summary>
    public LocalizedText Message => Find<LocalizedText>("Message");

    /// <summary>1–1000; the higher the more urgent (Part 5 §6.4.2).</summary>
    public ushort Severity => Find<ushort>("Severity");

    /// <summary>The node of the condition that the event is about, when the filter selected it; else null.</summary>
    public NodeId ConditionId => Find<NodeId>(EventSelection.ConditionId);

    /// <summary>A field by its path, such as <c>ActiveState/Id</c>; null where the event has no such field.</summary>
    /// <exception cref="KeyNotFoundException">The filter did not select it.</exception>
    public Variant this[string path]
    {
        get
        {
            int index = _selection.IndexOf(path);
            return index < Values.Count ? Values[index] : default;
        }
    }

    private T? Find<T>(string path) => _selection.Contains(path) && this[path].TryAs(out T? value) ? value : default;
}
