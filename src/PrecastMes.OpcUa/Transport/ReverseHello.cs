using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Transport;

/// <summary>RHE: a server that dialled a client says who it is, and which endpoint HEL shall name (Part 6 §7.1.2.6).</summary>
internal sealed record ReverseHello(string? ServerUri, string? EndpointUrl)
{
    private const int MaxLength = 4096;

    public static ReverseHello Decode(Chunk chunk)
    {
        var decoder = new BinaryDecoder(chunk.Bytes.Span[Chunk.HeaderSize..], new EncodingLimits { MaxStringLength = MaxLength });
        var hello = new ReverseHello(decoder.ReadString(), decoder.ReadString());
        decoder.ExpectEnd();
        return hello;
    }

    public void Encode(BinaryEncoder encoder)
    {
        Frame.Begin(encoder, MessageTypes.ReverseHello);
        encoder.WriteString(ServerUri);
        encoder.WriteString(EndpointUrl);
        Frame.End(encoder);
    }
}
