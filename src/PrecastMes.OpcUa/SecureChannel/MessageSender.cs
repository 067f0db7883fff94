using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>
/// Sends the messages of one connection in the order in which they were handed in. Whoever finds nobody sending sends for all; so an
/// idle connection costs no change of thread, and messages that come together leave in one write.
/// </summary>
internal sealed class MessageSender(
    Stream stream, ChannelTokens tokens, SequenceNumbers sequence, AgreedLimits limits, TimeProvider time, IMessageSenderOwner owner) : IDisposable
{
    private const int FlushAt = 65_536;

    // A larger buffer is given back when its messages have left.
    private const int KeptBuffer = 131_072;

    // A peer that takes no answers gets to ask no more; so many of its answers may wait meanwhile.
    private const int MaxWaiting = 16;

    // More than any policy's padding and signature.
    private const int MaxTail = 128;

    private readonly Lock _gate = new();
    private readonly Queue<OutgoingMessage> _queue = new();
    private readonly byte[] _behind = new byte[MaxTail];

    // Used by whoever is sending. It is left to the garbage collector: a send may still be under way when the sender is disposed.
    private readonly BinaryEncoder _encoder = new(0);
    private TaskCompletionSource? _room;
    private long _waitingSince;
    private bool _sending;
    private bool _closed;

    /// <summary>What messages are secured with; set before the first OPN is handed in.</summary>
    public ChannelSecurity Security { get; set; } = ChannelSecurity.None;

    /// <summary>Bytes of one message's body that the peer takes: as it said in HEL or ACK, or less, as its session said later.</summary>
    public int MaxBodySize { get; set; } = limits.MaxSendMessageSize;

    /// <summary>How long the peer has taken nothing of what is being sent to it; zero when nothing waits for it.</summary>
    public TimeSpan Stuck => Volatile.Read(ref _waitingSince) is var since and not 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Never waits. False when the connection is closed.</summary>
    public bool Enqueue(OutgoingMessage message)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            _queue.Enqueue(message);
            return true;
        }
    }

    /// <summary>Completes when few messages wait, or the connection is closed. For one caller at a time.</summary>
    public Task RoomAsync()
    {
        lock (_gate)
        {
            if (_closed || _queue.Count <= MaxWaiting)
            {
                return Task.CompletedTask;
            }

            _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>Sends what is queued, unless somebody else is at it.</summary>
    public async Task FlushAsync()
    {
        lock (_gate)
        {
            if (_sending || _closed || _queue.Count == 0)
            {
                return;
            }

            _sending = true;
        }

        try
        {
            await SendAllAsync();
        }
        catch (Exception exception)
        {
            // Whatever it was, part of a message may have left: the connection is of no more use.
            Dispose();
            owner.OnSendFailed(exception);
        }
    }

    /// <summary>Nothing is sent from here on.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _queue.Clear();
            _room?.TrySetResult();
            _room = null;
        }
    }

    private async Task SendAllAsync()
    {
        BinaryEncoder encoder = _encoder;
        while (true)
        {
            while (TryDequeue(encoder.Length == 0, out OutgoingMessage message))
            {
                int start = encoder.Length;
                bool fits = Write(encoder, message);
                (message.Body as IReusable)?.Release();
                if (!fits)
                {
                    await SendInChunksAsync(encoder, start, message);
                }

                if (encoder.Length >= FlushAt)
                {
                    break;
                }
            }

            if (encoder.Length == 0)
            {
                return;
            }

            await WriteAsync(encoder.WrittenMemory);
            encoder.Shrink(KeptBuffer);
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        ValueTask write = stream.WriteAsync(bytes);
        if (!write.IsCompleted)
        {
            Volatile.Write(ref _waitingSince, time.GetTimestamp());
        }

        await write;
        Volatile.Write(ref _waitingSince, 0);
    }

    /// <summary>Gives up sending in the same breath in which it finds the queue empty, so that no message is left behind.</summary>
    private bool TryDequeue(bool nothingWritten, out OutgoingMessage message)
    {
        lock (_gate)
        {
            if (_queue.TryDequeue(out message))
            {
                if (_room is not null && _queue.Count <= MaxWaiting)
                {
                    _room.TrySetResult();
                    _room = null;
                }

                return true;
            }

            if (nothingWritten)
            {
                _sending = false;
            }

            return false;
        }
    }

    /// <summary>False when the message has been written, but is too large for one chunk.</summary>
    private bool Write(BinaryEncoder encoder, OutgoingMessage message)
    {
        int start = encoder.Length;
        if (message.MessageType == MessageTypes.Error)
        {
            using var error = new BinaryEncoder(128);
            TransportError.Encode(error, message.Error);
            error.WrittenSpan.CopyTo(encoder.Next(error.Length));
            return true;
        }

        if (message.MessageType == MessageTypes.OpenSecureChannel)
        {
            AsymmetricChunk.Write(encoder, tokens.ChannelId, sequence.Next(), message.RequestId, body => WriteBody(body, message.Body!), Security);
            return true;
        }

        encoder.Next(SymmetricChunk.BodyOffset);
        int bodyStart = encoder.Length;
        try
        {
            encoder.MaxLength = (int)Math.Min((long)bodyStart + MaxBodySize, Array.MaxLength);
            WriteBody(encoder, message.Body!);
            CheckSize(encoder.Length - bodyStart);
        }
        catch (OpcUaException exception)
        {
            if (message.Body is not IServiceResponse response)
            {
                encoder.MaxLength = Array.MaxLength;
                encoder.Truncate(start);
                owner.OnRequestRefused(message.RequestId, exception);
                return true;
            }

            // The peer gets to know that its answer does not fit, and the channel lives.
            encoder.Truncate(bodyStart);
            WriteBody(encoder, new ServiceFault { ResponseHeader = Headers.Fault(response.ResponseHeader.RequestHandle, exception.Status, response.ResponseHeader.Timestamp) });
        }

        encoder.MaxLength = Array.MaxLength;
        int bodyLength = encoder.Length - bodyStart;
        if (bodyLength > Security.MaxBody(limits.SendChunkSize))
        {
            return false;
        }

        int tail = SymmetricChunk.TailLength(Security, bodyLength);
        encoder.Next(tail);
        Seal(encoder.WrittenMutable[start..], tail, message, 'F');
        return true;
    }

    private static void WriteBody(BinaryEncoder encoder, IStructure body)
    {
        encoder.WriteNodeId(new NodeId(0, body.EncodingId));
        body.Encode(encoder);
    }

    private void CheckSize(int bodySize)
    {
        int perChunk = Security.MaxBody(limits.SendChunkSize);
        if (bodySize > MaxBodySize || (bodySize + perChunk - 1) / perChunk > limits.MaxSendChunks)
        {
            throw new OpcUaException(StatusCodes.BadResponseTooLarge, $"a message of {bodySize} bytes; the peer takes {MaxBodySize} in {limits.MaxSendChunks} chunks");
        }
    }

    // Nothing is copied: each chunk's header is written over the end of the chunk before, which has left, and what its tail covers is put
    // back for the next.
    private async Task SendInChunksAsync(BinaryEncoder encoder, int start, OutgoingMessage message)
    {
        if (start > 0)
        {
            await WriteAsync(encoder.WrittenMemory[..start]);
        }

        int perChunk = Security.MaxBody(limits.SendChunkSize);
        int end = encoder.Length;
        encoder.Next(MaxTail);
        for (int body = start + SymmetricChunk.BodyOffset; body < end; body += perChunk)
        {
            int length = Math.Min(perChunk, end - body);
            int tail = SymmetricChunk.TailLength(Security, length);
            Memory<byte> chunk = encoder.WrittenMutable.Slice(body - SymmetricChunk.BodyOffset, SymmetricChunk.BodyOffset + length + tail);
            Memory<byte> covered = chunk[(SymmetricChunk.BodyOffset + length)..];
            covered.CopyTo(_behind);
            Seal(chunk, tail, message, body + length == end ? 'F' : 'C');
            await WriteAsync(chunk);
            _behind.AsMemory(0, tail).CopyTo(covered);
        }

        encoder.Shrink(KeptBuffer);
    }

    private void Seal(Memory<byte> chunk, int tail, OutgoingMessage message, char letter) =>
        SymmetricChunk.Seal(chunk, tail, Security, tokens.Sending, message.MessageType, letter, sequence.Next(), message.RequestId);
}
