namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Event filters as a client builds them.</summary>
internal static class EventWatch
{
    public static SimpleAttributeOperand Field(string path, NodeId? type = null, string? range = null) => new()
    {
        TypeDefinitionId = type ?? ObjectTypeIds.BaseEventType,
        BrowsePath = [.. path.Split('/').Select(QualifiedName.Parse)],
        AttributeId = AttributeIds.Value,
        IndexRange = range,
    };

    /// <summary>The id of the condition that an event belongs to.</summary>
    public static SimpleAttributeOperand ConditionId => new() { TypeDefinitionId = ObjectTypeIds.ConditionType, AttributeId = AttributeIds.NodeId };

    public static EventFilter Filter(IEnumerable<SimpleAttributeOperand> select, params ContentFilterElement[] where) =>
        new() { SelectClauses = [.. select], WhereClause = new ContentFilter { Elements = where } };

    public static EventFilter Filter(params string[] fields) => Filter(fields.Select(field => Field(field)));

    public static ContentFilterElement Element(FilterOperator filterOperator, params IStructure[] operands) =>
        new() { FilterOperator = filterOperator, FilterOperands = [.. operands.Select(operand => new ExtensionObject(operand))] };

    public static LiteralOperand Literal(Variant value) => new() { Value = value };

    public static ElementOperand Of(uint element) => new() { Index = element };
}
