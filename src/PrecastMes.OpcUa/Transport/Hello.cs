using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Transport;

/// <summary>The client's first message: what it takes and where it wants to go (Part 6 §7.1.2.3).</summary>
internal sealed record Hello(uint ProtocolVersion, TransportOffer Offer, string? EndpointUrl)
{
    private const int MaxUrlLength = 4096;

    public static Hello Decode(Chunk chunk)
    {
        var decoder = new BinaryDecoder(chunk.Bytes.Span[Chunk.HeaderSize..], new EncodingLimits { MaxStringLength = MaxUrlLength });
        uint version = decoder.ReadUInt32();
        var hello = new Hello(version, TransportOffer.Decode(ref decoder), decoder.ReadString());
        decoder.ExpectEnd();
        return hello;
    }

    public void Encode(BinaryEncoder encoder)
    {
        Frame.Begin(encoder, MessageTypes.Hello);
        encoder.WriteUInt32(ProtocolVersion);
        Offer.Encode(encoder);
        encoder.WriteString(EndpointUrl);
        Frame.End(encoder);
    }
}
