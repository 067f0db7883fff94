using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>Read and Write (Part 4 §5.11).</summary>
internal sealed class AttributeServiceSet(AddressSpace space, OpcUaServerOptions options, ILogger logger)
{
    // NodeId, attribute, index range, data encoding.
    private const int ShortestReadValueId = 2 + 4 + 4 + 6;

    /// <summary>Answers a Read while it is being read.</summary>
    /// <param name="request">A ReadRequest, behind its header.</param>
    public void Read(ref BinaryDecoder request, ReadResults results)
    {
        double maxAge = request.ReadDouble();
        var timestamps = (TimestampsToReturn)request.ReadInt32();
        int count = Math.Max(request.ReadArrayLength(ShortestReadValueId, 0), 0);
        Operations.Check(count, options.Limits.MaxNodesPerCall);
        if (maxAge < 0)
        {
            throw new OpcUaException(StatusCodes.BadMaxAgeInvalid, "negative MaxAge");
        }

        Operations.Check(timestamps);
        DateTime now = options.Time.GetUtcNow().UtcDateTime;
        RequestBudget? budget = null;
        for (int i = 0; i < count; i++)
        {
            results.Add(AttributeReader.WithTimestamps(ReadNext(ref request, ref budget), timestamps, now));
            if (results.Size > options.Limits.Transport.MaxMessageSize)
            {
                throw new OpcUaException(StatusCodes.BadResponseTooLarge, $"{i + 1} of {count} values take {results.Size} bytes");
            }
        }

        request.ExpectEnd();
    }

    public WriteResponse Write(WriteRequest request)
    {
        WriteValue[] values = Operations.Check(request.NodesToWrite, options.Limits.MaxNodesPerCall);
        return new WriteResponse { Results = [.. values.Select(Write)] };
    }

    private DataValue ReadNext(ref BinaryDecoder request, ref RequestBudget? budget)
    {
        EncodedNodeId id = request.ReadEncodedNodeId();
        uint attribute = request.ReadUInt32();
        string? range = request.ReadString();
        QualifiedName encoding = request.ReadQualifiedName();
        if (!space.TryGet(id, out UaNode? node))
        {
            return new DataValue(Variant.Null, StatusCodes.BadNodeIdUnknown);
        }

        DataValue value = AttributeReader.Read(node, new ReadValueId { NodeId = node.NodeId, AttributeId = attribute, IndexRange = range, DataEncoding = encoding });
        if (range is not null)
        {
            budget ??= new RequestBudget(options.Limits);
            budget.Charge(value.Value);
        }

        return value;
    }

    private StatusCode Write(WriteValue write)
    {
        if (!space.TryGet(write.NodeId, out UaNode? node))
        {
            return StatusCodes.BadNodeIdUnknown;
        }

        if (write.AttributeId is < AttributeIds.NodeId or > AttributeIds.AccessLevelEx)
        {
            return StatusCodes.BadAttributeIdInvalid;
        }

        if (write.AttributeId != AttributeIds.Value)
        {
            return node.ReadAttribute(write.AttributeId).Status.IsBad ? StatusCodes.BadAttributeIdInvalid : StatusCodes.BadNotWritable;
        }

        if (node is not UaVariable variable)
        {
            return StatusCodes.BadAttributeIdInvalid;
        }

        if (!NumericRange.TryParse(write.IndexRange, out NumericRange range))
        {
            return StatusCodes.BadIndexRangeInvalid;
        }

        // The source of the value is the process behind the variable: neither status nor times come from a client.
        DataValue value = write.Value;
        if (value.Status.Code != 0 || value.SourceTimestamp is not null || value.ServerTimestamp is not null)
        {
            return variable.IsWritable ? StatusCodes.BadWriteNotSupported : StatusCodes.BadNotWritable;
        }

        try
        {
            return variable.Write(value.Value, range);
        }
        catch (Exception exception)
        {
            Log.WriteHandlerFailed(logger, exception, variable.NodeId);
            return StatusCodes.BadInternalError;
        }
    }
}
