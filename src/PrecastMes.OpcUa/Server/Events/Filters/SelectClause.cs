namespace PrecastMes.OpcUa.Server;

/// <summary>A SimpleAttributeOperand (Part 4 §7.7.4.5) that was checked: names a field of events.</summary>
internal sealed class SelectClause
{
    private readonly AddressSpace _space;
    private readonly NodeId _type;
    private readonly string _key;
    private readonly uint _attribute;
    private readonly NumericRange _range;

    private SelectClause(AddressSpace space, SimpleAttributeOperand operand, NumericRange range)
    {
        _space = space;
        _type = operand.TypeDefinitionId;
        _key = EventPath.Key(operand.BrowsePath ?? []);
        _attribute = operand.AttributeId;
        _range = range;
    }

    public static StatusCode Compile(AddressSpace space, SimpleAttributeOperand operand, ServerLimits limits, out SelectClause? clause)
    {
        clause = null;
        NodeId type = operand.TypeDefinitionId;
        QualifiedName[] path = operand.BrowsePath ?? [];
        if (!space.Types.Matches(type, ObjectTypeIds.BaseEventType))
        {
            return StatusCodes.BadTypeDefinitionInvalid;
        }

        if (path.Length > limits.MaxPathLength || path.Any(name => name.Name is not { Length: > 0 }))
        {
            return StatusCodes.BadBrowseNameInvalid;
        }

        // An object has no value; the event itself is one, whose id is that of the condition (Part 9 §5.5.2).
        if (operand.AttributeId != AttributeIds.Value && operand.AttributeId != AttributeIds.NodeId)
        {
            return StatusCodes.BadAttributeIdInvalid;
        }

        if (operand.AttributeId == AttributeIds.Value ? path.Length == 0 : path.Length > 0)
        {
            return StatusCodes.BadAttributeIdInvalid;
        }

        if (!NumericRange.TryParse(operand.IndexRange, out NumericRange range) || (operand.AttributeId == AttributeIds.NodeId && !range.IsWhole))
        {
            return StatusCodes.BadIndexRangeInvalid;
        }

        // Under BaseEventType a path stands for the field of that name of whichever type has it (Part 4 §7.22.3).
        if (type != ObjectTypeIds.BaseEventType && !EventTypes.Declares(space, type, path))
        {
            return StatusCodes.BadNodeIdUnknown;
        }

        clause = new SelectClause(space, operand, range);
        return StatusCodes.Good;
    }

    public Variant Evaluate(ReportedEvent reported, IReadOnlyList<string> locales)
    {
        if (_type != ObjectTypeIds.BaseEventType && !_space.Types.Matches(reported.EventType, _type))
        {
            return Variant.Null;
        }

        if (_attribute == AttributeIds.NodeId)
        {
            return reported.ConditionId.IsNull ? Variant.Null : reported.ConditionId;
        }

        if (!reported.TryGet(_key, out EventField field))
        {
            return Variant.Null;
        }

        Variant value = field.For(locales);
        return _range.IsWhole ? value : _range.Slice(value, out Variant part).IsGood ? part : Variant.Null;
    }
}
