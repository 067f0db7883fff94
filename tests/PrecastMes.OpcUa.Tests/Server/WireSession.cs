using System.Buffers.Binary;
using System.Collections.Concurrent;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Tests.Hostile;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>
/// A session whose requests are built by hand and whose answers are looked at as they come, so that a test sees what the server says and
/// not what our client makes of it.
/// </summary>
internal sealed class WireSession : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly RawConnection _connection;
    private readonly ConcurrentDictionary<uint, TaskCompletionSource<byte[]>> _asked = new();
    private readonly List<SubscriptionAcknowledgement> _unacknowledged = [];
    private NodeId _token;
    private UserTokenPolicy[] _userPolicies = [];
    private uint _lastRequest = 10;

    private WireSession(RawConnection connection) => _connection = connection;

    /// <summary>Whether <see cref="PublishAsync"/> acknowledges the messages that came before.</summary>
    public bool Acknowledges { get; set; } = true;

    public static Task<WireSession> OpenAsync(PlantServer server, string? user = null, params string?[] locales) => OpenAsync(server, user, locales, 0);

    /// <param name="maxResponse">Bytes of a response that the client takes; 0 for any.</param>
    public static async Task<WireSession> OpenAsync(PlantServer server, string? user, string?[] locales, uint maxResponse)
    {
        var session = new WireSession(await RawConnection.OpenAsync(server));
        _ = session.ReceiveAsync();
        CreateSessionResponse created = await session.AskAsync(new CreateSessionRequest { RequestedSessionTimeout = 3_600_000, MaxResponseMessageSize = maxResponse }, CreateSessionResponse.Decode);
        session._token = created.AuthenticationToken;
        session._userPolicies = created.ServerEndpoints?.First(endpoint => endpoint.SecurityMode == MessageSecurityMode.None).UserIdentityTokens ?? [];
        Assert.Equal(StatusCodes.Good, await session.ActivateAsync(user, locales: locales));
        return session;
    }

    /// <summary>Activates the session, for the first time or for another user.</summary>
    /// <param name="password">Null for the user's name.</param>
    public Task<StatusCode> ActivateAsync(string? user, string? password = null, params string?[] locales)
    {
        string? policyId = _userPolicies.FirstOrDefault(token => token.TokenType == (user is null ? UserTokenType.Anonymous : UserTokenType.UserName))?.PolicyId;
        IStructure token = user is null
            ? new AnonymousIdentityToken { PolicyId = policyId }
            : new UserNameIdentityToken { PolicyId = policyId, UserName = user, Password = System.Text.Encoding.UTF8.GetBytes(password ?? user) };
        return ResultAsync(new ActivateSessionRequest { UserIdentityToken = new ExtensionObject(token), LocaleIds = locales });
    }

    public async Task<T> AskAsync<T>(IServiceRequest request, Encoding.Wire.Reader<T> decode)
    {
        byte[] answer = await SendAsync(request);
        Assert.Equal(StatusCodes.Good, RawConnection.Result(answer));
        return Decode(answer, decode);
    }

    /// <summary>The code that the whole service answers with.</summary>
    public async Task<StatusCode> ResultAsync(IServiceRequest request) => RawConnection.Result(await SendAsync(request));

    /// <summary>Sends at once; the answer may come much later.</summary>
    public async Task<byte[]> SendAsync(IServiceRequest request) => await (await PostAsync(request)).WaitAsync(Deadline, TestContext.Current.CancellationToken);

    public async Task<Task<byte[]>> PostAsync(IServiceRequest request)
    {
        uint id = ++_lastRequest;
        request.RequestHeader = new RequestHeader
        {
            AuthenticationToken = _token,
            RequestHandle = id,
            ReturnDiagnostics = request.RequestHeader.ReturnDiagnostics,
            TimeoutHint = request.RequestHeader.TimeoutHint,
        };
        var answer = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        using var encoder = new BinaryEncoder();
        encoder.WriteNodeId(new NodeId(0, request.EncodingId));
        request.Encode(encoder);
        await _connection.SendAsync(_connection.Message('F', encoder.WrittenSpan, id));
        return answer.Task;
    }

    public async Task<CreateSubscriptionResponse> SubscribeAsync(
        double interval = 100, uint keepAlive = 1_000, uint lifetime = 0, uint maxNotifications = 0, byte priority = 0, bool enabled = true) => await AskAsync(
        new CreateSubscriptionRequest
        {
            RequestedPublishingInterval = interval,
            RequestedMaxKeepAliveCount = keepAlive,
            RequestedLifetimeCount = lifetime == 0 ? keepAlive * 3 : lifetime,
            MaxNotificationsPerPublish = maxNotifications,
            Priority = priority,
            PublishingEnabled = enabled,
        },
        CreateSubscriptionResponse.Decode);

    public async Task<MonitoredItemCreateResult> WatchAsync(uint subscription, MonitoredItemCreateRequest item, TimestampsToReturn timestamps = TimestampsToReturn.Both)
    {
        var request = new CreateMonitoredItemsRequest { SubscriptionId = subscription, TimestampsToReturn = timestamps, ItemsToCreate = [item] };
        return Assert.Single((await AskAsync(request, CreateMonitoredItemsResponse.Decode)).Results!);
    }

    public Task<MonitoredItemCreateResult> WatchAsync(
        uint subscription,
        NodeId node,
        uint handle = 1,
        uint queueSize = 1,
        bool discardOldest = true,
        double sampling = 0,
        MonitoringMode mode = MonitoringMode.Reporting,
        IStructure? filter = null,
        string? range = null,
        uint attribute = AttributeIds.Value) => WatchAsync(subscription, Item(node, handle, queueSize, discardOldest, sampling, mode, filter, range, attribute));

    public static MonitoredItemCreateRequest Item(
        NodeId node,
        uint handle = 1,
        uint queueSize = 1,
        bool discardOldest = true,
        double sampling = 0,
        MonitoringMode mode = MonitoringMode.Reporting,
        IStructure? filter = null,
        string? range = null,
        uint attribute = AttributeIds.Value) => new()
        {
            ItemToMonitor = new ReadValueId { NodeId = node, AttributeId = attribute, IndexRange = range },
            MonitoringMode = mode,
            RequestedParameters = new MonitoringParameters
            {
                ClientHandle = handle,
                SamplingInterval = sampling,
                QueueSize = queueSize,
                DiscardOldest = discardOldest,
                Filter = filter is null ? null : new ExtensionObject(filter),
            },
        };

    /// <summary>A Publish request that waits at the server; its answer comes when a subscription speaks.</summary>
    public async Task<Task<PublishResponse>> PostPublishAsync()
    {
        SubscriptionAcknowledgement[] acknowledgements = Acknowledges ? [.. _unacknowledged] : [];
        _unacknowledged.Clear();
        return AwaitPublishAsync(await PostAsync(new PublishRequest { SubscriptionAcknowledgements = acknowledgements }));
    }

    public async Task<PublishResponse> PublishAsync() => await await PostPublishAsync();

    public static CallMethodRequest Call(NodeId target, NodeId method, params Variant[] inputs) => new() { ObjectId = target, MethodId = method, InputArguments = inputs };

    public async Task<CallMethodResult> CallAsync(NodeId target, NodeId method, params Variant[] inputs) =>
        Assert.Single((await AskAsync(new CallRequest { MethodsToCall = [Call(target, method, inputs)] }, CallResponse.Decode)).Results!);

    public void Dispose() => _connection.Dispose();

    public static T Decode<T>(byte[] answer, Encoding.Wire.Reader<T> decode)
    {
        var decoder = new BinaryDecoder(answer.AsSpan(24));
        decoder.ReadNodeId();
        return decode(ref decoder);
    }

    private async Task<PublishResponse> AwaitPublishAsync(Task<byte[]> answer)
    {
        byte[] bytes = await answer.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        StatusCode result = RawConnection.Result(bytes);
        if (result.IsBad)
        {
            throw new OpcUaException(result, "Publish");
        }

        PublishResponse response = Decode(bytes, PublishResponse.Decode);
        if (response.NotificationMessage.NotificationData is { Length: > 0 })
        {
            _unacknowledged.Add(new SubscriptionAcknowledgement { SubscriptionId = response.SubscriptionId, SequenceNumber = response.NotificationMessage.SequenceNumber });
        }

        return response;
    }

    private async Task ReceiveAsync()
    {
        while (await NextAsync() is { Length: > 0 } chunk)
        {
            if (_asked.TryRemove(BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(20)), out TaskCompletionSource<byte[]>? answer))
            {
                answer.TrySetResult(chunk);
            }
        }
    }

    private async Task<byte[]> NextAsync()
    {
        while (true)
        {
            try
            {
                return await _connection.ReceiveAsync();
            }
            catch (OperationCanceledException)
            {
                // Nothing was said for a while.
            }
        }
    }
}
