using System.Runtime.CompilerServices;

namespace PrecastMes.OpcUa.Client;

/// <summary>HistoryRead of raw values (Part 4 §5.10.3, Part 11 §6.5.3).</summary>
internal static class HistoryCalls
{
    // A server that answers with no value and the promise of more, again and again.
    private const int MaxEmptyPages = 100;

    public static async IAsyncEnumerable<DataValue> ReadRawAsync(
        OpcUaClient client, NodeId node, DateTime start, DateTime end, uint valuesPerCall, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var details = new ExtensionObject(new ReadRawModifiedDetails { StartTime = start, EndTime = end, NumValuesPerNode = valuesPerCall });
        byte[]? point = null;
        int empty = 0;
        try
        {
            do
            {
                HistoryReadResult page = await ReadPageAsync(client, details, node, point, cancellationToken);
                point = page.ContinuationPoint is { Length: > 0 } next ? next : null;
                DataValue[] values = (page.HistoryData?.Structure as HistoryData)?.DataValues ?? [];
                empty = values.Length == 0 ? empty + 1 : 0;
                if (empty > MaxEmptyPages)
                {
                    throw new OpcUaException(StatusCodes.BadUnknownResponse, $"{MaxEmptyPages} pages of {node}'s history without a value");
                }

                foreach (DataValue value in values)
                {
                    yield return value;
                }
            }
            while (point is not null);
        }
        finally
        {
            if (point is not null)
            {
                await ReleaseAsync(client, details, node, point);
            }
        }
    }

    private static async Task<HistoryReadResult> ReadPageAsync(OpcUaClient client, ExtensionObject details, NodeId node, byte[]? point, CancellationToken cancellationToken)
    {
        HistoryReadResponse response = await client.SendAsync<HistoryReadResponse>(Request(details, node, point, release: false), cancellationToken);
        HistoryReadResult result = response.Results is [{ } one]
            ? one
            : throw new OpcUaException(StatusCodes.BadUnknownResponse, $"{response.Results?.Length ?? 0} results for 1 operation");
        return !result.StatusCode.IsBad ? result : throw new OpcUaException(result.StatusCode, $"the history of {node} can't be read");
    }

    private static async Task ReleaseAsync(OpcUaClient client, ExtensionObject details, NodeId node, byte[] point)
    {
        try
        {
            await client.SendAsync<HistoryReadResponse>(Request(details, node, point, release: true), CancellationToken.None);
        }
        catch (OpcUaException)
        {
            // The session's end releases it, too.
        }
    }

    private static HistoryReadRequest Request(ExtensionObject details, NodeId node, byte[]? point, bool release) => new()
    {
        HistoryReadDetails = details,
        TimestampsToReturn = TimestampsToReturn.Both,
        ReleaseContinuationPoints = release,
        NodesToRead = [new HistoryReadValueId { NodeId = node, ContinuationPoint = point }],
    };
}
