namespace PrecastMes.OpcUa.Client;

/// <summary>Makes the filter of an event subscription (Part 4 §7.22.3): which fields come, and of which events.</summary>
public sealed class EventFilterBuilder
{
    private static readonly string[] Standard = ["EventId", "EventType", "SourceNode", "SourceName", "Time", "Message", "Severity"];

    private readonly List<(string Path, SimpleAttributeOperand Operand)> _select = [];
    private readonly List<ContentFilterElement> _where = [];

    /// <summary>Begins with the fields that every event has.</summary>
    public EventFilterBuilder() => Select(Standard);

    internal EventSelection Selection => new(_select.Select(each => each.Path));

    /// <summary>Adds fields, such as <c>ActiveState/Id</c>; a name of another namespace as <c>2:Name</c>.</summary>
    public EventFilterBuilder Select(params IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        foreach (string path in paths)
        {
            _select.Add((path, Operand(path)));
        }

        return this;
    }

    /// <summary>Adds the id of the condition, which acknowledging needs (Part 9 §5.5.2).</summary>
    public EventFilterBuilder SelectConditionId()
    {
        _select.Add((EventSelection.ConditionId, new SimpleAttributeOperand { TypeDefinitionId = ObjectTypeIds.ConditionType, BrowsePath = [], AttributeId = AttributeIds.NodeId }));
        return this;
    }

    /// <summary>Only events of this type and its subtypes.</summary>
    public EventFilterBuilder OfType(NodeId eventType) => Where(FilterOperator.OfType, new LiteralOperand { Value = eventType });

    /// <summary>Only events at least this urgent, 1–1000.</summary>
    public EventFilterBuilder SeverityAtLeast(ushort severity) =>
        Where(FilterOperator.GreaterThanOrEqual, Operand("Severity"), new LiteralOperand { Value = severity });

    /// <summary>Only events whose field has this value.</summary>
    public EventFilterBuilder WhereEqual(string path, Variant value) => Where(FilterOperator.Equals, Operand(path), new LiteralOperand { Value = value });

    /// <summary>The filter as it goes over the wire; the conditions are joined by And.</summary>
    public EventFilter Build() => new()
    {
        SelectClauses = [.. _select.Select(each => each.Operand)],
        WhereClause = new ContentFilter { Elements = [.. Joined()] },
    };

    private static SimpleAttributeOperand Operand(string path) => new()
    {
        TypeDefinitionId = ObjectTypeIds.BaseEventType,
        BrowsePath = [.. path.Split('/').Select(QualifiedName.Parse)],
        AttributeId = AttributeIds.Value,
    };

    private EventFilterBuilder Where(FilterOperator filterOperator, params IStructure[] operands)
    {
        _where.Add(new ContentFilterElement { FilterOperator = filterOperator, FilterOperands = [.. operands.Select(operand => new ExtensionObject(operand))] });
        return this;
    }

    /// <summary>The first element is the root: And of the first condition and the rest, which is And again (Part 4 §7.7.1).</summary>
    private IEnumerable<ContentFilterElement> Joined()
    {
        // n conditions need n − 1 Ands before them; And i joins condition i with And i + 1, the last one the last two conditions.
        int ands = Math.Max(0, _where.Count - 1);
        for (int i = 0; i < ands; i++)
        {
            uint second = (uint)(i + 1 < ands ? i + 1 : ands + i + 1);
            yield return new ContentFilterElement { FilterOperator = FilterOperator.And, FilterOperands = [Element((uint)(ands + i)), Element(second)] };
        }

        foreach (ContentFilterElement condition in _where)
        {
            yield return condition;
        }
    }

    private static ExtensionObject Element(uint index) => new(new ElementOperand { Index = index });
}
