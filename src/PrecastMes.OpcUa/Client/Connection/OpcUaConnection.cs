using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// A lasting connection: the one owner of channel, session and subscriptions. After a break it comes back by itself (Part 4 §6.7): the same
/// session on a new channel if the server still has it, else a new session to which the subscriptions are transferred, else new
/// subscriptions; what was missed is asked for, and where it is lost a gap stands in the stream. Only then it is connected. Rely on levels
/// and never on an edge: after each break read the state that matters, then decide. All members may be used from any thread.
/// </summary>
public sealed class OpcUaConnection : ISubscriptionKeeper, IAsyncDisposable
{
    private readonly OpcUaConnectionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SessionRecovery _recovery;
    private readonly SubscriptionRecovery _subscriptions = new();
    private readonly ConnectionStates _states;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly Lock _gate = new();
    private TaskCompletionSource<OpcUaClient> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OpcUaClient? _client;
    private int _isDisposed;

    /// <summary>Begins to connect.</summary>
    public OpcUaConnection(OpcUaConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = options.Client.Time;
        _logger = options.Client.Logger ?? NullLogger.Instance;
        _recovery = new SessionRecovery(options.Client, options.CurrentUser);
        _states = new ConnectionStates(new ConnectionState(ConnectionPhase.Connecting, Now(), StatusCodes.BadNotConnected, ""));
        _running = RunAsync();
    }

    /// <summary>Of the server, as it was given: <c>opc.tcp://host:port/path</c>.</summary>
    public string EndpointUrl => _options.Client.EndpointUrl;

    /// <summary>Where the connection stands now; <see cref="StatesAsync"/> tells the changes.</summary>
    public ConnectionState State => _states.Present;

    /// <summary>The present state and then each change, until the connection is disposed. A reader that sleeps misses the oldest ones.</summary>
    public IAsyncEnumerable<ConnectionState> StatesAsync(CancellationToken cancellationToken) => _states.ObserveAsync(cancellationToken);

    /// <summary>The client of the present session, for all that this class does not forward. Of no more use after the next break.</summary>
    /// <exception cref="OpcUaException">Bad_NotConnected, when requests are to fail while there is no session.</exception>
    public async ValueTask<OpcUaClient> ClientAsync(CancellationToken cancellationToken)
    {
        Task<OpcUaClient> connected = Volatile.Read(ref _connected).Task;
        if (connected.IsCompletedSuccessfully || _options.Requests == WhileDisconnected.Wait)
        {
            return await connected.WaitAsync(cancellationToken);
        }

        ConnectionState state = State;
        throw new OpcUaException(StatusCodes.BadNotConnected, $"{EndpointUrl} is not connected: {(state.Reason.Length > 0 ? state.Reason : "the first try is under way")}");
    }

    /// <summary>Waits for the session, whatever <see cref="OpcUaConnectionOptions.Requests"/> says.</summary>
    public Task<OpcUaClient> ConnectedAsync(CancellationToken cancellationToken) => Volatile.Read(ref _connected).Task.WaitAsync(cancellationToken);

    /// <summary>The values, in the order of the nodes; a node that can't be read has a bad status.</summary>
    /// <exception cref="KeyNotFoundException">The server has no namespace of such a URI.</exception>
    public async Task<DataValue[]> ReadAsync(IReadOnlyList<ExpandedNodeId> nodes, CancellationToken cancellationToken)
    {
        OpcUaClient client = await ClientAsync(cancellationToken);
        return await client.ReadAsync([.. nodes.Select(client.Resolve)], cancellationToken);
    }

    /// <inheritdoc cref="OpcUaClient.ReadAsync{T}(NodeId, CancellationToken)"/>
    public async Task<T> ReadAsync<T>(ExpandedNodeId node, CancellationToken cancellationToken)
    {
        OpcUaClient client = await ClientAsync(cancellationToken);
        return await client.ReadAsync<T>(client.Resolve(node), cancellationToken);
    }

    /// <inheritdoc cref="OpcUaClient.WriteAsync(IReadOnlyList{ValueTuple{NodeId, Variant}}, CancellationToken)"/>
    public async Task<StatusCode[]> WriteAsync(IReadOnlyList<(ExpandedNodeId Node, Variant Value)> values, CancellationToken cancellationToken)
    {
        OpcUaClient client = await ClientAsync(cancellationToken);
        return await client.WriteAsync([.. values.Select(each => (client.Resolve(each.Node), each.Value))], cancellationToken);
    }

    /// <summary>A call whose answer the break swallowed fails, and is not repeated: ask for its outcome before calling again.</summary>
    public async Task<CallResult> CallAsync(ExpandedNodeId objectId, ExpandedNodeId method, IReadOnlyList<Variant> inputs, CancellationToken cancellationToken)
    {
        OpcUaClient client = await ClientAsync(cancellationToken);
        return await client.CallAsync(client.Resolve(objectId), client.Resolve(method), inputs, cancellationToken);
    }

    /// <inheritdoc cref="OpcUaClient.BrowseAsync(NodeId, CancellationToken)"/>
    public async Task<IReadOnlyList<ReferenceDescription>> BrowseAsync(ExpandedNodeId node, CancellationToken cancellationToken)
    {
        OpcUaClient client = await ClientAsync(cancellationToken);
        return await client.BrowseAsync(client.Resolve(node), cancellationToken);
    }

    /// <summary>Nodes that are read again and again; registered in each session where the PLC's profile says that it pays.</summary>
    public CyclicNodes Cyclic(IReadOnlyList<ExpandedNodeId> nodes) => new(this, nodes);

    /// <summary>A subscription that outlives breaks. Its items are found anew by the URIs of their namespaces.</summary>
    public async Task<Subscription> SubscribeAsync(SubscriptionOptions options, CancellationToken cancellationToken)
    {
        OpcUaClient client = await ClientAsync(cancellationToken);
        return await _subscriptions.CreateAsync(client, this, options, cancellationToken);
    }

    /// <summary>Closes the session, also one that the server kept while the link was gone, and ends all subscriptions.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync();
        await _running;
        _subscriptions.Dispose();
        if (_client is { Broken.IsCompleted: false } client)
        {
            _recovery.Forget();
            await client.DisposeAsync();
        }
        else
        {
            await _recovery.CloseAsync();
        }

        _states.Set(new ConnectionState(ConnectionPhase.Closed, Now(), StatusCodes.BadConnectionClosed, "closed"));
        var closed = new OpcUaException(StatusCodes.BadConnectionClosed, $"the connection to {EndpointUrl} was closed");
        lock (_gate)
        {
            if (!_connected.TrySetException(closed))
            {
                _connected = new TaskCompletionSource<OpcUaClient>(TaskCreationOptions.RunContinuationsAsynchronously);
                _connected.SetException(closed);
            }

            // Nobody need be waiting.
            _ = _connected.Task.Exception;
        }

        _stop.Dispose();
    }

    bool ISubscriptionKeeper.FollowsNamespaces => true;

    void ISubscriptionKeeper.OnLost(Subscription subscription, OpcUaException reason)
    {
        if (Volatile.Read(ref _client) is { } client)
        {
            _ = RecreateAsync(client, subscription, reason);
        }
    }

    void ISubscriptionKeeper.OnSilent(Subscription subscription, OpcUaException reason)
    {
        Log.SubscriptionSilent(_logger, subscription.Id, reason.Reason);
        Volatile.Read(ref _client)?.Break(reason);
    }

    void ISubscriptionKeeper.OnLinkBroke(Subscription subscription, OpcUaException reason)
    {
        // The next link takes it up.
    }

    void ISubscriptionKeeper.OnNamespacesChanged(Subscription subscription) =>
        Volatile.Read(ref _client)?.Break(new OpcUaException(StatusCodes.BadNodeIdUnknown, "the server's namespaces moved: all node ids are resolved anew"));

    private DateTime Now() => _time.GetUtcNow().UtcDateTime;

    private async Task RunAsync()
    {
        var backoff = new ReconnectBackoff(_options.FirstDelay, _options.LongestDelay);
        int failed = 0;
        while (!_stop.IsCancellationRequested)
        {
            (Exception reason, bool wasConnected) = await ConnectAndStayAsync(backoff);
            failed = wasConnected ? 0 : failed + 1;
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            TimeSpan delay = backoff.Next();
            StatusCode status = reason is OpcUaException { Status: var code } ? code : StatusCodes.BadConnectionClosed;
            _states.Set(new ConnectionState(ConnectionPhase.Disconnected, Now(), status, reason.Message) { FailedTries = failed, NextTryIn = delay });
            Log.ConnectionWaits(_logger, EndpointUrl, (long)delay.TotalMilliseconds, reason.Message);
            await Task.Delay(delay, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_stop.IsCancellationRequested)
            {
                _states.Set(new ConnectionState(ConnectionPhase.Connecting, Now(), status, reason.Message) { FailedTries = failed });
            }
        }
    }

    /// <summary>One connection from its beginning to its end, and why it ended or never came to be.</summary>
    private async Task<(Exception Reason, bool WasConnected)> ConnectAndStayAsync(ReconnectBackoff backoff)
    {
        OpcUaClient? client = null;
        try
        {
            (client, bool isSame) = await _recovery.ConnectAsync(_stop.Token);
            Volatile.Write(ref _client, client);
            await _subscriptions.RestoreAsync(client, isSame, _stop.Token);
            backoff.Reset();
            lock (_gate)
            {
                _connected.TrySetResult(client);
            }

            _states.Set(new ConnectionState(ConnectionPhase.Connected, Now(), StatusCodes.Good, "") { SessionId = client.SessionId, IsResumed = isSame });
            Exception reason = await client.Broken.WaitAsync(_stop.Token);
            await LeaveAsync(client);
            return (reason, true);
        }
        catch (OperationCanceledException exception) when (_stop.IsCancellationRequested)
        {
            // Disposing closes the session that is there.
            return (exception, false);
        }
        catch (Exception exception)
        {
            // Whatever it was, a fault of ours included: the next try begins anew, and the state tells.
            if (client is not null)
            {
                await LeaveAsync(client);
            }

            return (exception, false);
        }
    }

    private async Task LeaveAsync(OpcUaClient client)
    {
        lock (_gate)
        {
            if (_connected.Task.IsCompleted)
            {
                _connected = new TaskCompletionSource<OpcUaClient>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        await client.LeaveAsync();
    }

    private async Task RecreateAsync(OpcUaClient client, Subscription subscription, OpcUaException reason)
    {
        try
        {
            await _subscriptions.RecreateAsync(client, subscription, reason.Reason, _stop.Token);
        }
        catch (Exception exception) when (exception is OpcUaException or OperationCanceledException)
        {
            // A connection with a subscription that is none is no connection.
            client.Break(exception as OpcUaException ?? reason);
        }
    }
}
