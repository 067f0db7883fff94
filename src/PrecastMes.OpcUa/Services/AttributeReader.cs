using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>Reads one attribute, for Read and for monitored items.</summary>
internal static class AttributeReader
{
    public static DataValue Read(AddressSpace space, in ReadValueId item) =>
        space.TryGet(item.NodeId, out UaNode? node) ? Read(node, item) : new DataValue(Variant.Null, StatusCodes.BadNodeIdUnknown);

    /// <param name="item">Of this node.</param>
    public static DataValue Read(UaNode node, in ReadValueId item)
    {
        if (item.AttributeId != AttributeIds.Value)
        {
            return item.IndexRange is { Length: > 0 } ? new DataValue(Variant.Null, StatusCodes.BadIndexRangeNoData) : node.ReadAttribute(item.AttributeId);
        }

        if (node is not UaVariable variable)
        {
            return new DataValue(Variant.Null, StatusCodes.BadAttributeIdInvalid);
        }

        if (item.DataEncoding.Name is { Length: > 0 } encoding && encoding != "Default Binary")
        {
            return new DataValue(Variant.Null, StatusCodes.BadDataEncodingUnsupported);
        }

        return NumericRange.TryParse(item.IndexRange, out NumericRange range)
            ? Slice(variable.Current, range)
            : new DataValue(Variant.Null, StatusCodes.BadIndexRangeInvalid);
    }

    public static DataValue Slice(DataValue value, NumericRange range)
    {
        if (range.IsWhole || value.Status.IsBad)
        {
            return value;
        }

        StatusCode status = range.Slice(value.Value, out Variant part);
        return status.IsBad ? new DataValue(Variant.Null, status) : value with { Value = part };
    }

    public static DataValue WithTimestamps(DataValue value, TimestampsToReturn wanted, DateTime now) => value with
    {
        SourceTimestamp = wanted is TimestampsToReturn.Source or TimestampsToReturn.Both ? value.SourceTimestamp : null,
        ServerTimestamp = wanted is TimestampsToReturn.Server or TimestampsToReturn.Both ? now : null,
    };
}
