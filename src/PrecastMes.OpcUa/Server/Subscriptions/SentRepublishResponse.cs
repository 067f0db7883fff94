using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Server;

/// <summary>A RepublishResponse around a message that is already written; see <see cref="SentPublishResponse"/>.</summary>
internal sealed class SentRepublishResponse(SentMessage message) : IServiceResponse
{
    public ResponseHeader ResponseHeader { get; set; } = ResponseHeader.Empty;

    uint IStructure.EncodingId => RepublishResponse.BinaryEncodingId;

    public void Encode(BinaryEncoder encoder)
    {
        ResponseHeader.Encode(encoder);
        message.WriteTo(encoder);
        message.Release();
    }
}
