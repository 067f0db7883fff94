using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Transport;

/// <summary>The server's answer to HEL: what it takes (Part 6 §7.1.2.4).</summary>
internal sealed record Acknowledge(uint ProtocolVersion, TransportOffer Offer)
{
    public static Acknowledge Decode(Chunk chunk)
    {
        var decoder = new BinaryDecoder(chunk.Bytes.Span[Chunk.HeaderSize..]);
        uint version = decoder.ReadUInt32();
        return new Acknowledge(version, TransportOffer.Decode(ref decoder));
    }

    public void Encode(BinaryEncoder encoder)
    {
        Frame.Begin(encoder, MessageTypes.Acknowledge);
        encoder.WriteUInt32(ProtocolVersion);
        Offer.Encode(encoder);
        Frame.End(encoder);
    }
}
