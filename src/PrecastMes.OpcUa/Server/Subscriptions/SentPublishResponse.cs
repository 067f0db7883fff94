using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Server;

/// <summary>A PublishResponse around a message that is already written. It holds the message until it has been sent, which happens once.</summary>
internal sealed class SentPublishResponse(uint subscriptionId, SentMessage message, uint[] available, bool moreNotifications, StatusCode[]? results) : IServiceResponse
{
    public required ResponseHeader ResponseHeader { get; set; }

    uint IStructure.EncodingId => PublishResponse.BinaryEncodingId;

    public void Encode(BinaryEncoder encoder)
    {
        ResponseHeader.Encode(encoder);
        encoder.WriteUInt32(subscriptionId);
        encoder.WriteUInt32Array(available);
        encoder.WriteBoolean(moreNotifications);
        message.WriteTo(encoder);
        encoder.WriteStatusCodeArray(results);
        encoder.WriteDiagnosticInfoArray(null);
        message.Release();
    }
}
