using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>Where in a request the id of a subscription stands. With another session's id a request would be refused before its contents matter.</summary>
internal static class SubscriptionIdPosition
{
    private const int Count = 4;
    private const int Flag = 1;

    private static readonly HashSet<uint> First =
    [
        ModifySubscriptionRequest.BinaryEncodingId, CreateMonitoredItemsRequest.BinaryEncodingId, ModifyMonitoredItemsRequest.BinaryEncodingId,
        SetMonitoringModeRequest.BinaryEncodingId, SetTriggeringRequest.BinaryEncodingId, DeleteMonitoredItemsRequest.BinaryEncodingId, RepublishRequest.BinaryEncodingId,
    ];

    /// <summary>Null when it names none.</summary>
    public static int? In(byte[] body)
    {
        uint type = Recorder.TypeOf(body);
        var decoder = new BinaryDecoder(body);
        decoder.ReadNodeId();
        RequestHeader.Decode(ref decoder);
        int at = decoder.Position;
        int? position = type switch
        {
            _ when First.Contains(type) => at,
            DeleteSubscriptionsRequest.BinaryEncodingId or TransferSubscriptionsRequest.BinaryEncodingId or PublishRequest.BinaryEncodingId => at + Count,
            SetPublishingModeRequest.BinaryEncodingId => at + Flag + Count,

            // The only argument of ConditionRefresh is the last thing in its message.
            CallRequest.BinaryEncodingId when body.AsSpan(at).IndexOf(ConditionRefresh) >= 0 => body.Length - sizeof(uint),
            _ => null,
        };
        return position + sizeof(uint) <= body.Length ? position : null;
    }

    // i=3875 as it is encoded.
    private static ReadOnlySpan<byte> ConditionRefresh => [1, 0, 0x23, 0x0F];
}
