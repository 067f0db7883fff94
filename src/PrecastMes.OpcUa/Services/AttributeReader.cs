using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>Reads one attribute, for Read and for monitored items.</summary>
internal static class AttributeReader
{
    /// <summary>For a monitored item.</summary>
    /// <param name="caller">Null for the server itself, which may read everything.</param>
    public static DataValue Read(AddressSpace space, in ReadValueId item, AccessContext? caller = null)
    {
        long askedAt = SharedValue.NewEnoughForSample;
        return space.TryGet(item.NodeId, out UaNode? node) ? Read(space, node, item, caller, ref askedAt) : Bad(StatusCodes.BadNodeIdUnknown);
    }

    /// <param name="item">Of this node.</param>
    /// <param name="askedAt">The same for all that one request reads; 0 at its begin.</param>
    public static DataValue Read(AddressSpace space, UaNode node, in ReadValueId item, AccessContext? caller, ref long askedAt)
    {
        if (item.AttributeId != AttributeIds.Value)
        {
            return ReadOther(space, node, item, caller);
        }

        if (node is not UaVariable variable)
        {
            return node.NodeClass == NodeClass.VariableType ? ReadOther(space, node, item, caller) : Bad(StatusCodes.BadAttributeIdInvalid);
        }

        if (caller is not null && space.Access.Check(node, caller, PermissionType.Read) is { IsBad: true } denied)
        {
            return Bad(denied);
        }

        if (!variable.IsReadable)
        {
            return Bad(StatusCodes.BadNotReadable);
        }

        if (CheckEncoding(space, variable, item.DataEncoding) is { IsBad: true } refused)
        {
            return Bad(refused);
        }

        return NumericRange.TryParse(item.IndexRange, out NumericRange range) ? Slice(variable.CurrentFor(ref askedAt), range) : Bad(StatusCodes.BadIndexRangeInvalid);
    }

    /// <summary>Part 4 §5.11.2.2: an encoding can only be asked for structures, and binary, a name of namespace 0, is the one that there is.</summary>
    public static StatusCode CheckEncoding(AddressSpace space, UaVariable variable, QualifiedName encoding)
    {
        if (encoding.Name is not { Length: > 0 } name)
        {
            return StatusCodes.Good;
        }

        // What is declared by no single type may be a structure.
        BuiltInType type = space.DataTypes.BuiltIn(variable.DataType);
        if (type == BuiltInType.Variant)
        {
            type = variable.Current.Value.Type;
        }

        return type != BuiltInType.ExtensionObject ? StatusCodes.BadDataEncodingInvalid
            : encoding.NamespaceIndex == 0 && name == DataTypeTable.DefaultBinary ? StatusCodes.Good
            : StatusCodes.BadDataEncodingUnsupported;
    }

    public static DataValue Slice(DataValue value, NumericRange range)
    {
        if (range.IsWhole || value.Status.IsBad)
        {
            return value;
        }

        StatusCode status = range.Slice(value.Value, out Variant part);
        return status.IsBad ? Bad(status) : value with { Value = part };
    }

    public static DataValue WithTimestamps(DataValue value, TimestampsToReturn wanted, DateTime now) => value with
    {
        SourceTimestamp = wanted is TimestampsToReturn.Source or TimestampsToReturn.Both ? value.SourceTimestamp : null,
        ServerTimestamp = wanted is TimestampsToReturn.Server or TimestampsToReturn.Both ? now : null,
    };

    private static DataValue ReadOther(AddressSpace space, UaNode node, in ReadValueId item, AccessContext? caller)
    {
        // Part 3 §8.55: who may not browse a node may not read these attributes either.
        if (caller is not null && space.Access.Check(node, caller, item.AttributeId == AttributeIds.Value ? PermissionType.Read : PermissionType.Browse) is { IsBad: true } denied)
        {
            return Bad(denied);
        }

        if (item.DataEncoding.Name is { Length: > 0 })
        {
            return Bad(StatusCodes.BadDataEncodingInvalid);
        }

        DataValue value = UserAttributes.Read(space, node, item.AttributeId, caller) ?? node.ReadAttribute(item.AttributeId);
        return NumericRange.TryParse(item.IndexRange, out NumericRange range) ? Slice(value, range) : Bad(StatusCodes.BadIndexRangeInvalid);
    }

    private static DataValue Bad(StatusCode status) => new(Variant.Null, status);
}
