using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Services;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Server;

/// <summary>One connection of the server: HEL, one secure channel, and the requests that come through it.</summary>
internal sealed class ServerConnection : IMessageSenderOwner, IDisposable
{
    private readonly Stream _stream;
    private readonly ServerServices _services;
    private readonly ServerLimits _limits;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closing = new();
    private readonly ChannelTokens _tokens;
    private readonly SequenceNumbers _received = new(SecurityPolicy.None.LegacySequenceNumbers);
    private readonly uint _channelId;
    private MessageSender? _sender;
    private uint _lastTokenId;
    private int _runningCalls;
    private int _closed;
    private string _closeReason = "the peer closed it";

    public ServerConnection(int id, uint channelId, Stream stream, ServerServices services)
    {
        Id = id;
        _channelId = channelId;
        _stream = stream;
        _services = services;
        _limits = services.Options.Limits;
        _logger = services.Logger;
        _tokens = new ChannelTokens(services.Options.IntervalTime);
        Closing = _closing.Token;
    }

    public int Id { get; }

    /// <summary>The URL of the client's HEL, by whose host it reaches us.</summary>
    public string? HelloUrl { get; private set; }

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
            await SendErrorAsync(exception.Status);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            _closeReason = exception is IOException ? exception.Message : _closeReason;
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
            _closing.Cancel();
            _closing.Dispose();
            _stream.Dispose();
            _services.OnConnectionClosed(this);
        }
    }

    public void Dispose() => Close("disposed");

    /// <summary>Puts a response into the queue; nothing is sent before the flush.</summary>
    public bool Enqueue(uint requestId, IServiceResponse response) =>
        _sender!.Enqueue(new OutgoingMessage(MessageTypes.Message, requestId, response));

    public Task FlushAsync() => _sender!.FlushAsync();

    void IMessageSenderOwner.OnSendFailed(Exception exception) => Close(exception.Message);

    void IMessageSenderOwner.OnRequestRefused(uint requestId, OpcUaException exception) => Close(exception.Message);

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        using var handshake = new CancellationTokenSource(_limits.HandshakeTimeout, _services.Options.IntervalTime);
        using CancellationTokenRegistration late = handshake.Token.Register(
            static state => ((ServerConnection)state!).CloseIfNotOpen(), this);

        AgreedLimits agreed = await ShakeHandsAsync(cancellationToken);
        using var reader = new ChunkReader(_stream, agreed.ReceiveChunkSize, _limits.MessageTimeout, _services.Options.IntervalTime);
        using var assembler = new MessageAssembler(_tokens, _received, agreed);
        _sender = new MessageSender(_stream, _tokens, new SequenceNumbers(SecurityPolicy.None.LegacySequenceNumbers), agreed, this);
        while (true)
        {
            Chunk chunk = await reader.ReadAsync(cancellationToken);
            if (chunk.IsEndOfStream)
            {
                return;
            }

            switch (chunk.MessageType)
            {
                case MessageTypes.OpenSecureChannel:
                    await OpenAsync(chunk);
                    break;
                case MessageTypes.Message:
                    if (assembler.TryAdd(chunk, out ReceivedMessage message) && !message.Aborted)
                    {
                        await HandleAsync(message);
                    }

                    break;
                case MessageTypes.CloseSecureChannel:
                    return;
                default:
                    throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, $"message type 0x{chunk.MessageType:X6}");
            }
        }
    }

    private async Task<AgreedLimits> ShakeHandsAsync(CancellationToken cancellationToken)
    {
        // Nothing may follow HEL before the ACK, so the small reader's buffer is never taken over with bytes in it.
        using var reader = new ChunkReader(_stream, TransportOffer.MinBufferSize, _limits.HandshakeTimeout, _services.Options.IntervalTime);
        Chunk chunk = await reader.ReadAsync(cancellationToken);
        if (chunk.IsEndOfStream)
        {
            throw new OpcUaException(StatusCodes.BadConnectionClosed, "closed before HEL");
        }

        if (chunk.MessageType != MessageTypes.Hello)
        {
            throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, $"message type 0x{chunk.MessageType:X6} in place of HEL");
        }

        Hello hello = Hello.Decode(chunk);
        HelloUrl = hello.EndpointUrl;
        AgreedLimits agreed = hello.Offer.Agree(_limits.Transport);
        var offer = new TransportOffer(
            (uint)agreed.ReceiveChunkSize, (uint)agreed.SendChunkSize, (uint)agreed.MaxReceiveMessageSize, (uint)agreed.MaxReceiveChunks);
        using var encoder = new BinaryEncoder(64);
        new Acknowledge(0, offer).Encode(encoder);
        await _stream.WriteAsync(encoder.WrittenMemory, cancellationToken);
        return agreed;
    }

    private async Task OpenAsync(Chunk chunk)
    {
        AsymmetricHeader header = AsymmetricHeader.Decode(chunk, out ReadOnlyMemory<byte> body);
        SecurityPolicy policy = SecurityPolicy.Find(header.SecurityPolicyUri)
            ?? throw new OpcUaException(StatusCodes.BadSecurityPolicyRejected, $"security policy {header.SecurityPolicyUri}");
        if (chunk.Letter != 'F')
        {
            throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, "an OPN in more than one chunk");
        }

        if (!_received.Accept(header.SequenceNumber))
        {
            throw new OpcUaException(StatusCodes.BadSequenceNumberInvalid, $"sequence number {header.SequenceNumber} of OPN");
        }

        OpenSecureChannelRequest request = DecodeOpen(body.Span);
        bool renewal = request.RequestType == SecurityTokenRequestType.Renew;
        if (renewal != _tokens.IsOpen || (renewal && header.ChannelId != _channelId))
        {
            throw new OpcUaException(
                renewal ? StatusCodes.BadTcpSecureChannelUnknown : StatusCodes.BadTcpMessageTypeInvalid,
                $"OPN {request.RequestType} of channel {header.ChannelId} while {(_tokens.IsOpen ? $"{_channelId} is open" : "none is open")}");
        }

        if (policy == SecurityPolicy.None && request.SecurityMode != MessageSecurityMode.None)
        {
            throw new OpcUaException(StatusCodes.BadSecurityModeRejected, $"mode {request.SecurityMode} under policy None");
        }

        TimeSpan lifetime = TimeSpan.FromMilliseconds(Math.Clamp(request.RequestedLifetime, 1_000, _limits.MaxTokenLifetime.TotalMilliseconds));
        _tokens.Add(_channelId, ++_lastTokenId, lifetime, useAtOnce: false);
        DateTime now = _services.Now;
        var response = new OpenSecureChannelResponse
        {
            ResponseHeader = Headers.Good(request.RequestHeader, now),
            SecurityToken = new ChannelSecurityToken { ChannelId = _channelId, TokenId = _lastTokenId, CreatedAt = now, RevisedLifetime = (uint)lifetime.TotalMilliseconds },
        };
        _sender!.Enqueue(new OutgoingMessage(MessageTypes.OpenSecureChannel, header.RequestId, response));
        await _sender.FlushAsync();
    }

    private OpenSecureChannelRequest DecodeOpen(ReadOnlySpan<byte> body)
    {
        var decoder = new BinaryDecoder(body, _limits.Encoding);
        NodeId type = decoder.ReadNodeId();
        if (type != new NodeId(0, OpenSecureChannelRequest.BinaryEncodingId))
        {
            throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, $"{type} in an OPN");
        }

        OpenSecureChannelRequest request = OpenSecureChannelRequest.Decode(ref decoder);
        decoder.ExpectEnd();
        return request;
    }

    private async Task HandleAsync(ReceivedMessage message)
    {
        IServiceResponse? response;
        if (!TryDecode(message.Body.Span, out IServiceRequest? request, out ServiceFault? fault))
        {
            response = fault;
        }
        else if (request is CallRequest call)
        {
            // A method may take long; the requests behind it go on meanwhile.
            response = TryBeginCall(call, message.RequestId);
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
    }

    private ServiceFault? TryBeginCall(CallRequest call, uint requestId)
    {
        if (Interlocked.Increment(ref _runningCalls) > _limits.MaxRunningCalls)
        {
            Interlocked.Decrement(ref _runningCalls);
            return new ServiceFault { ResponseHeader = Headers.Fault(call.RequestHeader.RequestHandle, StatusCodes.BadTooManyOperations) };
        }

        _ = RunCallAsync(call, requestId);
        return null;
    }

    private async Task RunCallAsync(CallRequest call, uint requestId)
    {
        IServiceResponse response = await _services.CallAsync(new ServiceContext(this, requestId), call);
        Interlocked.Decrement(ref _runningCalls);
        Enqueue(requestId, response);
        await FlushAsync();
    }

    private bool TryDecode(ReadOnlySpan<byte> body, out IServiceRequest request, out ServiceFault? fault)
    {
        uint handle = 0;
        request = null!;
        try
        {
            var decoder = new BinaryDecoder(body, _limits.Encoding);
            NodeId type = decoder.ReadNodeId();
            BinaryDecoder ahead = decoder;
            handle = RequestHeader.Decode(ref ahead).RequestHandle;
            bool known = type.NamespaceIndex == 0 && type.Kind == IdType.Numeric && ServerServices.IsSupported(type.Numeric);
            if (!known)
            {
                throw new OpcUaException(StatusCodes.BadServiceUnsupported, $"service {type}");
            }

            request = (IServiceRequest)StandardStructures.Decode(type.Numeric, ref decoder)!;
            decoder.ExpectEnd();
            fault = null;
            return true;
        }
        catch (OpcUaException exception)
        {
            fault = new ServiceFault { ResponseHeader = Headers.Fault(handle, exception.Status) };
            return false;
        }
    }

    private void CloseIfNotOpen()
    {
        if (!_tokens.IsOpen)
        {
            Close($"no secure channel within {_limits.HandshakeTimeout}");
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
