using System.Threading.Tasks.Sources;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Client;

/// <summary>One Read request of a <see cref="PreparedRead"/>: its body is encoded once, its answer is decoded into the caller's memory.</summary>
internal sealed class PreparedReadCall : IPreparedRequest, IValueTaskSource
{
    private readonly ClientChannel _channel;
    private readonly byte[] _body;
    private readonly int _count;
    private ManualResetValueTaskSourceCore<bool> _done;
    private CancellationTokenRegistration _cancellation;
    private Memory<DataValue> _values;
    private Exception? _failure;
    private NodeId _authenticationToken;
    private DateTime _timestamp;
    private uint _requestId;
    private uint _timeoutHint;
    private int _isReading;

    public PreparedReadCall(ClientChannel channel, ReadOnlySpan<ReadValueId> nodes, TimestampsToReturn timestamps)
    {
        _channel = channel;
        _count = nodes.Length;
        using var encoder = new BinaryEncoder();
        encoder.WriteDouble(0);
        encoder.WriteInt32((int)timestamps);
        encoder.WriteStructureArray(nodes.ToArray());
        _body = encoder.WrittenSpan.ToArray();
    }

    public int Count => _count;

    RequestHeader IServiceRequest.RequestHeader
    {
        get => new() { RequestHandle = _requestId };
        set => throw new NotSupportedException("A prepared request writes its own header.");
    }

    uint IStructure.EncodingId => ReadRequest.BinaryEncodingId;

    public ValueTask ReadAsync(Memory<DataValue> values, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _isReading, 1) != 0)
        {
            throw new InvalidOperationException("The call before is still under way.");
        }

        _values = values;
        _failure = null;
        _done.Reset();
        short version = _done.Version;
        _channel.Post(this, cancellationToken);
        if (cancellationToken.IsCancellationRequested)
        {
            // It may have come before the request waited for its answer, and so found nothing to forget.
            Cancel(cancellationToken);
        }

        return new ValueTask(this, version);
    }

    void IPreparedRequest.Prepare(uint requestId, NodeId authenticationToken, DateTime timestamp, uint timeoutHint, CancellationToken cancellationToken)
    {
        (_requestId, _authenticationToken, _timestamp, _timeoutHint) = (requestId, authenticationToken, timestamp, timeoutHint);
        _cancellation = cancellationToken.UnsafeRegister(static (state, token) => ((PreparedReadCall)state!).Cancel(token), this);
    }

    void IStructure.Encode(BinaryEncoder encoder)
    {
        encoder.WriteRequestHeader(_authenticationToken, _timestamp, _requestId, _timeoutHint);
        _body.CopyTo(encoder.Next(_body.Length));
    }

    void IPreparedRequest.Receive(BinaryDecoder answer)
    {
        try
        {
            NodeId type = answer.ReadNodeId();
            answer.ReadInt64();
            answer.ReadUInt32();
            StatusCode result = answer.ReadStatusCode();
            answer.ReadDiagnosticInfo();
            answer.ReadStringArray();
            answer.ReadExtensionObject();
            if (result.IsBad)
            {
                throw new OpcUaException(result, "the server refused the request");
            }

            if (type != new NodeId(0, ReadResponse.BinaryEncodingId))
            {
                throw new OpcUaException(StatusCodes.BadUnknownResponse, $"a response of type {type} in place of ReadResponse");
            }

            int count = answer.ReadArrayLength(1, 0);
            if (count != _count)
            {
                throw new OpcUaException(StatusCodes.BadUnknownResponse, $"{count} results for {_count} operations");
            }

            foreach (ref DataValue value in _values.Span)
            {
                value = answer.ReadDataValue();
            }

            answer.ReadDiagnosticInfoArray();
        }
        catch (OpcUaException exception)
        {
            _failure = exception;
        }
    }

    void IPreparedRequest.Finish(bool here)
    {
        _cancellation.Dispose();
        _cancellation = default;
        _values = default;
        _done.RunContinuationsAsynchronously = !here;
        if (_failure is { } failure)
        {
            _done.SetException(failure);
        }
        else
        {
            _done.SetResult(true);
        }
    }

    void IPendingRequest.Complete(IServiceResponse response) =>
        ((IPendingRequest)this).Fail(new OpcUaException(StatusCodes.BadUnknownResponse, $"{response.GetType().Name} in place of ReadResponse"));

    void IPendingRequest.Fail(OpcUaException reason)
    {
        _failure = reason;
        ((IPreparedRequest)this).Finish(here: false);
    }

    void IValueTaskSource.GetResult(short token)
    {
        Volatile.Write(ref _isReading, 0);
        _done.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _done.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _done.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken cancellationToken)
    {
        // Once the answer is being decoded into the caller's memory, it is too late to let him go.
        if (_channel.TryForget(_requestId))
        {
            _failure = new OperationCanceledException(cancellationToken);
            _values = default;
            _done.RunContinuationsAsynchronously = true;
            _done.SetException(_failure);
        }
    }
}
