using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>
/// Puts the chunks of MSG and CLO together again. A message of one chunk is not copied. One message at a time may be unfinished, and it
/// is refused as soon as it passes the limits.
/// </summary>
internal sealed class MessageAssembler(ChannelTokens tokens, SequenceNumbers sequence, AgreedLimits agreed, TimeProvider time) : IDisposable
{
    // Larger ones are given back with their message, or each connection would keep the largest it ever took.
    private const int LargestBufferKept = 524_288;

    private byte[] _buffer = [];
    private int _length;
    private int _chunks;
    private uint _requestId;
    private long _begunAt;

    /// <summary>What the chunks were secured with; set when the channel opens.</summary>
    public ChannelSecurity Security { get; set; } = ChannelSecurity.None;

    /// <summary>What a message may be at most; a server takes less from a stranger.</summary>
    public AgreedLimits Limits { get; set; } = agreed;

    /// <summary>How long the unfinished message has been coming; null between messages.</summary>
    public TimeSpan? Unfinished => _chunks > 0 ? time.GetElapsedTime(_begunAt) : null;

    /// <summary>False while more chunks of the message are to come.</summary>
    public bool TryAdd(Chunk chunk, out ReceivedMessage message)
    {
        message = default;
        if (_chunks == 0 && _buffer.Length > LargestBufferKept)
        {
            Dispose();
        }

        if (chunk.Bytes.Length < SymmetricChunk.BodyOffset)
        {
            throw new OpcUaException(StatusCodes.BadTcpInternalError, $"a chunk of {chunk.Bytes.Length} bytes has no room for its headers");
        }

        ReadOnlyMemory<byte> body = Open(chunk);
        uint requestId = SymmetricChunk.RequestId(chunk);
        if (_chunks > 0 && requestId != _requestId)
        {
            throw new OpcUaException(StatusCodes.BadTcpInternalError, $"a chunk of request {requestId} comes inside request {_requestId}");
        }

        switch (chunk.Letter)
        {
            case 'F' when _chunks == 0:
                message = new ReceivedMessage(requestId, body, false);
                Check(body.Length, 1);
                return true;
            case 'F':
                Append(requestId, body.Span);
                message = new ReceivedMessage(requestId, _buffer.AsMemory(0, _length), false);
                _chunks = 0;
                return true;
            case 'C':
                Append(requestId, body.Span);
                return false;
            case 'A':
                _chunks = 0;
                message = new ReceivedMessage(requestId, body, true);
                return true;
            default:
                throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, $"chunk letter 0x{(int)chunk.Letter:X2}");
        }
    }

    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        MessageBuffers.Return(buffer);
    }

    private ReadOnlyMemory<byte> Open(Chunk chunk)
    {
        uint channelId = SymmetricChunk.ChannelId(chunk);
        if (!tokens.IsOpen || channelId != tokens.ChannelId)
        {
            throw new OpcUaException(StatusCodes.BadTcpSecureChannelUnknown, $"channel {channelId} is not the open one");
        }

        uint tokenId = SymmetricChunk.TokenId(chunk);
        ChannelToken token = tokens.Find(tokenId)
            ?? throw new OpcUaException(StatusCodes.BadSecureChannelTokenUnknown, $"token {tokenId} is unknown or expired");
        ReadOnlyMemory<byte> body = SymmetricChunk.Open(chunk, Security, token);
        uint number = SymmetricChunk.SequenceNumber(chunk);
        if (!sequence.Accept(number))
        {
            throw new OpcUaException(StatusCodes.BadSequenceNumberInvalid, $"sequence number {number} does not follow the one before");
        }

        tokens.Confirm(token);
        return body;
    }

    private void Append(uint requestId, ReadOnlySpan<byte> body)
    {
        if (_chunks == 0)
        {
            _length = 0;
            _requestId = requestId;
            _begunAt = time.GetTimestamp();
        }

        Check((long)_length + body.Length, _chunks + 1);
        if (_buffer.Length - _length < body.Length)
        {
            byte[] larger = MessageBuffers.Rent(Math.Max(_length + body.Length, _buffer.Length * 2));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            Dispose();
            _buffer = larger;
        }

        body.CopyTo(_buffer.AsSpan(_length));
        _length += body.Length;
        _chunks++;
    }

    private void Check(long length, int chunks)
    {
        if (length > Limits.MaxReceiveMessageSize || chunks > Limits.MaxReceiveChunks)
        {
            throw new OpcUaException(
                StatusCodes.BadTcpMessageTooLarge,
                $"a message of {length} bytes in {chunks} chunks; {Limits.MaxReceiveMessageSize} bytes in {Limits.MaxReceiveChunks} are taken");
        }
    }
}
