using Microsoft.Extensions.Logging.Abstractions;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// One connection: one secure channel with one activated session. When the link breaks it breaks once, every request that waits fails,
/// and the object is of no more use: connect anew. All members may be used from any thread.
/// </summary>
public sealed class OpcUaClient : IAsyncDisposable
{
    private readonly ClientChannel _channel;
    private readonly OpcUaClientOptions _options;
    private readonly PublishPump _pump;
    private readonly ITimer _keepAlive;
    private OperationLimits _limits = OperationLimits.Cautious;
    private string[] _namespaceUris = [];
    private int _isAsking;
    private int _isDisposed;

    private OpcUaClient(ClientChannel channel, OpcUaClientOptions options, NodeId sessionId)
    {
        _channel = channel;
        _options = options;
        SessionId = sessionId;
        _pump = new PublishPump(channel, options);
        _keepAlive = options.Time.CreateTimer(
            static state => _ = ((OpcUaClient)state!).AskIfSilentAsync(), this, options.KeepAliveInterval, options.KeepAliveInterval);
    }

    public NodeId SessionId { get; }

    /// <summary>Of the endpoint that the client is connected to.</summary>
    public SecurityPolicy Policy => _channel.Security.Policy;

    public MessageSecurityMode SecurityMode => _channel.Security.Mode;

    /// <summary>The server's NamespaceArray at the start of the session.</summary>
    public IReadOnlyList<string> NamespaceUris => _namespaceUris;

    /// <summary>Completes, never fails, with the reason when the link is gone or the client is disposed.</summary>
    public Task<Exception> Broken => _channel.Broken;

    /// <exception cref="OpcUaException">The server is not there, refuses, or does not answer within the connect timeout.</exception>
    public static async Task<OpcUaClient> ConnectAsync(OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var late = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await OpenAsync(options, either.Token);
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

    /// <summary>The server's endpoints, asked without a session.</summary>
    public static async Task<IReadOnlyList<EndpointDescription>> GetEndpointsAsync(OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await ClientChannel.EndpointsAsync(options, cancellationToken);
    }

    /// <exception cref="KeyNotFoundException">The server has no such namespace.</exception>
    public ushort NamespaceIndex(string uri)
    {
        int index = Array.IndexOf(_namespaceUris, uri);
        return index >= 0
            ? (ushort)index
            : throw new KeyNotFoundException($"{_options.EndpointUrl} has no namespace '{uri}'; it has {string.Join(", ", _namespaceUris)}.");
    }

    /// <summary>The Value attributes, in the order of the nodes; a node that can't be read has a bad status.</summary>
    public Task<DataValue[]> ReadAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        return ReadAsync([.. nodes.Select(node => new ReadValueId { NodeId = node, AttributeId = AttributeIds.Value })], cancellationToken);
    }

    /// <summary>Any attributes, in the order asked.</summary>
    public async Task<DataValue[]> ReadAsync(IReadOnlyList<ReadValueId> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        var results = new List<DataValue>(items.Count);
        foreach (ReadValueId[] part in items.Chunk(_limits.Read))
        {
            var request = new ReadRequest { NodesToRead = part, TimestampsToReturn = TimestampsToReturn.Both };
            ReadResponse response = await _channel.SendAsync<ReadResponse>(request, cancellationToken);
            results.AddRange(Expect(response.Results, part.Length));
        }

        return [.. results];
    }

    /// <summary>Writes values without status or times, which many PLCs refuse.</summary>
    public async Task<StatusCode[]> WriteAsync(IReadOnlyList<(NodeId Node, Variant Value)> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        var results = new List<StatusCode>(values.Count);
        foreach ((NodeId Node, Variant Value)[] part in values.Chunk(_limits.Write))
        {
            var request = new WriteRequest
            {
                NodesToWrite = [.. part.Select(each => new WriteValue { NodeId = each.Node, AttributeId = AttributeIds.Value, Value = new DataValue(each.Value) })],
            };
            WriteResponse response = await _channel.SendAsync<WriteResponse>(request, cancellationToken);
            results.AddRange(Expect(response.Results, part.Length));
        }

        return [.. results];
    }

    public async Task<CallResult> CallAsync(NodeId objectId, NodeId method, IReadOnlyList<Variant> inputs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var request = new CallRequest { MethodsToCall = [new CallMethodRequest { ObjectId = objectId, MethodId = method, InputArguments = [.. inputs] }] };
        CallResponse response = await _channel.SendAsync<CallResponse>(request, cancellationToken);
        CallMethodResult result = Expect(response.Results, 1)[0];
        return new CallResult(result.StatusCode, result.OutputArguments ?? []) { InputArgumentResults = result.InputArgumentResults ?? [] };
    }

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
        BrowseResponse response = await _channel.SendAsync<BrowseResponse>(new BrowseRequest { NodesToBrowse = [what] }, cancellationToken);
        BrowseResult page = Expect(response.Results, 1)[0];
        var references = new List<ReferenceDescription>();
        while (true)
        {
            if (page.StatusCode.IsBad)
            {
                throw new OpcUaException(page.StatusCode, $"{what.NodeId} can't be browsed");
            }

            references.AddRange(page.References ?? []);
            if (page.ContinuationPoint is not { Length: > 0 } point)
            {
                return references;
            }

            BrowseNextResponse next = await _channel.SendAsync<BrowseNextResponse>(new BrowseNextRequest { ContinuationPoints = [point] }, cancellationToken);
            page = Expect(next.Results, 1)[0];
        }
    }

    /// <param name="browsePath">Such as <c>/2:Line/2:Station.2:State</c>: <c>/</c> follows hierarchical references, <c>.</c> aggregates.</param>
    /// <returns>Null when there is no such path.</returns>
    public async Task<NodeId?> TranslateAsync(NodeId start, string browsePath, CancellationToken cancellationToken)
    {
        var path = new BrowsePath { StartingNode = start, RelativePath = BrowsePathText.Parse(browsePath) };
        var request = new TranslateBrowsePathsToNodeIdsRequest { BrowsePaths = [path] };
        TranslateBrowsePathsToNodeIdsResponse response = await _channel.SendAsync<TranslateBrowsePathsToNodeIdsResponse>(request, cancellationToken);
        BrowsePathResult result = Expect(response.Results, 1)[0];
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

    /// <summary>The ids to use in place of the given ones for the rest of the session; some PLCs read them faster.</summary>
    public async Task<IReadOnlyList<NodeId>> RegisterNodesAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancellationToken)
    {
        var request = new RegisterNodesRequest { NodesToRegister = [.. nodes] };
        RegisterNodesResponse response = await _channel.SendAsync<RegisterNodesResponse>(request, cancellationToken);
        return Expect(response.RegisteredNodeIds, nodes.Count);
    }

    public async Task UnregisterNodesAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancellationToken) =>
        await _channel.SendAsync<UnregisterNodesResponse>(new UnregisterNodesRequest { NodesToUnregister = [.. nodes] }, cancellationToken);

    public async Task<Subscription> SubscribeAsync(SubscriptionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await Subscription.CreateAsync(_channel, _pump, options, _limits.MonitoredItems, _options, cancellationToken);
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

    private static async Task<OpcUaClient> OpenAsync(OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        ClientChannel channel = await ClientChannel.OpenAsync(options, cancellationToken);
        try
        {
            ClientSession session = await ClientSession.CreateAsync(channel, options, cancellationToken);
            await session.ActivateAsync(channel, cancellationToken);
            var client = new OpcUaClient(channel, options, session.SessionId);
            await client.LearnAsync(cancellationToken);
            Log.ClientConnected(options.Logger ?? NullLogger.Instance, options.EndpointUrl, session.SessionId);
            return client;
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    private static T[] Expect<T>(T[]? results, int count) => results?.Length == count
        ? results
        : throw new OpcUaException(StatusCodes.BadUnknownResponse, $"{results?.Length ?? 0} results for {count} operations");

    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        DataValue[] values = await ReadAsync([VariableIds.Server_NamespaceArray, .. OperationLimits.Nodes], cancellationToken);
        _namespaceUris = values[0].Value.TryGet(out string?[]? uris) && uris is not null
            ? [.. uris.Select(uri => uri ?? "")]
            : throw new OpcUaException(values[0].Status.IsBad ? values[0].Status : StatusCodes.BadTypeMismatch, "the NamespaceArray can't be read");
        _limits = OperationLimits.From(values.AsSpan(1));
    }

    private async Task AskIfSilentAsync()
    {
        if (_channel.SinceLastAnswer < _options.KeepAliveInterval || Broken.IsCompleted || Interlocked.Exchange(ref _isAsking, 1) != 0)
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
