using System.Buffers.Binary;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>
/// Sends the messages of one connection in the order in which they were handed in. Whoever finds nobody sending sends for all; so an
/// idle connection costs no change of thread, and messages that come together leave in one write.
/// </summary>
internal sealed class MessageSender(Stream stream, ChannelTokens tokens, SequenceNumbers sequence, AgreedLimits limits, IMessageSenderOwner owner) : IDisposable
{
    // Header, channel id, token id, sequence number, request id of MSG.
    private const int HeaderSize = 24;
    private const int FlushAt = 65_536;

    private readonly Lock _gate = new();
    private readonly Queue<OutgoingMessage> _queue = new();
    private bool _sending;
    private bool _closed;

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
        }
    }

    private async Task SendAllAsync()
    {
        using var encoder = new BinaryEncoder(4096);
        while (true)
        {
            while (TryDequeue(encoder.Length == 0, out OutgoingMessage message))
            {
                int start = encoder.Length;
                Write(encoder, message);
                if (encoder.Length - start > limits.SendChunkSize)
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

            await stream.WriteAsync(encoder.WrittenMemory);
            encoder.Clear();
        }
    }

    /// <summary>Gives up sending in the same breath in which it finds the queue empty, so that no message is left behind.</summary>
    private bool TryDequeue(bool nothingWritten, out OutgoingMessage message)
    {
        lock (_gate)
        {
            if (_queue.TryDequeue(out message))
            {
                return true;
            }

            if (nothingWritten)
            {
                _sending = false;
            }

            return false;
        }
    }

    private void Write(BinaryEncoder encoder, OutgoingMessage message)
    {
        int start = encoder.Length;
        if (message.MessageType == MessageTypes.Error)
        {
            using var error = new BinaryEncoder(128);
            TransportError.Encode(error, message.Error);
            error.WrittenSpan.CopyTo(encoder.Next(error.Length));
            return;
        }

        if (message.MessageType == MessageTypes.OpenSecureChannel)
        {
            new AsymmetricHeader(tokens.ChannelId, SecurityPolicy.None.Uri, null, null, sequence.Next(), message.RequestId).Encode(encoder);
            WriteBody(encoder, message.Body!);
            BinaryPrimitives.WriteInt32LittleEndian(encoder.WrittenMutable.Span[(start + 4)..], encoder.Length - start);
            return;
        }

        encoder.Next(HeaderSize);
        try
        {
            WriteBody(encoder, message.Body!);
            CheckSize(encoder.Length - start - HeaderSize);
        }
        catch (OpcUaException exception)
        {
            if (message.Body is not IServiceResponse response)
            {
                encoder.Truncate(start);
                owner.OnRequestRefused(message.RequestId, exception);
                return;
            }

            // The peer gets to know that its answer does not fit, and the channel lives.
            encoder.Truncate(start + HeaderSize);
            WriteBody(encoder, new ServiceFault { ResponseHeader = Headers.Fault(response.ResponseHeader.RequestHandle, exception.Status) });
        }

        if (encoder.Length - start <= limits.SendChunkSize)
        {
            WriteHeader(encoder.WrittenMutable.Span[start..], message, 'F', encoder.Length - start);
        }
    }

    private static void WriteBody(BinaryEncoder encoder, IStructure body)
    {
        encoder.WriteNodeId(new NodeId(0, body.EncodingId));
        body.Encode(encoder);
    }

    private void CheckSize(int bodySize)
    {
        int perChunk = limits.SendChunkSize - HeaderSize;
        if (bodySize > limits.MaxSendMessageSize || (bodySize + perChunk - 1) / perChunk > limits.MaxSendChunks)
        {
            throw new OpcUaException(StatusCodes.BadResponseTooLarge, $"a message of {bodySize} bytes; the peer takes {limits.MaxSendMessageSize} in {limits.MaxSendChunks} chunks");
        }
    }

    // Each chunk's header is written over the end of the chunk before, which has left: so no part is copied.
    private async Task SendInChunksAsync(BinaryEncoder encoder, int start, OutgoingMessage message)
    {
        if (start > 0)
        {
            await stream.WriteAsync(encoder.WrittenMemory[..start]);
        }

        int perChunk = limits.SendChunkSize - HeaderSize;
        for (int offset = start; encoder.Length - offset > HeaderSize; offset += perChunk)
        {
            int size = Math.Min(limits.SendChunkSize, encoder.Length - offset);
            bool last = offset + size == encoder.Length;
            WriteHeader(encoder.WrittenMutable.Span[offset..], message, last ? 'F' : 'C', size);
            await stream.WriteAsync(encoder.WrittenMemory.Slice(offset, size));
        }

        encoder.Clear();
    }

    private void WriteHeader(Span<byte> header, OutgoingMessage message, char letter, int size)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, message.MessageType | (uint)letter << 24);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], size);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], tokens.ChannelId);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], tokens.SendTokenId);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], sequence.Next());
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], message.RequestId);
    }
}
