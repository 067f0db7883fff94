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
    public void Read(Session session, ref BinaryDecoder request, ReadResults results)
    {
        double maxAge = request.ReadDouble();
        var timestamps = (TimestampsToReturn)request.ReadInt32();
        int count = Math.Max(request.ReadArrayLength(ShortestReadValueId, 0), 0);
        Operations.Check(count, options.Limits.MaxNodesPerCall);
        if (!(maxAge >= 0))
        {
            throw new OpcUaException(StatusCodes.BadMaxAgeInvalid, "MaxAge is negative or no number");
        }

        Operations.Check(timestamps);
        DateTime now = options.PlantNow;
        RequestBudget? budget = null;
        long askedAt = 0;
        for (int i = 0; i < count; i++)
        {
            results.Add(AttributeReader.WithTimestamps(ReadNext(session.Access, ref request, ref budget, ref askedAt), timestamps, now));
            if (results.Size > options.Limits.Transport.MaxMessageSize)
            {
                throw new OpcUaException(StatusCodes.BadResponseTooLarge, $"{i + 1} of {count} values take {results.Size} bytes");
            }
        }

        request.ExpectEnd();
    }

    public WriteResponse Write(Session session, WriteRequest request)
    {
        WriteValue[] values = Operations.Check(request.NodesToWrite, options.Limits.MaxNodesPerCall);
        AccessContext caller = session.Access;
        return new WriteResponse { Results = [.. values.Select(value => Write(value, caller))] };
    }

    private DataValue ReadNext(AccessContext caller, ref BinaryDecoder request, ref RequestBudget? budget, ref long askedAt)
    {
        EncodedNodeId id = request.ReadEncodedNodeId();
        uint attribute = request.ReadUInt32();
        string? range = request.ReadString();
        QualifiedName encoding = request.ReadQualifiedName();
        if (!space.TryGet(id, out UaNode? node))
        {
            return new DataValue(Variant.Null, StatusCodes.BadNodeIdUnknown);
        }

        DataValue value = Read(node, new ReadValueId { NodeId = node.NodeId, AttributeId = attribute, IndexRange = range, DataEncoding = encoding }, caller, ref askedAt);
        if (range is not null)
        {
            budget ??= new RequestBudget(options.Limits);
            budget.Charge(value.Value);
        }

        return value;
    }

    // One value that can't be had takes the others of the request not with it.
    private DataValue Read(UaNode node, in ReadValueId item, AccessContext caller, ref long askedAt)
    {
        try
        {
            return AttributeReader.Read(space, node, item, caller, ref askedAt);
        }
        catch (Exception exception)
        {
            Log.ReadFailed(logger, exception, node.NodeId);
            return new DataValue(Variant.Null, StatusCodes.BadInternalError);
        }
    }

    private StatusCode Write(WriteValue write, AccessContext caller)
    {
        if (!space.TryGet(write.NodeId, out UaNode? node))
        {
            return StatusCodes.BadNodeIdUnknown;
        }

        if (write.AttributeId != AttributeIds.Value)
        {
            return write.AttributeId is < AttributeIds.NodeId or > AttributeIds.AccessLevelEx || node.ReadAttribute(write.AttributeId).Status.IsBad
                ? StatusCodes.BadAttributeIdInvalid
                : StatusCodes.BadNotWritable;
        }

        if (node is not UaVariable variable)
        {
            return StatusCodes.BadAttributeIdInvalid;
        }

        // Part 4 §5.10.4.4: first whether anybody may write it, then whether this user may.
        if (!variable.IsWritable)
        {
            return StatusCodes.BadNotWritable;
        }

        if (space.Access.Check(node, caller, PermissionType.Write) is { IsBad: true } denied)
        {
            return denied;
        }

        if (!NumericRange.TryParse(write.IndexRange, out NumericRange range))
        {
            return StatusCodes.BadIndexRangeInvalid;
        }

        try
        {
            return variable.Write(write.Value, range);
        }
        catch (Exception exception)
        {
            Log.WriteHandlerFailed(logger, exception, variable.NodeId);
            return StatusCodes.BadInternalError;
        }
    }
}
