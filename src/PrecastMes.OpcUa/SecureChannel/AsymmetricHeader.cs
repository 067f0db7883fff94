using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>The headers of an OPN chunk (Part 6 §6.7.2): channel, security, sequence.</summary>
internal readonly record struct AsymmetricHeader(
    uint ChannelId, string? SecurityPolicyUri, byte[]? SenderCertificate, byte[]? ReceiverThumbprint, uint SequenceNumber, uint RequestId)
{
    // A policy URI is at most 255 bytes, a certificate chain here at most 7,500 (Part 6 §6.7.2.3).
    private static readonly EncodingLimits Limits = new() { MaxStringLength = 255, MaxByteStringLength = 7_500 };

    /// <summary>Reads the headers and gives the rest of the chunk, which is the body.</summary>
    public static AsymmetricHeader Decode(Chunk chunk, out ReadOnlyMemory<byte> body)
    {
        var decoder = new BinaryDecoder(chunk.Bytes.Span, Limits);
        decoder.Take(Chunk.HeaderSize);
        var header = new AsymmetricHeader(
            decoder.ReadUInt32(), decoder.ReadString(), decoder.ReadByteString(), decoder.ReadByteString(), decoder.ReadUInt32(), decoder.ReadUInt32());
        body = chunk.Bytes[decoder.Position..];
        return header;
    }

    public void Encode(BinaryEncoder encoder)
    {
        encoder.WriteUInt32(MessageTypes.OpenSecureChannel | (uint)'F' << 24);
        encoder.WriteUInt32(0);
        encoder.WriteUInt32(ChannelId);
        encoder.WriteString(SecurityPolicyUri);
        encoder.WriteByteString(SenderCertificate);
        encoder.WriteByteString(ReceiverThumbprint);
        encoder.WriteUInt32(SequenceNumber);
        encoder.WriteUInt32(RequestId);
    }
}
