using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// The client's side of one connection and its secure channel: sends requests, gives each answer to who asked, renews the token. It
/// breaks once, and then for good.
/// </summary>
internal sealed class ClientChannel : IMessageSenderOwner, IReceiver, IDisposable
{
    // Renewed after this part of a token's lifetime (Part 4 §5.6.2.1).
    private const double RenewAfter = 0.75;

    // Of each policy and mode there is one; each is compared with what the session says of them later.
    private const int MaxEndpoints = 1_000;

    // A server that gives shorter tokens would have nothing else done.
    private static readonly TimeSpan RenewAtMostEvery = TimeSpan.FromMilliseconds(500);

    private readonly Stream _stream;
    private readonly OpcUaClientOptions _options;
    private readonly ILogger _logger;
    private readonly MessageSender _sender;
    private readonly ChunkReader _reader;
    private readonly MessageAssembler _assembler;
    private readonly ClientSecureChannel _secure;
    private readonly PendingRequests _pending;
    private readonly ReceivingLoop _receiving;
    private readonly TaskCompletionSource<Exception> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closingToken;
    private ITimer? _renewal;
    private uint _lastRequestId;
    private long _lastAnswerAt;
    private int _isBroken;

    private ClientChannel(Stream stream, AgreedLimits agreed, OpcUaClientOptions options, ChosenEndpoint endpoint, ChannelSecurity security)
    {
        _stream = stream;
        _options = options;
        Endpoint = endpoint;
        _logger = options.Logger ?? NullLogger.Instance;
        _closingToken = _closing.Token;
        _pending = new PendingRequests(options.Time, options.RequestTimeout, OnLate);
        _secure = new ClientSecureChannel(security, options.Time);
        _sender = new MessageSender(stream, _secure.Tokens, _secure.Sent, agreed, options.Time, this) { Security = security };
        _reader = new ChunkReader(stream, agreed.ReceiveChunkSize, options.RequestTimeout, options.Time, new BriefWait(stream));
        _assembler = new MessageAssembler(_secure.Tokens, _secure.Received, agreed, options.Time) { Security = security };
        _receiving = new ReceivingLoop(_reader, _assembler, this, options.Time, _closingToken);
        _lastAnswerAt = options.Time.GetTimestamp();
    }

    /// <summary>Completes with the reason.</summary>
    public Task<Exception> Broken => _broken.Task;

    /// <summary>Where the channel leads; opening another channel to it saves asking for it again.</summary>
    public ChosenEndpoint Endpoint { get; }

    /// <summary>By the host that was dialled.</summary>
    public string EndpointUrl => Endpoint.UrlFor(_options);

    public ChannelSecurity Security => _secure.Security;

    /// <summary>Goes with every request, once there is a session.</summary>
    public NodeId AuthenticationToken { get; set; }

    bool IReceiver.NobodyWaits => _pending.IsEmpty;

    public TimeSpan SinceLastAnswer => _options.Time.GetElapsedTime(Volatile.Read(ref _lastAnswerAt));

    /// <summary>Finds the endpoint that the options ask for, and opens a channel to it.</summary>
    public static async Task<ClientChannel> OpenAsync(OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        ChosenEndpoint endpoint = options.SecurityMode == MessageSecurityMode.None
            ? ChosenEndpoint.Unsecured
            : ChosenEndpoint.Choose(options, await EndpointsAsync(options, cancellationToken));
        return await OpenAsync(options, endpoint, cancellationToken);
    }

    public static async Task<ClientChannel> OpenAsync(OpcUaClientOptions options, ChosenEndpoint endpoint, CancellationToken cancellationToken)
    {
        ChannelSecurity security = endpoint.Secure(options);
        Stream stream = await ClientTransport.ConnectAsync(options, cancellationToken);
        ClientChannel? channel = null;
        try
        {
            AgreedLimits agreed = await ClientTransport.ShakeHandsAsync(stream, options, endpoint.UrlFor(options), cancellationToken);
            channel = new ClientChannel(stream, agreed, options, endpoint, security);
            channel._receiving.Begin();
            await channel.OpenAsync(SecurityTokenRequestType.Issue, cancellationToken);
            return channel;
        }
        catch (Exception exception)
        {
            Exception? reason = channel is { Broken.IsCompleted: true } ? await channel.Broken : null;
            channel?.Dispose();
            await stream.DisposeAsync();
            if (exception is OpcUaException && reason is OpcUaException told)
            {
                // Why the link broke says more than that the request found it broken.
                throw new OpcUaException(told.Status, $"{options.EndpointUrl}: {told.Reason}", told);
            }

            throw;
        }
    }

    /// <summary>What the server offers, asked on a channel without security, which discovery may always use (Part 4 §5.5.1).</summary>
    public static async Task<IReadOnlyList<EndpointDescription>> EndpointsAsync(OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        using ClientChannel channel = await OpenAsync(options, ChosenEndpoint.Unsecured, cancellationToken);
        var request = new GetEndpointsRequest { EndpointUrl = options.EndpointUrl };
        GetEndpointsResponse response = await channel.SendAsync<GetEndpointsResponse>(request, cancellationToken);
        await channel.CloseAsync();
        EndpointDescription[] endpoints = response.Endpoints ?? [];
        return endpoints.Length <= MaxEndpoints
            ? endpoints
            : throw new OpcUaException(StatusCodes.BadEncodingLimitsExceeded, $"{options.EndpointUrl} offers {endpoints.Length} endpoints; {MaxEndpoints} are looked at");
    }

    /// <param name="onAnswer">Is run by the receiving loop before any later message is looked at; must not wait.</param>
    /// <exception cref="OpcUaException">The service failed, the answer did not come in time, or the link broke.</exception>
    public async Task<TResponse> SendAsync<TResponse>(IServiceRequest request, CancellationToken cancellationToken, Action<TResponse>? onAnswer = null)
        where TResponse : class, IServiceResponse
    {
        var pending = new AwaitedRequest<TResponse>(onAnswer);
        uint requestId = Post(MessageTypes.Message, request, pending, _options.RequestTimeout);
        return await WaitAsync(pending, requestId, cancellationToken);
    }

    /// <summary>Sends a request that decodes its answer itself. When it is cancelled, nothing is decoded any more.</summary>
    public void Post(IPreparedRequest request, CancellationToken cancellationToken)
    {
        uint requestId = Interlocked.Increment(ref _lastRequestId);
        request.Prepare(requestId, AuthenticationToken, Now(), (uint)_options.RequestTimeout.TotalMilliseconds, cancellationToken);
        Send(MessageTypes.Message, requestId, request, request, isTimed: true);
    }

    /// <summary>
    /// The asker no longer waits: its answer is dropped when it comes, and the server is told that nobody wants it any more (Part 4 §5.7.5),
    /// which it may do without. False when the answer is here already.
    /// </summary>
    public bool TryForget(uint requestId)
    {
        if (!_pending.TryRemove(requestId, out _))
        {
            return false;
        }

        if (!AuthenticationToken.IsNull)
        {
            // One that is never answered must not wait for as long as the channel lives, either.
            Post(MessageTypes.Message, new CancelRequest { RequestHandle = requestId }, UnwantedAnswer.Instance, _options.RequestTimeout);
        }

        return true;
    }

    /// <summary>Sends a request whose answer, or failure, is handed to <paramref name="pending"/> by the receiving loop.</summary>
    public void Post(IServiceRequest request, IPendingRequest pending) => Post(MessageTypes.Message, request, pending, TimeSpan.Zero);

    /// <summary>Fails everything that waits. Only the first reason counts.</summary>
    public void Break(Exception reason)
    {
        if (Interlocked.Exchange(ref _isBroken, 1) != 0)
        {
            return;
        }

        Exception told = reason is OpcUaException ? reason : new OpcUaException(StatusCodes.BadConnectionClosed, $"the link broke: {reason.Message}", reason);
        _renewal?.Dispose();
        _sender.Dispose();
        _closing.Cancel();
        _closing.Dispose();
        _stream.Dispose();
        _receiving.Dispose();
        _broken.TrySetResult(told);
        _pending.FailAll(NotConnected(told));
        _pending.Dispose();
    }

    /// <summary>True when this side ended the link on purpose.</summary>
    public bool EndedAsAsked { get; private set; }

    /// <summary>Says good-bye and closes.</summary>
    public async Task CloseAsync()
    {
        // A server that closes at once is doing what it was asked for.
        MarkEndedAsAsked();
        var request = new CloseSecureChannelRequest { RequestHeader = new RequestHeader { AuthenticationToken = AuthenticationToken, Timestamp = Now() } };
        if (_sender.Enqueue(new OutgoingMessage(MessageTypes.CloseSecureChannel, Interlocked.Increment(ref _lastRequestId), request)))
        {
            await _sender.FlushAsync();
        }

        BreakAsAsked();
    }

    public void Dispose()
    {
        BreakAsAsked();
        _renewal?.Dispose();
        _sender.Dispose();
    }

    private void MarkEndedAsAsked() => EndedAsAsked |= !_broken.Task.IsCompleted;

    private void BreakAsAsked()
    {
        MarkEndedAsAsked();
        Break(new OpcUaException(StatusCodes.BadConnectionClosed, "the client was closed"));
    }

    void IMessageSenderOwner.OnSendFailed(Exception exception) => Break(exception);

    void IMessageSenderOwner.OnRequestRefused(uint requestId, OpcUaException exception)
    {
        if (_pending.TryRemove(requestId, out IPendingRequest? pending))
        {
            pending.Fail(new OpcUaException(StatusCodes.BadRequestTooLarge, exception.Reason));
        }
    }

    private static OpcUaException NotConnected(Exception reason) =>
        new(StatusCodes.BadNotConnected, $"the link is broken: {reason.Message}", reason);

    private DateTime Now() => _options.Time.GetUtcNow().UtcDateTime;

    private uint Post(uint messageType, IServiceRequest request, IPendingRequest pending, TimeSpan timeout)
    {
        uint requestId = Interlocked.Increment(ref _lastRequestId);
        request.RequestHeader = new RequestHeader
        {
            AuthenticationToken = AuthenticationToken,
            Timestamp = Now(),
            RequestHandle = requestId,
            TimeoutHint = (uint)timeout.TotalMilliseconds,
            ReturnDiagnostics = request.RequestHeader.ReturnDiagnostics,
        };
        Send(messageType, requestId, request, pending, isTimed: timeout > TimeSpan.Zero);
        return requestId;
    }

    private void Send(uint messageType, uint requestId, IServiceRequest request, IPendingRequest pending, bool isTimed)
    {
        _pending.Add(requestId, pending, isTimed);
        if (_sender.Enqueue(new OutgoingMessage(messageType, requestId, request)))
        {
            _ = _sender.FlushAsync();
            _receiving.OnSent();
        }

        // Whoever breaks the channel fails what is pending; this one may have come after that.
        if (Volatile.Read(ref _isBroken) != 0)
        {
            _ = FailAfterBreakAsync(requestId);
        }
    }

    private async Task FailAfterBreakAsync(uint requestId)
    {
        Exception reason = await Broken;
        if (_pending.TryRemove(requestId, out IPendingRequest? pending))
        {
            pending.Fail(NotConnected(reason));
        }
    }

    private async Task<TResponse> WaitAsync<TResponse>(AwaitedRequest<TResponse> pending, uint requestId, CancellationToken cancellationToken)
        where TResponse : class, IServiceResponse
    {
        using CancellationTokenRegistration cancelled = cancellationToken.UnsafeRegister(
            (_, token) =>
            {
                if (TryForget(requestId))
                {
                    pending.Cancel(token);
                }
            },
            null);
        return await pending.Answer;
    }

    private void OnLate()
    {
        if (_sender.Stuck > _options.RequestTimeout)
        {
            // What waits to be sent would only grow.
            Break(new OpcUaException(StatusCodes.BadTimeout, $"the server took nothing for {_options.RequestTimeout}"));
        }
    }

    private async Task OpenAsync(SecurityTokenRequestType type, CancellationToken cancellationToken)
    {
        OpenSecureChannelRequest request = _secure.Begin(type, _options.TokenLifetime);
        var pending = new AwaitedRequest<OpenSecureChannelResponse>(UseToken);
        uint requestId = Post(MessageTypes.OpenSecureChannel, request, pending, _options.RequestTimeout);
        await WaitAsync(pending, requestId, cancellationToken);
    }

    // In the receiving loop, so that the next message may already come under the new token.
    private void UseToken(OpenSecureChannelResponse response)
    {
        TimeSpan renewIn = _secure.Use(response) * RenewAfter;
        renewIn = renewIn > RenewAtMostEvery ? renewIn : RenewAtMostEvery;
        if (_renewal is null)
        {
            _renewal = _options.Time.CreateTimer(static state => _ = ((ClientChannel)state!).RenewAsync(), this, renewIn, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _renewal.Change(renewIn, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            await OpenAsync(SecurityTokenRequestType.Renew, _closingToken);
        }
        catch (Exception exception) when (exception is OpcUaException or OperationCanceledException)
        {
            Break(exception);
        }
    }

    void IReceiver.EndReceiving(Exception exception)
    {
        // A fault of ours in an answer's handler leaves the channel in no known state, either.
        if (Volatile.Read(ref _isBroken) == 0 && !EndedAsAsked)
        {
            Log.LinkBroke(_logger, _options.EndpointUrl, exception.Message);
        }

        Break(exception);
        _reader.Dispose();
        _assembler.Dispose();
        _secure.Dispose();
    }

    IPreparedRequest? IReceiver.Take(Chunk chunk)
    {
        if (chunk.IsEndOfStream)
        {
            throw new OpcUaException(StatusCodes.BadConnectionClosed, "the server closed the connection");
        }

        switch (chunk.MessageType)
        {
            case MessageTypes.Message:
                return _assembler.TryAdd(chunk, out ReceivedMessage message) ? Answer(message) : null;
            case MessageTypes.OpenSecureChannel:
                ReadOnlyMemory<byte> body = _secure.Open(chunk, out uint requestId);
                return Answer(new ReceivedMessage(requestId, body, false));
            case MessageTypes.Error:
                throw TransportError.Decode(chunk);
            default:
                throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, $"message type 0x{chunk.MessageType:X6}");
        }
    }

    private static ServiceFault Aborted(ReadOnlySpan<byte> body)
    {
        var decoder = new BinaryDecoder(body);
        return new ServiceFault { ResponseHeader = Headers.Fault(0, decoder.ReadStatusCode(), DateTime.MinValue) };
    }

    private IServiceResponse Decode(ReadOnlySpan<byte> body, bool usesSpares)
    {
        var decoder = new BinaryDecoder(body, _options.Encoding) { UsesSpares = usesSpares };
        try
        {
            NodeId type = decoder.ReadNodeId();
            IStructure? structure = type.NamespaceIndex == 0 && type.Kind == IdType.Numeric ? StandardStructures.Decode(type.Numeric, ref decoder) : null;
            return structure as IServiceResponse ?? throw new OpcUaException(StatusCodes.BadUnknownResponse, $"a response of type {type}");
        }
        catch (OpcUaException exception)
        {
            // Only the one that asked is concerned.
            return new ServiceFault { ResponseHeader = Headers.Fault(0, exception.Status, DateTime.MinValue) };
        }
    }

    private IPreparedRequest? Answer(ReceivedMessage message)
    {
        Volatile.Write(ref _lastAnswerAt, _options.Time.GetTimestamp());
        if (!_pending.TryRemove(message.RequestId, out IPendingRequest? pending))
        {
            // Its asker no longer waits.
            return null;
        }

        try
        {
            return Answer(pending, message);
        }
        catch (Exception exception)
        {
            // The link ends by it, whose end fails what is pending: this one is so no longer, and must not wait for ever.
            pending.Fail(exception as OpcUaException ?? new OpcUaException(StatusCodes.BadUnexpectedError, $"an answer could not be taken: {exception.Message}", exception));
            throw;
        }
    }

    private IPreparedRequest? Answer(IPendingRequest pending, ReceivedMessage message)
    {
        if (pending is IPreparedRequest prepared && !message.Aborted)
        {
            prepared.Receive(new BinaryDecoder(message.Body.Span, _options.Encoding));
            return prepared;
        }

        IServiceResponse response = message.Aborted ? Aborted(message.Body.Span) : Decode(message.Body.Span, pending.TakesSpares);
        StatusCode result = response.ResponseHeader.ServiceResult;
        if (result.IsBad)
        {
            pending.Fail(new OpcUaException(result, "the server refused the request"));
        }
        else
        {
            pending.Complete(response);
        }

        return null;
    }
}
