using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>Read and Write (Part 4 §5.11).</summary>
internal sealed class AttributeServiceSet(AddressSpace space, OpcUaServerOptions options, ILogger logger)
{
    public ReadResponse Read(ReadRequest request)
    {
        ReadValueId[] nodes = Operations.Check(request.NodesToRead, options.Limits.MaxNodesPerCall);
        if (request.MaxAge < 0)
        {
            throw new OpcUaException(StatusCodes.BadMaxAgeInvalid, "negative MaxAge");
        }

        Operations.Check(request.TimestampsToReturn);
        DateTime now = options.Time.GetUtcNow().UtcDateTime;
        var budget = new RequestBudget(options.Limits);
        var results = new DataValue[nodes.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            DataValue value = AttributeReader.Read(space, nodes[i]);
            if (nodes[i].IndexRange is not null)
            {
                budget.Charge(value.Value);
            }

            results[i] = AttributeReader.WithTimestamps(value, request.TimestampsToReturn, now);
        }

        return new ReadResponse { Results = results };
    }

    public WriteResponse Write(WriteRequest request)
    {
        WriteValue[] values = Operations.Check(request.NodesToWrite, options.Limits.MaxNodesPerCall);
        return new WriteResponse { Results = [.. values.Select(Write)] };
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
