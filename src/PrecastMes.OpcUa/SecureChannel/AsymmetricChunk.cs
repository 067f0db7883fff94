using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>
/// The chunk of OPN (Part 6 §6.7.2): header, sequence header, body, padding, signature. It is signed by the sender's key and, under RSA
/// policies, encrypted for the receiver's, whatever the mode of the channel.
/// </summary>
internal static class AsymmetricChunk
{
    private const int SequenceHeaderSize = 8;

    /// <summary>Writes a whole chunk behind what is in the encoder.</summary>
    public static void Write(BinaryEncoder encoder, uint channelId, uint sequenceNumber, uint requestId, Action<BinaryEncoder> writeBody, ChannelSecurity security)
    {
        int start = encoder.Length;
        Header(channelId, security).Encode(encoder);
        int headerLength = encoder.Length - start;
        encoder.WriteUInt32(sequenceNumber);
        encoder.WriteUInt32(requestId);
        writeBody(encoder);
        if (security.Policy.IsSecure)
        {
            Seal(encoder, start, headerLength, security);
        }
        else
        {
            WriteSize(encoder, start, encoder.Length - start);
        }
    }

    /// <summary>Decrypts and verifies what is behind the header, in place, and gives the body.</summary>
    /// <param name="headerLength">What <see cref="AsymmetricHeader.Decode"/> said.</param>
    /// <exception cref="OpcUaException">The chunk was not encrypted for us or not signed by the peer.</exception>
    public static ReadOnlyMemory<byte> Open(Chunk chunk, int headerLength, ChannelSecurity security, out uint sequenceNumber, out uint requestId)
    {
        int end = chunk.Bytes.Length;
        if (security.Policy.IsSecure)
        {
            end = Decrypt(chunk.Bytes.Span, headerLength, security);
            end = Verify(chunk.Bytes.Span[..end], headerLength, security);
        }

        if (end - headerLength < SequenceHeaderSize)
        {
            throw new OpcUaException(StatusCodes.BadDecodingError, $"an OPN of {chunk.Bytes.Length} bytes has no room for its headers");
        }

        ReadOnlySpan<byte> sequence = chunk.Bytes.Span[headerLength..];
        sequenceNumber = BinaryPrimitives.ReadUInt32LittleEndian(sequence);
        requestId = BinaryPrimitives.ReadUInt32LittleEndian(sequence[4..]);
        return chunk.Bytes[(headerLength + SequenceHeaderSize)..end];
    }

    private static AsymmetricHeader Header(uint channelId, ChannelSecurity security) => new(
        channelId,
        security.Policy.Uri,
        security.Own?.Chain.ToArray(),
        security.Peer is { } peer ? peer.Leaf.GetCertHash() : null);

    private static void WriteSize(BinaryEncoder encoder, int start, int size) =>
        BinaryPrimitives.WriteInt32LittleEndian(encoder.WrittenMutable.Span[(start + 4)..], size);

    private static void Seal(BinaryEncoder encoder, int start, int headerLength, ChannelSecurity security)
    {
        SecurityPolicy policy = security.Policy;
        X509Certificate2 own = security.Own!.Certificate;
        int signatureLength = CertificateSignature.LengthFor(policy, own);
        if (policy.EncryptionAlgorithm is null)
        {
            WriteSize(encoder, start, encoder.Length - start + signatureLength);
            byte[] plainSignature = CertificateSignature.Sign(policy, own, encoder.WrittenSpan[start..]);
            plainSignature.CopyTo(encoder.Next(signatureLength));
            return;
        }

        using RSA receiver = security.Peer!.Leaf.GetRSAPublicKey()
            ?? throw OpcUaException.SecurityCheck(StatusCodes.BadCertificateInvalid, $"the peer's certificate has no key for policy {policy}");
        WritePadding(encoder, encoder.Length - start - headerLength, signatureLength, policy, receiver);
        int plainLength = encoder.Length - start - headerLength + signatureLength;
        int cipherLength = RsaBlocks.CipherLength(policy, receiver, plainLength);
        WriteSize(encoder, start, headerLength + cipherLength);
        byte[] signature = CertificateSignature.Sign(policy, own, encoder.WrittenSpan[start..]);
        signature.CopyTo(encoder.Next(signatureLength));
        byte[] plain = encoder.WrittenSpan[(start + headerLength)..].ToArray();
        encoder.Truncate(start + headerLength);
        RsaBlocks.Encrypt(policy, receiver, plain, encoder.Next(cipherLength));
        CryptographicOperations.ZeroMemory(plain);
    }

    /// <summary>
    /// The bytes of padding are counted in one byte before them and, when the key that encrypts has more than 2048 bits, in a second one
    /// behind them (Part 6 §6.7.2.5).
    /// </summary>
    private static void WritePadding(BinaryEncoder encoder, int plainLength, int signatureLength, SecurityPolicy policy, RSA receiver)
    {
        int block = RsaBlocks.PlainLength(policy, receiver);
        int counters = CountersFor(receiver);
        int padding = (block - ((plainLength + counters + signatureLength) % block)) % block;
        encoder.Next(padding + 1).Fill((byte)padding);
        if (counters == 2)
        {
            encoder.WriteByte((byte)(padding >> 8));
        }
    }

    private static int CountersFor(RSA receiver) => receiver.KeySize > 2048 ? 2 : 1;

    /// <summary>Gives the end of the decrypted bytes.</summary>
    private static int Decrypt(Span<byte> bytes, int headerLength, ChannelSecurity security)
    {
        if (security.Policy.EncryptionAlgorithm is null)
        {
            return bytes.Length;
        }

        using RSA? own = security.Own!.Certificate.GetRSAPrivateKey();
        Span<byte> secured = bytes[headerLength..];
        int length = own is null ? -1 : RsaBlocks.Decrypt(security.Policy, own, secured, secured);
        return length >= 0
            ? headerLength + length
            : throw OpcUaException.SecurityCheck(StatusCodes.BadSecurityChecksFailed, "an OPN was not encrypted for our certificate");
    }

    /// <summary>Gives the end of the body.</summary>
    private static int Verify(ReadOnlySpan<byte> bytes, int headerLength, ChannelSecurity security)
    {
        SecurityPolicy policy = security.Policy;
        int end = bytes.Length - CertificateSignature.LengthFor(policy, security.Peer!.Leaf);
        if (end <= headerLength || !CertificateSignature.Verify(policy, security.Peer.Leaf, bytes[..end], bytes[end..]))
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadSecurityChecksFailed, "the signature of an OPN is not by its sender's certificate");
        }

        return policy.EncryptionAlgorithm is null ? end : end - PaddingLength(bytes[headerLength..end], security);
    }

    private static int PaddingLength(ReadOnlySpan<byte> padded, ChannelSecurity security)
    {
        using RSA own = security.Own!.Certificate.GetRSAPublicKey()!;
        int counters = CountersFor(own);
        int padding = padded[^1];
        if (counters == 2)
        {
            padding = padded.Length < 2 ? int.MaxValue : padding << 8 | padded[^2];
        }

        int whole = padding + counters;
        if (padding == int.MaxValue || whole > padded.Length
            || padded[^whole..^(counters - 1)].ContainsAnyExcept((byte)padding))
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadSecurityChecksFailed, $"padding of {padding} bytes in an OPN");
        }

        return whole;
    }
}
