using System.Net;
using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Services;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Server;

/// <summary>One connection of the server: HEL, one secure channel, and the requests that come through it.</summary>
internal sealed class ServerConnection : IMessageSenderOwner, IDisposable
{
    private static readonly NodeId ReadRequestType = new(0, ReadRequest.BinaryEncodingId);

    // Header, padding and signature of a chunk under any policy.
    private const int MaxChunkOverhead = 256;

    private readonly Stream _stream;
    private readonly ServerServices _services;
    private readonly ServerLimits _limits;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closing = new();
    private readonly ServerSecureChannel _channel;
    private readonly long _openedAt;
    private MessageSender? _sender;
    private ReadResults? _idleResults;
    private int _runningCalls;
    private bool _mayTakeAll;
    private int _closed;
    private string _closeReason = "the peer closed it";

    public ServerConnection(int id, uint channelId, Stream stream, IPAddress? peerAddress, ServerServices services)
    {
        Id = id;
        _stream = stream;
        PeerAddress = peerAddress;
        _services = services;
        _openedAt = services.Options.IntervalTime.GetTimestamp();
        _limits = services.Options.Limits;
        _logger = services.Logger;
        HandshakeTimeout = _limits.HandshakeTimeout;
        _channel = new ServerSecureChannel(channelId, services.Options);
        Closing = _closing.Token;
    }

    public int Id { get; }

    /// <summary>Null for a stream that is no socket of ours.</summary>
    public IPAddress? PeerAddress { get; }

    /// <summary>From the begin to an open channel.</summary>
    public TimeSpan HandshakeTimeout { get; init; }

    /// <summary>Run when the client's HEL has come.</summary>
    public Action? OnHello { get; init; }

    public TimeSpan Age => _services.Options.IntervalTime.GetElapsedTime(_openedAt);

    /// <summary>The URL of the client's HEL, by whose host it reaches us.</summary>
    public string? HelloUrl { get; private set; }

    /// <summary>What the channel is secured with.</summary>
    public ChannelSecurity Security => _channel.Security;

    /// <summary>How long the client has taken nothing of what is being sent to it.</summary>
    public TimeSpan Stuck => _sender?.Stuck ?? TimeSpan.Zero;

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Of a whole response, as the client said in its HEL and with its session.</summary>
    public int MaxResponseBytes { get; private set; }

    /// <summary>UTC of the protocol.</summary>
    public DateTime Now => _services.Now;

    /// <summary>Cancelled when the connection closes.</summary>
    public CancellationToken Closing { get; }

    public async Task RunAsync()
    {
        try
        {
            await ServeAsync(Closing);
        }
        catch (OpcUaException exception)
        {
            _closeReason = exception.Message;
            await SendErrorAsync(exception.ToldStatus);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            _closeReason = exception is IOException ? exception.Message : _closeReason;
        }
        catch (Exception exception)
        {
            // A fault of ours must cost no more than its connection.
            Log.ConnectionFailed(_logger, exception, Id);
            _closeReason = "a fault of ours";
            await SendErrorAsync(StatusCodes.BadInternalError);
        }
        finally
        {
            Close(_closeReason);
            Log.ConnectionClosed(_logger, Id, _closeReason);
        }
    }

    /// <summary>Closes the socket at once; may be called from anywhere, more than once.</summary>
    public void Close(string reason)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _closeReason = reason;
            _sender?.Dispose();
            Interlocked.Exchange(ref _idleResults, null)?.Dispose();
            _closing.Cancel();
            _closing.Dispose();
            _stream.Dispose();
            _services.OnConnectionClosed(this);
        }
    }

    public void Dispose() => Close("disposed");

    /// <summary>A session was activated: its client is known, and may send large messages.</summary>
    /// <param name="maxResponseSize">Bytes of a response's body that the client takes; 0 for no limit of its own.</param>
    public void OnSessionActivated(uint maxResponseSize)
    {
        _mayTakeAll = true;
        if (maxResponseSize != 0)
        {
            _sender!.MaxBodySize = (int)Math.Min(maxResponseSize, (uint)_sender.MaxBodySize);
            MaxResponseBytes = (int)Math.Min(maxResponseSize, (uint)MaxResponseBytes);
        }
    }

    /// <summary>Puts a response into the queue; nothing is sent before the flush.</summary>
    public bool Enqueue(uint requestId, IServiceResponse response) =>
        _sender!.Enqueue(new OutgoingMessage(MessageTypes.Message, requestId, response));

    public Task FlushAsync() => _sender!.FlushAsync();

    void IMessageSenderOwner.OnSendFailed(Exception exception) => Close(exception.Message);

    void IMessageSenderOwner.OnRequestRefused(uint requestId, OpcUaException exception) => Close(exception.Message);

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        using var handshake = new CancellationTokenSource(HandshakeTimeout, _services.Options.IntervalTime);
        using CancellationTokenRegistration late = handshake.Token.Register(
            static state => ((ServerConnection)state!).CloseIfNotOpen(), this);

        AgreedLimits agreed = await ShakeHandsAsync(cancellationToken);
        using var reader = new ChunkReader(_stream, agreed.ReceiveChunkSize, _limits.MessageTimeout, _services.Options.IntervalTime, new BriefWait(_stream));
        AgreedLimits forStrangers = agreed with { MaxReceiveMessageSize = Math.Min(agreed.MaxReceiveMessageSize, _limits.MaxMessageSizeOfStrangers) };
        using var assembler = new MessageAssembler(_channel.Tokens, _channel.Received, forStrangers, _services.Options.IntervalTime);
        MaxResponseBytes = (int)Math.Min(agreed.MaxSendMessageSize, (long)agreed.MaxSendChunks * (agreed.SendChunkSize - MaxChunkOverhead));
        _sender = new MessageSender(_stream, _channel.Tokens, _channel.Sent, agreed, _services.Options.IntervalTime, this);
        while (true)
        {
            Chunk chunk = await reader.ReadAsync(assembler.Unfinished, cancellationToken);
            if (chunk.IsEndOfStream)
            {
                return;
            }

            switch (chunk.MessageType)
            {
                case MessageTypes.OpenSecureChannel:
                    OpenSecureChannelResponse opened = _channel.Open(chunk, _services.Now, out uint requestId);
                    _sender.Security = assembler.Security = _channel.Security;
                    _sender.Enqueue(new OutgoingMessage(MessageTypes.OpenSecureChannel, requestId, opened));
                    await _sender.FlushAsync();
                    break;
                case MessageTypes.Message:
                    assembler.Limits = _mayTakeAll ? agreed : forStrangers;
                    if (assembler.TryAdd(chunk, out ReceivedMessage message) && !message.Aborted)
                    {
                        await HandleAsync(message);
                    }

                    break;
                case MessageTypes.CloseSecureChannel:
                    // Checked like a message: only the channel's owner closes it.
                    assembler.TryAdd(chunk, out _);
                    return;
                default:
                    throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, $"message type 0x{chunk.MessageType:X6}");
            }
        }
    }

    private async Task<AgreedLimits> ShakeHandsAsync(CancellationToken cancellationToken)
    {
        using var reader = new ChunkReader(_stream, TransportOffer.MinBufferSize, _limits.HandshakeTimeout, _services.Options.IntervalTime);
        Chunk chunk = await reader.ReadAsync(null, cancellationToken);
        if (chunk.IsEndOfStream)
        {
            throw new OpcUaException(StatusCodes.BadConnectionClosed, "closed before HEL");
        }

        if (chunk.MessageType != MessageTypes.Hello)
        {
            throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, $"message type 0x{chunk.MessageType:X6} in place of HEL");
        }

        // Part 6 §7.1.3: nothing follows HEL before its ACK.
        if (reader.HasUnread)
        {
            throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, "a message behind HEL before its ACK");
        }

        Hello hello = Hello.Decode(chunk);
        HelloUrl = hello.EndpointUrl;
        OnHello?.Invoke();
        AgreedLimits agreed = hello.Offer.Agree(_limits.Transport);
        var offer = new TransportOffer(
            (uint)agreed.ReceiveChunkSize, (uint)agreed.SendChunkSize, (uint)agreed.MaxReceiveMessageSize, (uint)agreed.MaxReceiveChunks);
        using var encoder = new BinaryEncoder(64);
        new Acknowledge(0, offer).Encode(encoder);
        await _stream.WriteAsync(encoder.WrittenMemory, cancellationToken);
        return agreed;
    }

    private async Task HandleAsync(ReceivedMessage message)
    {
        IServiceResponse? response;
        if (!TryDecode(message.Body.Span, out IServiceRequest? request, out IServiceResponse? answered))
        {
            response = answered;
        }
        else if (request is CallRequest call)
        {
            // A method may take long; the requests behind it go on meanwhile.
            response = TryBeginCall(call, message.RequestId);
        }
        else if (request is ActivateSessionRequest activate)
        {
            response = await TryActivateAsync(activate, message.RequestId);
        }
        else
        {
            response = _services.Handle(new ServiceContext(this, message.RequestId), request);
        }

        if (response is not null)
        {
            Enqueue(message.RequestId, response);
        }

        await FlushAsync();
        await _sender!.RoomAsync();
    }

    private ServiceFault? TryBeginCall(CallRequest call, uint requestId)
    {
        if (Interlocked.Increment(ref _runningCalls) > _limits.MaxRunningCalls)
        {
            Interlocked.Decrement(ref _runningCalls);
            return new ServiceFault { ResponseHeader = Headers.Fault(call.RequestHeader.RequestHandle, StatusCodes.BadTooManyOperations, _services.Now) };
        }

        _ = RunCallAsync(call, requestId);
        return null;
    }

    /// <summary>A refusal may be made to wait, which must hold up nothing behind it.</summary>
    private async ValueTask<IServiceResponse?> TryActivateAsync(ActivateSessionRequest request, uint requestId)
    {
        if (Interlocked.Increment(ref _runningCalls) > _limits.MaxRunningCalls)
        {
            Interlocked.Decrement(ref _runningCalls);
            return new ServiceFault { ResponseHeader = Headers.Fault(request.RequestHeader.RequestHandle, StatusCodes.BadTooManyOperations, _services.Now) };
        }

        ValueTask<IServiceResponse> activation = _services.ActivateAsync(new ServiceContext(this, requestId), request);
        if (!activation.IsCompleted)
        {
            _ = AnswerLaterAsync(activation, requestId);
            return null;
        }

        Interlocked.Decrement(ref _runningCalls);
        return await activation;
    }

    private async Task AnswerLaterAsync(ValueTask<IServiceResponse> answer, uint requestId)
    {
        try
        {
            Enqueue(requestId, await answer);
            await FlushAsync();
        }
        catch (OperationCanceledException)
        {
            // The connection closed meanwhile: nobody waits for the answer.
        }
        finally
        {
            Interlocked.Decrement(ref _runningCalls);
        }
    }

    private async Task RunCallAsync(CallRequest call, uint requestId)
    {
        IServiceResponse response = await _services.CallAsync(new ServiceContext(this, requestId), call);
        Interlocked.Decrement(ref _runningCalls);
        Enqueue(requestId, response);
        await FlushAsync();
    }

    /// <summary>False when the request is answered already: with a fault, or because the most frequent of all is answered while it is read.</summary>
    private bool TryDecode(ReadOnlySpan<byte> body, out IServiceRequest request, out IServiceResponse? answered)
    {
        uint handle = 0;
        request = null!;
        try
        {
            var decoder = new BinaryDecoder(body, _limits.Encoding);
            NodeId type = decoder.ReadNodeId();
            if (type == ReadRequestType)
            {
                ReadResults results = Interlocked.Exchange(ref _idleResults, null) ?? new ReadResults(idle => _idleResults = idle);
                answered = _services.Read(this, decoder, results);
                return false;
            }

            BinaryDecoder ahead = decoder;
            handle = new EncodedRequestHeader(ref ahead).RequestHandle;
            bool known = type.NamespaceIndex == 0 && type.Kind == IdType.Numeric && ServerServices.IsSupported(type.Numeric);
            if (!known)
            {
                throw new OpcUaException(StatusCodes.BadServiceUnsupported, $"service {type}");
            }

            request = (IServiceRequest)StandardStructures.Decode(type.Numeric, ref decoder)!;
            decoder.ExpectEnd();
            answered = null;
            return true;
        }
        catch (OpcUaException exception)
        {
            answered = new ServiceFault { ResponseHeader = Headers.Fault(handle, exception.Status, _services.Now) };
            return false;
        }
    }

    private void CloseIfNotOpen()
    {
        if (!_channel.Tokens.IsOpen)
        {
            Close($"no secure channel within {HandshakeTimeout}");
        }
    }

    private async Task SendErrorAsync(StatusCode status)
    {
        try
        {
            if (_sender is null)
            {
                using var encoder = new BinaryEncoder(128);
                TransportError.Encode(encoder, status);
                await _stream.WriteAsync(encoder.WrittenMemory, Closing);
            }
            else
            {
                _sender.Enqueue(new OutgoingMessage(MessageTypes.Error, 0, null, status));
                await _sender.FlushAsync();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            _closeReason += "; the peer could not be told";
        }
    }
}
