using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Transport;

/// <summary>Cuts the byte stream into chunks. The size that a chunk claims is checked before any of its bytes is waited for.</summary>
internal sealed class ChunkReader(Stream stream, int maxChunkSize, TimeSpan messageTimeout, TimeProvider time, BriefWait? wait = null) : IDisposable
{
    private byte[] _buffer = MessageBuffers.Rent(maxChunkSize);
    private CancellationTokenSource _deadline = new(Timeout.InfiniteTimeSpan, time);
    private int _start;
    private int _end;

    /// <summary>True when bytes have come behind the last chunk that was read.</summary>
    public bool HasUnread => _start < _end;

    /// <summary>Chunks have been coming so soon that waiting for one is worth the thread.</summary>
    public bool IsPrompt => wait is { IsPrompt: true };

    /// <summary>Empty at the end of the stream; an end inside a chunk is an error.</summary>
    /// <param name="begun">How long a message of several chunks has been coming; null between messages.</param>
    /// <param name="cancellationToken">The same one each time.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Chunk> ReadAsync(TimeSpan? begun, CancellationToken cancellationToken)
    {
        if (TryTake(out Chunk chunk))
        {
            return chunk;
        }

        // Between messages a peer may be silent as long as it likes; inside one it may not.
        if (begun is null && _start == _end)
        {
            _start = _end = 0;
            if (!await FillAsync(cancellationToken))
            {
                return default;
            }

            if (TryTake(out chunk))
            {
                return chunk;
            }
        }

        return await ReadRestAsync(messageTimeout - (begun ?? TimeSpan.Zero), cancellationToken);
    }

    public void Dispose()
    {
        _deadline.Dispose();
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        MessageBuffers.Return(buffer);
    }

    private async ValueTask<Chunk> ReadRestAsync(TimeSpan left, CancellationToken cancellationToken)
    {
        if (!_deadline.TryReset())
        {
            _deadline.Dispose();
            _deadline = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        }

        _deadline.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        using CancellationTokenRegistration either = cancellationToken.UnsafeRegister(
            static state => ((CancellationTokenSource)state!).Cancel(), _deadline);
        try
        {
            Chunk chunk;
            while (!TryTake(out chunk))
            {
                if (!await FillAsync(_deadline.Token))
                {
                    throw new OpcUaException(StatusCodes.BadConnectionClosed, "the peer closed the connection inside a message");
                }
            }

            _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
            return chunk;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OpcUaException(StatusCodes.BadTimeout, $"a message took longer than {messageTimeout}");
        }
    }

    private bool TryTake(out Chunk chunk)
    {
        chunk = default;
        int available = _end - _start;
        if (available < Chunk.HeaderSize)
        {
            return false;
        }

        // Another protocol's text is told as what it is, not as a chunk of gigabytes.
        uint type = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(_start)) & 0xFF_FFFF;
        if (!MessageTypes.IsKnown(type))
        {
            throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, $"message type 0x{type:X6}: the peer speaks another protocol");
        }

        uint size = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(_start + 4));
        if (size < Chunk.HeaderSize || size > maxChunkSize)
        {
            throw new OpcUaException(StatusCodes.BadTcpMessageTooLarge, $"a chunk claims {size} bytes; {maxChunkSize} were agreed");
        }

        if (available < size)
        {
            return false;
        }

        chunk = new Chunk(_buffer.AsMemory(_start, (int)size));
        _start += (int)size;
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        wait?.Begin();
        int count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        wait?.End();
        _end += count;
        return count > 0;
    }
}
