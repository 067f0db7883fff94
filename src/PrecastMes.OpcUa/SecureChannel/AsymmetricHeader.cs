using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>The readable headers of an OPN chunk (Part 6 §6.7.2.2, §6.7.2.3): which channel, and by which certificates it is secured.</summary>
internal readonly record struct AsymmetricHeader(uint ChannelId, string? SecurityPolicyUri, byte[]? SenderCertificate, byte[]? ReceiverThumbprint)
{
    // A policy URI is at most 255 bytes, a certificate chain here at most 7,500 (Part 6 §6.7.2.3).
    private static readonly EncodingLimits Limits = new() { MaxStringLength = 255, MaxByteStringLength = 7_500 };

    /// <param name="length">Bytes from the chunk's begin to the sequence header, which may be encrypted.</param>
    public static AsymmetricHeader Decode(Chunk chunk, out int length)
    {
        var decoder = new BinaryDecoder(chunk.Bytes.Span, Limits);
        decoder.Take(Chunk.HeaderSize);
        var header = new AsymmetricHeader(decoder.ReadUInt32(), decoder.ReadString(), decoder.ReadByteString(), decoder.ReadByteString());
        length = decoder.Position;
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
    }
}
