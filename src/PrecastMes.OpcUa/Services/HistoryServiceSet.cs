using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>HistoryRead (Part 4 §5.10.3): raw values of variables that keep theirs (Part 11 §6.5.3).</summary>
internal sealed class HistoryServiceSet(AddressSpace space, ServerLimits limits)
{
    public HistoryReadResponse Read(Session session, HistoryReadRequest request)
    {
        HistoryReadValueId[] nodes = Operations.Check(request.NodesToRead, limits.MaxNodesPerCall);
        if (request.ReleaseContinuationPoints)
        {
            return new HistoryReadResponse { Results = [.. nodes.Select(node => Release(session, node))] };
        }

        // Part 4 §5.10.3.2: a history without times makes no sense; Operations refuses what is none of the four.
        Operations.Check(request.TimestampsToReturn);
        if (request.TimestampsToReturn == TimestampsToReturn.Neither)
        {
            throw new OpcUaException(StatusCodes.BadTimestampsToReturnInvalid, "a history without timestamps");
        }

        IStructure details = request.HistoryReadDetails?.Structure ?? throw new OpcUaException(StatusCodes.BadHistoryOperationInvalid, "unknown details");
        int room = limits.MaxHistoryValuesPerCall;
        var results = new HistoryReadResult[nodes.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            results[i] = details is ReadRawModifiedDetails { IsReadModified: false } raw
                ? Read(session, nodes[i], raw, request.TimestampsToReturn, ref room)
                : Refused(StatusCodes.BadHistoryOperationUnsupported);
        }

        return new HistoryReadResponse { Results = results };
    }

    private HistoryReadResult Read(Session session, HistoryReadValueId item, ReadRawModifiedDetails details, TimestampsToReturn timestamps, ref int room)
    {
        StatusCode status = Find(session, item, out IValueHistory? history, out NumericRange range);
        if (history is null)
        {
            return Refused(status);
        }

        // The process behind a variable dates its values; when this server learned of them is not kept.
        if (timestamps == TimestampsToReturn.Server)
        {
            return Refused(StatusCodes.BadTimestampNotSupported);
        }

        RawHistoryRead? read;
        if (item.ContinuationPoint is { Length: > 0 } point)
        {
            read = session.HistoryContinuationPoints.Take(point, item.NodeId);
            if (read is null)
            {
                return Refused(StatusCodes.BadContinuationPointInvalid);
            }
        }
        else
        {
            read = RawHistoryRead.Of(item.NodeId, details, limits.MaxHistoryValuesPerNode);
            if (read is null)
            {
                return Refused(StatusCodes.BadHistoryOperationInvalid);
            }
        }

        (List<DataValue> values, RawHistoryRead? rest) = read.Next(history, Math.Max(room, 1));
        room -= values.Count;
        bool hasData = values.Any(value => value.Status != StatusCodes.BadBoundNotFound);
        return new HistoryReadResult
        {
            StatusCode = hasData || rest is not null ? StatusCodes.Good : StatusCodes.GoodNoData,
            HistoryData = new ExtensionObject(new HistoryData { DataValues = [.. values.Select(value => AttributeReader.Slice(value, range))] }),
            ContinuationPoint = rest is null ? null : session.HistoryContinuationPoints.Add(rest),
        };
    }

    private StatusCode Find(Session session, HistoryReadValueId item, out IValueHistory? history, out NumericRange range)
    {
        history = null;
        range = NumericRange.Whole;
        if (!space.TryGet(item.NodeId, out UaNode? node))
        {
            return StatusCodes.BadNodeIdUnknown;
        }

        if (node is not UaVariable { History: { } kept } variable)
        {
            return StatusCodes.BadHistoryOperationUnsupported;
        }

        StatusCode allowed = space.Access.Check(node, session.Access, PermissionType.ReadHistory);
        if (allowed.IsBad || !variable.AccessLevel.HasFlag(AccessLevelExType.HistoryRead))
        {
            return allowed.IsBad ? allowed : StatusCodes.BadNotReadable;
        }

        if (AttributeReader.CheckEncoding(space, variable, item.DataEncoding) is { IsBad: true } refused)
        {
            return refused;
        }

        if (!NumericRange.TryParse(item.IndexRange, out range))
        {
            return StatusCodes.BadIndexRangeInvalid;
        }

        history = kept;
        return StatusCodes.Good;
    }

    private static HistoryReadResult Release(Session session, HistoryReadValueId node) => node.ContinuationPoint is { Length: > 0 } point
        && session.HistoryContinuationPoints.Take(point, node.NodeId) is not null
            ? new HistoryReadResult()
            : Refused(StatusCodes.BadContinuationPointInvalid);

    private static HistoryReadResult Refused(StatusCode status) => new() { StatusCode = status };
}
