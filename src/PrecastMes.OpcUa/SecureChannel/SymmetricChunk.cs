using System.Buffers.Binary;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>
/// Chunks of MSG and CLO (Part 6 §6.7.2): header, channel id, token id, sequence number, request id, body; under security padding and
/// signature behind it. Everything happens in the buffer that the chunk is in.
/// </summary>
internal static class SymmetricChunk
{
    /// <summary>Where the encrypted part begins.</summary>
    public const int SequenceOffset = 16;

    public const int BodyOffset = 24;

    private const int ChannelOffset = 8;
    private const int TokenOffset = 12;
    private const int RequestOffset = 20;

    /// <summary>Bytes of padding, with the byte that counts them, and signature behind a body.</summary>
    public static int TailLength(ChannelSecurity security, int bodyLength)
    {
        if (!security.IsSigned)
        {
            return 0;
        }

        int signature = security.Policy.SignatureLength;
        if (!security.IsEncrypted)
        {
            return signature;
        }

        int block = security.Policy.BlockLength;
        int unpadded = BodyOffset - SequenceOffset + bodyLength + 1 + signature;
        return 1 + ((block - (unpadded % block)) % block) + signature;
    }

    /// <summary>Fills in the header and secures the chunk.</summary>
    /// <param name="chunk">Room for the header, the body in its place, and room for the tail.</param>
    /// <param name="tail">What <see cref="TailLength"/> said of the body.</param>
    public static void Seal(Memory<byte> chunk, int tail, ChannelSecurity security, ChannelToken token, uint messageType, char letter, uint sequenceNumber, uint requestId)
    {
        Span<byte> bytes = chunk.Span;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, messageType | (uint)letter << 24);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChannelOffset..], token.ChannelId);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[TokenOffset..], token.Id);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[SequenceOffset..], sequenceNumber);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[RequestOffset..], requestId);
        if (!security.IsSigned)
        {
            return;
        }

        ChannelKeys keys = token.Keys!.Sending;
        int signatureAt = bytes.Length - keys.SignatureLength;
        if (security.IsEncrypted)
        {
            int padding = tail - keys.SignatureLength - 1;
            bytes[(signatureAt - padding - 1)..signatureAt].Fill((byte)padding);
        }

        keys.Sign(bytes[..signatureAt], bytes[signatureAt..]);
        if (security.IsEncrypted)
        {
            keys.Encrypt(chunk[SequenceOffset..]);
        }
    }

    public static uint ChannelId(Chunk chunk) => BinaryPrimitives.ReadUInt32LittleEndian(chunk.Bytes.Span[ChannelOffset..]);

    public static uint TokenId(Chunk chunk) => BinaryPrimitives.ReadUInt32LittleEndian(chunk.Bytes.Span[TokenOffset..]);

    /// <summary>Only of an opened chunk.</summary>
    public static uint SequenceNumber(Chunk chunk) => BinaryPrimitives.ReadUInt32LittleEndian(chunk.Bytes.Span[SequenceOffset..]);

    /// <summary>Only of an opened chunk.</summary>
    public static uint RequestId(Chunk chunk) => BinaryPrimitives.ReadUInt32LittleEndian(chunk.Bytes.Span[RequestOffset..]);

    /// <summary>Decrypts and verifies the chunk and gives its body; nothing behind the token id may be looked at before.</summary>
    /// <exception cref="OpcUaException">The chunk was not made with the token's keys.</exception>
    public static ReadOnlyMemory<byte> Open(Chunk chunk, ChannelSecurity security, ChannelToken token)
    {
        if (!security.IsSigned)
        {
            return chunk.Bytes[BodyOffset..];
        }

        ChannelKeys keys = token.Keys!.Receiving;
        Memory<byte> secured = chunk.Bytes[SequenceOffset..];
        int smallest = BodyOffset - SequenceOffset + keys.SignatureLength + (security.IsEncrypted ? 1 : 0);
        if (secured.Length < smallest || (security.IsEncrypted && secured.Length % security.Policy.BlockLength != 0))
        {
            throw Failed($"a secured chunk of {chunk.Bytes.Length} bytes");
        }

        if (security.IsEncrypted)
        {
            keys.Decrypt(secured);
        }

        ReadOnlySpan<byte> bytes = chunk.Bytes.Span;
        int end = bytes.Length - keys.SignatureLength;
        if (!keys.Verify(bytes[..end], bytes[end..]))
        {
            throw Failed("the signature of a chunk is wrong");
        }

        if (security.IsEncrypted)
        {
            // Behind the signature's check, so that padding tells nobody anything.
            int padding = bytes[end - 1];
            end -= padding + 1;
            if (end < BodyOffset || bytes.Slice(end, padding).ContainsAnyExcept((byte)padding))
            {
                throw Failed($"padding of {padding} bytes");
            }
        }

        return chunk.Bytes[BodyOffset..end];
    }

    private static OpcUaException Failed(string reason) => OpcUaException.SecurityCheck(StatusCodes.BadSecurityChecksFailed, reason);
}
