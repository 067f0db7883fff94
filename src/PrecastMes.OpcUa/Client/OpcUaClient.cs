using Microsoft.Extensions.Logging.Abstractions;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// One connection: one secure channel with one activated session. When the link breaks it breaks once, every request that waits fails,
/// and the object is of no more use: connect anew, or let an <see cref="OpcUaConnection"/> do so. All members may be used from any thread.
/// </summary>
public sealed class OpcUaClient : IAsyncDisposable, ISubscriptionKeeper
{
    private readonly ClientChannel _channel;
    private readonly ITimer _keepAlive;
    private string[] _namespaceUris = [];
    private int _isAsking;
    private int _isDisposed;

    private OpcUaClient(ClientChannel channel, OpcUaClientOptions options, ClientSession session)
    {
        _channel = channel;
        Options = options;
        Session = session;
        Limits = new OperationLimits(options.Profile);
        Types = new DataTypeReader(this);
        Pump = new PublishPump(channel, options);
        _keepAlive = options.Time.CreateTimer(
            static state => _ = ((OpcUaClient)state!).AskIfSilentAsync(), this, options.KeepAliveInterval, options.KeepAliveInterval);
    }

    /// <summary>The server's id of the session, for its diagnostics and logs; no secret (Part 4 §5.7.2).</summary>
    public NodeId SessionId => Session.SessionId;

    /// <summary>Of the endpoint that the client is connected to.</summary>
    public SecurityPolicy Policy => _channel.Security.Policy;

    /// <summary>What is done to each message of the channel.</summary>
    public MessageSecurityMode SecurityMode => _channel.Security.Mode;

    /// <summary>The server's NamespaceArray at the start of the session.</summary>
    public IReadOnlyList<string> NamespaceUris => _namespaceUris;

    /// <summary>The server's structured types, read as they are needed.</summary>
    public DataTypeReader Types { get; }

    /// <summary>Completes, never fails, with the reason when the link is gone or the client is disposed.</summary>
    public Task<Exception> Broken => _channel.Broken;

    internal OpcUaClientOptions Options { get; }

    internal ClientSession Session { get; }

    internal OperationLimits Limits { get; private set; }

    internal PublishPump Pump { get; }

    /// <exception cref="OpcUaException">The server is not there, refuses, or does not answer within the connect timeout.</exception>
    public static Task<OpcUaClient> ConnectAsync(OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return WithinAsync(options, token => OpenAsync(options, token), cancellationToken);
    }

    /// <summary>The server's endpoints, asked without a session (Part 4 §5.5.4).</summary>
    public static Task<IReadOnlyList<EndpointDescription>> GetEndpointsAsync(OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return WithinAsync(options, token => ClientChannel.EndpointsAsync(options, token), cancellationToken);
    }

    /// <summary>The servers that this one, or this discovery server, knows (Part 4 §5.5.2).</summary>
    public static Task<IReadOnlyList<ApplicationDescription>> FindServersAsync(OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return WithinAsync(options, token => DiscoveryCalls.FindServersAsync(options, token), cancellationToken);
    }

    /// <summary>The servers that this discovery server has seen in its network (Part 4 §5.5.3).</summary>
    /// <exception cref="OpcUaException">Bad_ServiceUnsupported, most often: the server is no discovery server; or it is not there.</exception>
    public static Task<IReadOnlyList<ServerOnNetwork>> FindServersOnNetworkAsync(OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return WithinAsync(options, token => DiscoveryCalls.FindServersOnNetworkAsync(options, token), cancellationToken);
    }

    /// <exception cref="KeyNotFoundException">The server has no such namespace.</exception>
    public ushort NamespaceIndex(string uri)
    {
        int index = Array.IndexOf(_namespaceUris, uri);
        return index >= 0
            ? (ushort)index
            : throw new KeyNotFoundException($"{Options.EndpointUrl} has no namespace '{uri}'; it has {string.Join(", ", _namespaceUris)}.");
    }

    /// <summary>The node id in this session of one that names its namespace by URI.</summary>
    /// <exception cref="KeyNotFoundException">The server has no such namespace.</exception>
    public NodeId Resolve(ExpandedNodeId node) => node.NamespaceUri is { } uri ? node.NodeId.InNamespace(NamespaceIndex(uri)) : node.NodeId;

    /// <summary>The Value attributes, in the order of the nodes; a node that can't be read has a bad status.</summary>
    public Task<DataValue[]> ReadAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        return ReadAsync([.. nodes.Select(node => new ReadValueId { NodeId = node, AttributeId = AttributeIds.Value })], cancellationToken);
    }

    /// <summary>Any attributes, in the order asked.</summary>
    public Task<DataValue[]> ReadAsync(IReadOnlyList<ReadValueId> items, CancellationToken cancellationToken) =>
        ReadAsync(items, TimestampsToReturn.Both, TimeSpan.Zero, cancellationToken);

    /// <param name="items">As many as wanted; they go in requests of at most as many as the server takes, several at a time.</param>
    /// <param name="timestamps">Which times come with the values.</param>
    /// <param name="maxAge">How old a value of the server's cache may be; zero asks the device.</param>
    /// <param name="cancellationToken">Ends the waiting; the server may go on.</param>
    public Task<DataValue[]> ReadAsync(IReadOnlyList<ReadValueId> items, TimestampsToReturn timestamps, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        return AttributeCalls.ReadAsync(this, items, timestamps, maxAge, cancellationToken);
    }

    /// <summary>For reading the Value attributes of the same nodes again and again without allocating for it.</summary>
    /// <exception cref="ArgumentException">There are no nodes.</exception>
    public PreparedRead PrepareRead(IReadOnlyList<NodeId> nodes, TimestampsToReturn timestamps = TimestampsToReturn.Both)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        if (nodes.Count == 0)
        {
            throw new ArgumentException("There are no nodes to read.", nameof(nodes));
        }

        return new PreparedRead([.. nodes
            .Select(node => new ReadValueId { NodeId = node, AttributeId = AttributeIds.Value })
            .Chunk(Limits.Read.Value)
            .Select(part => new PreparedReadCall(_channel, part, timestamps))]);
    }

    /// <summary>One value as <typeparamref name="T"/>, by the rules of <see cref="VariantConversion.As{T}"/>; structures of the server as <see cref="DynamicStructure"/>.</summary>
    /// <exception cref="OpcUaException">The value is bad, or Bad_TypeMismatch: it is no <typeparamref name="T"/>.</exception>
    public async Task<T> ReadAsync<T>(NodeId node, CancellationToken cancellationToken)
    {
        DataValue value = (await ReadAsync([node], cancellationToken))[0];
        if (value.Status.IsBad)
        {
            throw new OpcUaException(value.Status, $"{node} has no value");
        }

        if (await Types.ConvertAsync<T>(value.Value, cancellationToken) is (true, var converted))
        {
            return converted!;
        }

        throw new OpcUaException(StatusCodes.BadTypeMismatch, $"{node} is {value.Value.Type} {value.Value.Shape} ({value.Value}), which is no {typeof(T)}");
    }

    /// <summary>Writes values without status or times, which many PLCs refuse. In order, one request after the other.</summary>
    /// <returns>One code per value. When this throws in the middle, the fate of what was sent is not known: read before writing again.</returns>
    public Task<StatusCode[]> WriteAsync(IReadOnlyList<(NodeId Node, Variant Value)> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        return WriteAsync(
            [.. values.Select(each => new WriteValue { NodeId = each.Node, AttributeId = AttributeIds.Value, Value = new DataValue(each.Value) })], cancellationToken);
    }

    /// <summary>Any attributes, or parts of arrays, in order.</summary>
    public Task<StatusCode[]> WriteAsync(IReadOnlyList<WriteValue> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        return AttributeCalls.WriteAsync(this, items, cancellationToken);
    }

    /// <summary>One call of a method (Part 4 §5.12); not repeated when its answer is lost.</summary>
    /// <param name="objectId">The object that the method acts on.</param>
    /// <param name="method">The method, as the object or its type has it.</param>
    /// <param name="inputs">The input arguments in their declared order and types.</param>
    /// <param name="cancellationToken">Ends the waiting; the method may go on.</param>
    /// <exception cref="OpcUaException">The service failed; what the method itself says is in the result.</exception>
    public async Task<CallResult> CallAsync(NodeId objectId, NodeId method, IReadOnlyList<Variant> inputs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return (await CallAsync([new CallMethodRequest { ObjectId = objectId, MethodId = method, InputArguments = [.. inputs] }], cancellationToken))[0];
    }

    /// <summary>In order, one request after the other. A call whose answer is lost is not repeated.</summary>
    public Task<CallResult[]> CallAsync(IReadOnlyList<CallMethodRequest> calls, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(calls);
        return MethodCalls.CallAsync(this, calls, cancellationToken);
    }

    /// <summary>Acknowledges a condition (Part 9 §5.7.3).</summary>
    /// <param name="condition">The event's <see cref="EventFields.ConditionId"/>.</param>
    /// <param name="eventId">The event's <see cref="EventFields.EventId"/>.</param>
    /// <param name="comment">Kept with the condition.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<CallResult> AcknowledgeAsync(NodeId condition, byte[] eventId, LocalizedText comment, CancellationToken cancellationToken) =>
        ConditionCalls.AcknowledgeAsync(this, condition, eventId, comment, cancellationToken);

    /// <summary>Confirms a condition that was acknowledged (Part 9 §5.7.4).</summary>
    public Task<CallResult> ConfirmAsync(NodeId condition, byte[] eventId, LocalizedText comment, CancellationToken cancellationToken) =>
        ConditionCalls.ConfirmAsync(this, condition, eventId, comment, cancellationToken);

    /// <summary>The children: targets of forward hierarchical references, over all pages of the answer.</summary>
    public Task<IReadOnlyList<ReferenceDescription>> BrowseAsync(NodeId node, CancellationToken cancellationToken) => BrowseAsync(
        new BrowseDescription
        {
            NodeId = node,
            BrowseDirection = BrowseDirection.Forward,
            ReferenceTypeId = ReferenceTypeIds.HierarchicalReferences,
            IncludeSubtypes = true,
            ResultMask = (uint)BrowseResultMask.All,
        },
        cancellationToken);

    /// <exception cref="OpcUaException">The node can't be browsed.</exception>
    public async Task<IReadOnlyList<ReferenceDescription>> BrowseAsync(BrowseDescription what, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(what);
        BrowseResult result = (await BrowseAsync([what], cancellationToken))[0];
        return !result.StatusCode.IsBad ? result.References ?? [] : throw new OpcUaException(result.StatusCode, $"{what.NodeId} can't be browsed");
    }

    /// <summary>Many nodes, each with all its references and its own status; continuation points are followed and, when given up, released.</summary>
    public Task<BrowseResult[]> BrowseAsync(IReadOnlyList<BrowseDescription> what, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(what);
        return ViewCalls.BrowseAsync(this, what, cancellationToken);
    }

    /// <param name="start">Where the path begins.</param>
    /// <param name="browsePath">Such as <c>/2:Line/2:Station.2:State</c>: <c>/</c> follows hierarchical references, <c>.</c> aggregates.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null when there is no such path.</returns>
    public async Task<NodeId?> TranslateAsync(NodeId start, string browsePath, CancellationToken cancellationToken)
    {
        var path = new BrowsePath { StartingNode = start, RelativePath = BrowsePathText.Parse(browsePath) };
        BrowsePathResult result = (await TranslateAsync([path], cancellationToken))[0];
        if (result.StatusCode.IsSameCode(StatusCodes.BadNoMatch))
        {
            return null;
        }

        if (result.StatusCode.IsBad)
        {
            throw new OpcUaException(result.StatusCode, $"{browsePath} from {start}");
        }

        return result.Targets?.FirstOrDefault(target => target.RemainingPathIndex == uint.MaxValue)?.TargetId.NodeId;
    }

    /// <summary>Many paths, each with its targets and its own status (Part 4 §5.9.4); as many as wanted.</summary>
    public Task<BrowsePathResult[]> TranslateAsync(IReadOnlyList<BrowsePath> paths, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return ViewCalls.TranslateAsync(this, paths, cancellationToken);
    }

    /// <summary>The ids to use in place of the given ones for the rest of the session; some PLCs read them faster.</summary>
    public async Task<IReadOnlyList<NodeId>> RegisterNodesAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        return await ViewCalls.RegisterAsync(this, nodes, cancellationToken);
    }

    /// <summary>Gives registered ids back; the end of the session does the same (Part 4 §5.9.6).</summary>
    public Task UnregisterNodesAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        return ViewCalls.UnregisterAsync(this, nodes, cancellationToken);
    }

    /// <summary>The raw history of a variable, page by page as it is read; the server is told when the reader stops early (Part 11 §6.5.3).</summary>
    /// <param name="node">The variable.</param>
    /// <param name="start">UTC; after <paramref name="end"/> the values come from the newest back.</param>
    /// <param name="end">UTC.</param>
    /// <param name="valuesPerCall">0 leaves the size of a page to the server.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OpcUaException">The history can't be read.</exception>
    public IAsyncEnumerable<DataValue> ReadHistoryAsync(NodeId node, DateTime start, DateTime end, uint valuesPerCall, CancellationToken cancellationToken) =>
        HistoryCalls.ReadRawAsync(this, node, start, end, valuesPerCall, cancellationToken);

    /// <summary>A subscription, still without items. It ends with this link.</summary>
    /// <exception cref="OpcUaException">The server takes no more subscriptions, or the link broke.</exception>
    public async Task<Subscription> SubscribeAsync(SubscriptionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await Subscription.CreateAsync(this, this, options, cancellationToken);
    }

    /// <summary>Closes the session on the server, as far as the link still carries that, and the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _keepAlive.DisposeAsync();
        if (!Broken.IsCompleted)
        {
            try
            {
                await _channel.SendAsync<CloseSessionResponse>(new CloseSessionRequest { DeleteSubscriptions = true }, CancellationToken.None);
            }
            catch (OpcUaException)
            {
                // The link went first; the server's timeout ends the session.
            }

            await _channel.CloseAsync();
        }

        _channel.Dispose();
    }

    bool ISubscriptionKeeper.FollowsNamespaces => false;

    void ISubscriptionKeeper.OnLost(Subscription subscription, OpcUaException reason) => subscription.Break(reason, Volatile.Read(ref _isDisposed) != 0);

    void ISubscriptionKeeper.OnSilent(Subscription subscription, OpcUaException reason) => subscription.Break(reason);

    void ISubscriptionKeeper.OnLinkBroke(Subscription subscription, OpcUaException reason) =>
        subscription.Break(reason, _channel.EndedAsAsked || Volatile.Read(ref _isDisposed) != 0);

    void ISubscriptionKeeper.OnNamespacesChanged(Subscription subscription)
    {
        // Who holds a client resolved its ids itself.
    }

    /// <summary>After such an answer no request of this session can succeed.</summary>
    internal static bool EndsSession(StatusCode status) =>
        status.IsSameCode(StatusCodes.BadSessionIdInvalid) || status.IsSameCode(StatusCodes.BadSessionClosed) || status.IsSameCode(StatusCodes.BadSessionNotActivated)
        || status.IsSameCode(StatusCodes.BadSecureChannelIdInvalid) || status.IsSameCode(StatusCodes.BadSecureChannelClosed);

    /// <summary>A client on a channel and an activated session; a new session's namespaces and limits are read.</summary>
    internal static async Task<OpcUaClient> StartAsync(ClientChannel channel, OpcUaClientOptions options, ClientSession session, CancellationToken cancellationToken)
    {
        var client = new OpcUaClient(channel, options, session);
        try
        {
            await client.LearnAsync(cancellationToken);
        }
        catch
        {
            await client._keepAlive.DisposeAsync();
            throw;
        }

        Log.ClientConnected(options.Logger ?? NullLogger.Instance, options.EndpointUrl, session.SessionId);
        return client;
    }

    internal static async Task<T> WithinAsync<T>(OpcUaClientOptions options, Func<CancellationToken, Task<T>> connect, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await connect(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OpcUaException(StatusCodes.BadTimeout, $"{options.EndpointUrl} gave no session within {options.ConnectTimeout}", exception);
        }
        catch (IOException exception)
        {
            throw new OpcUaException(StatusCodes.BadConnectionClosed, $"{options.EndpointUrl}: {exception.Message}", exception);
        }
    }

    internal bool TryResolve(ExpandedNodeId node, out NodeId resolved)
    {
        int index = node.NamespaceUri is { } uri ? Array.IndexOf(_namespaceUris, uri) : node.NodeId.NamespaceIndex;
        resolved = index < 0 ? NodeId.Null : node.NodeId.InNamespace((ushort)index);
        return index >= 0;
    }

    /// <summary>Any service. An answer that ends the session breaks the link, so that nobody goes on with a session that is none.</summary>
    internal async Task<TResponse> SendAsync<TResponse>(IServiceRequest request, CancellationToken cancellationToken, Action<TResponse>? onAnswer = null)
        where TResponse : class, IServiceResponse
    {
        try
        {
            return await _channel.SendAsync(request, cancellationToken, onAnswer);
        }
        catch (OpcUaException exception) when (EndsSession(exception.Status))
        {
            _channel.Break(exception);
            throw;
        }
    }

    /// <summary>Drops the link as if it were gone, without a word to the server.</summary>
    internal void Break(OpcUaException reason) => _channel.Break(reason);

    /// <summary>Closes the connection and leaves the session on the server, for another channel.</summary>
    internal async Task LeaveAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _keepAlive.DisposeAsync();
            _channel.Dispose();
        }
    }

    private static async Task<OpcUaClient> OpenAsync(OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        ClientChannel channel = await ClientChannel.OpenAsync(options, cancellationToken);
        try
        {
            ClientSession session = await ClientSession.CreateAsync(channel, options, cancellationToken);
            await session.ActivateAsync(channel, cancellationToken);
            return await StartAsync(channel, options, session, cancellationToken);
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        DataValue[] values = await ReadAsync([VariableIds.Server_NamespaceArray, .. OperationLimits.Nodes], cancellationToken);
        _namespaceUris = values[0].Value.TryGet(out string?[]? uris) && uris is not null
            ? [.. uris.Select(uri => uri ?? "")]
            : throw new OpcUaException(values[0].Status.IsBad ? values[0].Status : StatusCodes.BadTypeMismatch, "the NamespaceArray can't be read");
        Limits = new OperationLimits(Options.Profile, values.AsSpan(1));
    }

    private async Task AskIfSilentAsync()
    {
        if (_channel.SinceLastAnswer < Options.KeepAliveInterval || Broken.IsCompleted || Interlocked.Exchange(ref _isAsking, 1) != 0)
        {
            return;
        }

        try
        {
            var items = new[] { new ReadValueId { NodeId = VariableIds.Server_ServerStatus_State, AttributeId = AttributeIds.Value } };
            await _channel.SendAsync<ReadResponse>(new ReadRequest { NodesToRead = items, TimestampsToReturn = TimestampsToReturn.Neither }, CancellationToken.None);
        }
        catch (OpcUaException exception)
        {
            _channel.Break(exception);
        }
        finally
        {
            Volatile.Write(ref _isAsking, 0);
        }
    }
}
