using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Transport;

/// <summary>ERR: why the sender closes the connection (Part 6 §7.1.2.5).</summary>
internal static class TransportError
{
    private const int MaxReasonLength = 4096;

    public static OpcUaException Decode(Chunk chunk)
    {
        var decoder = new BinaryDecoder(chunk.Bytes.Span[Chunk.HeaderSize..], new EncodingLimits { MaxStringLength = MaxReasonLength });
        StatusCode status = decoder.ReadStatusCode();
        return new OpcUaException(status, $"the peer closed the connection: {ForeignText.Shown(decoder.ReadString())}");
    }

    /// <summary>The peer is told the code and its name; what exactly was wrong stays in our log.</summary>
    public static void Encode(BinaryEncoder encoder, StatusCode status)
    {
        Frame.Begin(encoder, MessageTypes.Error);
        encoder.WriteStatusCode(status);
        encoder.WriteString(StatusCodes.NameOf(status.Code));
        Frame.End(encoder);
    }
}
