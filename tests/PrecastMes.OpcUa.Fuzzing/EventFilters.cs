namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>Event filters that the client's builder does not make.</summary>
internal static class EventFilters
{
    /// <summary>All operators of Part 4 §7.7.3 that a server may know, joined by Or.</summary>
    public static EventFilter EveryOperator(NodeId source)
    {
        ContentFilterElement[] conditions =
        [
            Condition(FilterOperator.OfType, Literal(ObjectTypeIds.BaseEventType)),
            Condition(FilterOperator.Equals, Field("SourceNode"), Literal(source)),
            Condition(FilterOperator.IsNull, Field("ClientUserId")),
            Condition(FilterOperator.GreaterThan, Field("Severity"), Literal((ushort)10)),
            Condition(FilterOperator.LessThan, Field("Time"), Literal(new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc))),
            Condition(FilterOperator.GreaterThanOrEqual, Field("Severity"), Literal(1.5)),
            Condition(FilterOperator.LessThanOrEqual, Field("Severity"), Literal("900")),
            Condition(FilterOperator.Like, Field("SourceName"), Literal("L_n%[a-f]")),
            Condition(FilterOperator.Between, Field("Severity"), Literal((ushort)1), Literal((ushort)900)),
            Condition(FilterOperator.InList, Field("Severity"), Literal((ushort)1), Literal((ushort)2), Literal((ushort)500)),
            Condition(FilterOperator.BitwiseAnd, Field("Severity"), Literal((ushort)1)),
            Condition(FilterOperator.BitwiseOr, Field("Severity"), Literal((ushort)2)),
            Condition(FilterOperator.Cast, Field("Severity"), Literal(DataTypeIds.String)),
        ];

        // Or i joins condition i with Or i + 1, the last one the last two; behind the conditions stands a Not of the first.
        int joins = conditions.Length;
        ContentFilterElement not = Condition(FilterOperator.Not, Element(joins));
        return new EventFilter
        {
            SelectClauses = [Field("EventId"), Field("Message"), Field("Severity"), Field("ActiveState", "Id")],
            WhereClause = new ContentFilter
            {
                Elements =
                [
                    .. Enumerable.Range(0, joins).Select(i => Condition(FilterOperator.Or, Element(joins + i), Element(i + 1 < joins ? i + 1 : joins + conditions.Length))),
                    .. conditions,
                    not,
                ],
            },
        };
    }

    private static ContentFilterElement Condition(FilterOperator filterOperator, params IEnumerable<IStructure> operands) =>
        new() { FilterOperator = filterOperator, FilterOperands = [.. operands.Select(operand => new ExtensionObject(operand))] };

    private static SimpleAttributeOperand Field(params IEnumerable<string> path) => new()
    {
        TypeDefinitionId = ObjectTypeIds.BaseEventType, BrowsePath = [.. path.Select(name => new QualifiedName(0, name))], AttributeId = AttributeIds.Value,
    };

    private static LiteralOperand Literal(Variant value) => new() { Value = value };

    private static ElementOperand Element(int index) => new() { Index = (uint)index };
}
