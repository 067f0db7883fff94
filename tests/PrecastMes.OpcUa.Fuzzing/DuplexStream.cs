namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>One end of a connection in memory.</summary>
public sealed class DuplexStream : Stream
{
    private readonly OneWay _incoming;
    private readonly OneWay _outgoing;

    private DuplexStream(OneWay incoming, OneWay outgoing)
    {
        _incoming = incoming;
        _outgoing = outgoing;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static (DuplexStream One, DuplexStream Other) CreatePair()
    {
        var there = new OneWay();
        var back = new OneWay();
        return (new DuplexStream(back, there), new DuplexStream(there, back));
    }

    /// <summary>The other end finds the end of the stream behind what was written; it can still answer.</summary>
    public void CompleteWriting() => _outgoing.Complete();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _incoming.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _outgoing.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous reads.");

    public override void Write(byte[] buffer, int offset, int count) => _outgoing.Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _outgoing.Complete();
        _incoming.Break();
        base.Dispose(disposing);
    }

    private sealed class OneWay
    {
        private readonly Lock _gate = new();
        private byte[] _bytes = new byte[4096];
        private int _start;
        private int _end;
        private bool _complete;
        private bool _broken;
        private TaskCompletionSource? _waiting;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            lock (_gate)
            {
                if (_broken)
                {
                    throw new IOException("the other end is gone");
                }

                ObjectDisposedException.ThrowIf(_complete, typeof(DuplexStream));
                if (_bytes.Length - _end < bytes.Length)
                {
                    byte[] target = _end - _start + bytes.Length > _bytes.Length ? new byte[(_end - _start + bytes.Length) * 2] : _bytes;
                    _bytes.AsSpan(_start, _end - _start).CopyTo(target);
                    _end -= _start;
                    _start = 0;
                    _bytes = target;
                }

                bytes.CopyTo(_bytes.AsSpan(_end));
                _end += bytes.Length;
                Wake();
            }
        }

        public void Complete()
        {
            lock (_gate)
            {
                _complete = true;
                Wake();
            }
        }

        /// <summary>Nobody reads any more.</summary>
        public void Break()
        {
            lock (_gate)
            {
                _broken = true;
                Wake();
            }
        }

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            while (true)
            {
                Task waiting;
                lock (_gate)
                {
                    ObjectDisposedException.ThrowIf(_broken, typeof(DuplexStream));
                    if (_end > _start)
                    {
                        int count = Math.Min(buffer.Length, _end - _start);
                        _bytes.AsSpan(_start, count).CopyTo(buffer.Span);
                        _start += count;
                        return count;
                    }

                    if (_complete)
                    {
                        return 0;
                    }

                    _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    waiting = _waiting.Task;
                }

                await waiting.WaitAsync(cancellationToken);
            }
        }

        private void Wake()
        {
            _waiting?.TrySetResult();
            _waiting = null;
        }
    }
}
