using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.Client;

/// <summary>A lasting connection through a proxy that cuts it, to our own server.</summary>
public sealed class ReconnectTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_cut_the_same_session_and_subscription_go_on_and_no_change_is_lost()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using var proxy = new CuttingProxy(server.Url);
        await using OpcUaConnection connection = Connect(proxy);
        NodeId session = (await connection.ConnectedAsync(Token)).SessionId;
        await using Subscription subscription = await WatchAsync(connection, server);

        Assert.Equal(7u, await NextAsync(subscription));
        for (uint i = 100; i < 200; i++)
        {
            server.Counter.Value = i;
            if (i % 20 == 10)
            {
                proxy.Cut();
            }
        }

        for (uint i = 100; i < 200; i++)
        {
            Assert.Equal(i, await NextAsync(subscription));
        }

        OpcUaClient client = await connection.ConnectedAsync(Token).WaitAsync(Patience, Token);
        Assert.Equal(session, client.SessionId);
    }

    [Fact]
    public async Task A_subscription_whose_creation_was_not_answered_does_not_stay_in_the_session()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using var proxy = new CuttingProxy(server.Url);
        await using OpcUaClient observer = await server.ConnectSecurelyAsync();
        await using OpcUaConnection connection = Connect(proxy);
        NodeId session = (await connection.ConnectedAsync(Token)).SessionId;
        await using Subscription subscription = await WatchAsync(connection, server);
        Assert.Equal(7u, await NextAsync(subscription));

        // The request passes, and the answer does not.
        proxy.Mutes = true;
        Task lost = connection.SubscribeAsync(new SubscriptionOptions { LifetimeCount = 1_000_000 }, Token);
        await Until.TrueAsync(async () => await CountAsync() == 2, Token);
        proxy.Cut();
        proxy.Mutes = false;

        await Assert.ThrowsAsync<OpcUaException>(() => lost);
        await Until.TrueAsync(async () => await CountAsync() == 1, Token);
        server.Counter.Value = 8u;
        await ValueAsync(subscription, 8);
        Assert.Equal(session, (await connection.ConnectedAsync(Token).WaitAsync(Patience, Token)).SessionId);

        Task<uint> CountAsync() => observer.ReadAsync<uint>(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_CurrentSubscriptionCount, Token);
    }

    [Fact]
    public async Task When_the_session_is_lost_the_subscription_is_handed_over_or_made_anew_and_tells_the_present_value()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using var proxy = new CuttingProxy(server.Url);
        await using OpcUaConnection connection = Connect(proxy, options => options with { SessionTimeout = TimeSpan.FromMilliseconds(200) });
        NodeId session = (await connection.ConnectedAsync(Token)).SessionId;
        await using Subscription subscription = await WatchAsync(connection, server);
        Assert.Equal(7u, await NextAsync(subscription));

        proxy.Refuses = true;
        proxy.Cut();
        await StateAsync(connection, ConnectionPhase.Disconnected);
        server.Counter.Value = 55u;
        await Until.TrueAsync(() => server.Server.SessionCount == 0, Token);
        proxy.Refuses = false;

        await ValueAsync(subscription, 55);
        Assert.NotEqual(session, (await connection.ConnectedAsync(Token).WaitAsync(Patience, Token)).SessionId);
    }

    [Fact]
    public async Task After_the_server_was_restarted_a_gap_stands_before_the_present_value()
    {
        int port = 0;
        OpcUaConnection connection;
        Subscription subscription;
        await using (PlantServer first = await PlantServer.StartAsync(PlantServer.Secured))
        {
            port = new Uri(first.Url).Port;
            connection = new OpcUaConnection(Options(first.Url));
            await connection.ConnectedAsync(Token);
            subscription = await WatchAsync(connection, first);
            Assert.Equal(7u, await NextAsync(subscription));
        }

        await using PlantServer second = await PlantServer.StartAsync(PlantServer.Secured with { EndpointUrl = $"opc.tcp://127.0.0.1:{port}" });
        await using (connection)
        {
            Notification gap = await ReadAsync(subscription);
            Assert.Equal(GapCause.SubscriptionRecreated, gap.Gap?.Cause);
            Assert.Equal(7u, await NextAsync(subscription));
            second.Counter.Value = 9u;
            await ValueAsync(subscription, 9);
        }

        Assert.Equal(ConnectionPhase.Closed, connection.State.Phase);
        await subscription.Notifications.Completion.WaitAsync(Patience, Token);
    }

    [Fact]
    public async Task A_server_that_comes_back_with_another_certificate_is_found_again()
    {
        PlantServer first = await PlantServer.StartAsync(PlantServer.Secured);
        string url = first.Url;
        await using var connection = new OpcUaConnection(Options(url));
        await connection.ConnectedAsync(Token);
        Task back = BrokenAndBackAsync(connection);
        await first.DisposeAsync();
        await using PlantServer second = await PlantServer.StartAsync(PlantServer.Secured with { EndpointUrl = url, Certificates = TestCertificates.Server(3072) });

        await back;

        Assert.Equal(7u, await connection.ReadAsync<uint>(Address("Line.Counter"), Token));
    }

    [Fact]
    public async Task A_server_that_comes_back_with_other_endpoints_is_found_again()
    {
        PlantServer first = await PlantServer.StartAsync(PlantServer.Secured);
        string url = first.Url;
        await using var connection = new OpcUaConnection(Options(url));
        await connection.ConnectedAsync(Token);
        Task back = BrokenAndBackAsync(connection);
        await first.DisposeAsync();
        await using PlantServer second = await PlantServer.StartAsync(PlantServer.Secured with { EndpointUrl = url, SecurityModes = [MessageSecurityMode.SignAndEncrypt] });

        await back;

        Assert.Equal(7u, await connection.ReadAsync<uint>(Address("Line.Counter"), Token));
    }

    [Fact]
    public async Task A_server_that_dials_us_is_taken_up_again_after_a_break()
    {
        await using ReverseConnectListener listener = await ReverseConnectListener.StartAsync(new ReverseConnectOptions { ListenUrl = "opc.tcp://127.0.0.1:0" }, Token);
        await using PlantServer server = await PlantServer.StartAsync(
            PlantServer.Secured with { ReverseConnectUrls = [listener.Url], Limits = new() { MinReverseRetry = TimeSpan.FromMilliseconds(50), MaxReverseRetry = TimeSpan.FromMilliseconds(500) } });
        await using var connection = new OpcUaConnection(Options(server.Url, options => options with { OpenStream = listener.OpenStream(PlantServer.ApplicationUri) }));
        NodeId session = (await connection.ConnectedAsync(Token).WaitAsync(Patience, Token)).SessionId;
        await using Subscription subscription = await WatchAsync(connection, server);
        Assert.Equal(7u, await NextAsync(subscription));

        server.Server.DropConnections();
        server.Counter.Value = 8u;

        await ValueAsync(subscription, 8);
        Assert.Equal(session, (await connection.ConnectedAsync(Token).WaitAsync(Patience, Token)).SessionId);
    }

    [Fact]
    public async Task A_stalled_link_is_noticed_and_made_anew()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using var proxy = new CuttingProxy(server.Url);
        await using OpcUaConnection connection = Connect(
            proxy, options => options with { RequestTimeout = TimeSpan.FromSeconds(1), KeepAliveInterval = TimeSpan.FromMilliseconds(500), ConnectTimeout = TimeSpan.FromSeconds(2) });
        await connection.ConnectedAsync(Token);
        await using Subscription subscription = await WatchAsync(connection, server);
        Assert.Equal(7u, await NextAsync(subscription));

        proxy.Stall();
        await StateAsync(connection, ConnectionPhase.Disconnected);
        server.Counter.Value = 8u;
        proxy.Resume();

        await ValueAsync(subscription, 8);
    }

    [Fact]
    public async Task While_there_is_no_link_a_request_fails_at_once_or_waits_as_chosen()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using var proxy = new CuttingProxy(server.Url) { Refuses = true };
        await using OpcUaConnection failing = Connect(proxy);
        await using var waiting = new OpcUaConnection(Options(proxy.Url) with { Requests = WhileDisconnected.Wait });
        ExpandedNodeId counter = Address("Line.Counter");

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => failing.ReadAsync([counter], Token));
        Task<DataValue[]> later = waiting.ReadAsync([counter], Token);
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.ReadAsync([counter], giveUp.Token));
        Assert.False(later.IsCompleted);
        proxy.Refuses = false;

        Assert.Equal(StatusCodes.BadNotConnected, refused.Status);
        Assert.Equal(7u, (await later.WaitAsync(Patience, Token))[0].Value.Get<uint>());
    }

    [Fact]
    public async Task The_states_tell_what_happened_and_why()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using var proxy = new CuttingProxy(server.Url);
        OpcUaConnection connection = Connect(proxy);
        var seen = new List<ConnectionState>();
        Task observing = ObserveAsync(connection, seen);
        await connection.ConnectedAsync(Token);
        Task back = BrokenAndBackAsync(connection);

        proxy.Cut();
        await back;
        await connection.DisposeAsync();
        await observing.WaitAsync(Patience, Token);

        Assert.Equal(
            [ConnectionPhase.Connecting, ConnectionPhase.Connected, ConnectionPhase.Disconnected, ConnectionPhase.Connecting, ConnectionPhase.Connected, ConnectionPhase.Closed],
            seen.Select(state => state.Phase));
        Assert.True(seen[2].Status.IsBad);
        Assert.NotEmpty(seen[2].Reason);
        Assert.True(seen[4].IsResumed);
    }

    [Fact]
    public async Task Disposed_in_the_middle_of_a_break_it_leaves_no_session_behind()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using var proxy = new CuttingProxy(server.Url);
        OpcUaConnection connection = new(Options(proxy.Url) with { FirstDelay = TimeSpan.FromMinutes(1), LongestDelay = TimeSpan.FromMinutes(1) });
        await connection.ConnectedAsync(Token);
        proxy.Cut();
        await StateAsync(connection, ConnectionPhase.Disconnected);
        Assert.Equal(1, server.Server.SessionCount);

        await connection.DisposeAsync();

        await Until.TrueAsync(() => server.Server.SessionCount == 0, Token);
    }

    [Fact]
    public async Task A_password_that_is_put_right_later_opens_the_session()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        Func<UserIdentity> user = () => throw new InvalidOperationException("the file is not there");
        await using var connection = new OpcUaConnection(Options(server.Url) with { CurrentUser = () => user() });
        await Until.TrueAsync(() => connection.State is { FailedTries: > 0, Reason: "the file is not there" }, Token);

        user = () => UserIdentity.UserName("operator", "guess");
        await Until.TrueAsync(() => connection.State is { FailedTries: > 0 } state && state.Status.IsSameCode(StatusCodes.BadUserAccessDenied), Token);
        user = () => UserIdentity.UserName("operator", "p@ss");

        await connection.ConnectedAsync(Token).WaitAsync(Patience, Token);
        Assert.Equal(7u, await connection.ReadAsync<uint>(Address("Line.Counter"), Token));
    }

    [Fact]
    public async Task A_subscription_that_was_disposed_during_a_break_does_not_stay_on_the_server()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using var proxy = new CuttingProxy(server.Url);
        await using OpcUaConnection connection = Connect(proxy);
        await connection.ConnectedAsync(Token);
        await using Subscription kept = await WatchAsync(connection, server);
        Subscription other = await WatchAsync(connection, server);
        NodeId count = VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_CurrentSubscriptionCount;
        Assert.Equal(2u, await connection.ReadAsync<uint>(count, Token));

        proxy.Refuses = true;
        proxy.Cut();
        await StateAsync(connection, ConnectionPhase.Disconnected);
        await other.DisposeAsync();
        proxy.Refuses = false;
        await connection.ConnectedAsync(Token).WaitAsync(Patience, Token);

        Assert.True(connection.State.IsResumed);
        Assert.Equal(1u, await connection.ReadAsync<uint>(count, Token));
    }

    [Fact]
    public async Task Nodes_are_found_by_the_uri_of_their_namespace_and_an_unknown_one_is_told()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using var connection = new OpcUaConnection(Options(server.Url));
        await connection.ConnectedAsync(Token);

        StatusCode[] written = await connection.WriteAsync([(Address("Line.Counter"), 21u)], Token);
        KeyNotFoundException unknown = await Assert.ThrowsAsync<KeyNotFoundException>(
            () => connection.ReadAsync([new ExpandedNodeId(new NodeId(0, "x"), "urn:test:nowhere")], Token));

        Assert.Equal([StatusCodes.Good], written);
        Assert.Equal(21, await connection.ReadAsync<int>(Address("Line.Counter"), Token));
        Assert.Contains("urn:test:nowhere", unknown.Message, StringComparison.Ordinal);
        Assert.Contains(PlantServer.LineNamespace, unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registered_nodes_are_registered_again_after_a_break()
    {
        uint registered = 0;
        await using var server = new ScriptedServer((_, request) => request switch
        {
            RegisterNodesRequest => new RegisterNodesResponse { RegisteredNodeIds = [new NodeId(1, ++registered * 1_000)] },
            ReadRequest { NodesToRead: [{ NodeId: { NamespaceIndex: 1, Numeric: 1_000 } }] } when registered == 1 => throw new OpcUaException(StatusCodes.BadSessionIdInvalid, "gone"),
            _ => null,
        });
        await using var connection = new OpcUaConnection(Options(
            server.Url, options => options with { SecurityMode = MessageSecurityMode.None, Policy = null, Profile = PlcProfile.S71500 }));
        await connection.ConnectedAsync(Token);
        CyclicNodes nodes = connection.Cyclic([new ExpandedNodeId(new NodeId(1, 7u))]);

        OpcUaClient before = await connection.ConnectedAsync(Token);
        await Assert.ThrowsAsync<OpcUaException>(() => nodes.ReadAsync(Token));
        await Until.TrueAsync(() => connection.State.Phase == ConnectionPhase.Connected && before.Broken.IsCompleted && connection.State.IsResumed, Token);

        Assert.Equal(2_000u, (await nodes.ReadAsync(Token))[0].Value.Get<uint>());
    }

    private static ExpandedNodeId Address(string id) => new(new NodeId(0, id), PlantServer.LineNamespace);

    private static OpcUaConnectionOptions Options(string url, Func<OpcUaClientOptions, OpcUaClientOptions>? change = null)
    {
        // Without signatures our server does not let a session change channels.
        var client = new OpcUaClientOptions
        {
            EndpointUrl = url, Policy = SecurityPolicy.Basic256Sha256, Certificates = TestCertificates.Client(), Trust = new AcceptAllCertificates(),
        };
        return new OpcUaConnectionOptions { Client = change?.Invoke(client) ?? client, FirstDelay = TimeSpan.FromMilliseconds(20), LongestDelay = TimeSpan.FromMilliseconds(200) };
    }

    private static OpcUaConnection Connect(CuttingProxy proxy, Func<OpcUaClientOptions, OpcUaClientOptions>? change = null) => new(Options(proxy.Url, change));

    private static async Task<Subscription> WatchAsync(OpcUaConnection connection, PlantServer server)
    {
        Subscription subscription = await connection.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(20) }, Token);
        IReadOnlyList<MonitoredItem> items = await subscription.AddAsync(
            [new MonitoredItemRequest(Address("Line.Counter")) { SamplingInterval = TimeSpan.Zero, QueueSize = 1_000 }], Token);
        Assert.Equal(StatusCodes.Good, items[0].Status);
        return subscription;
    }

    private static async Task<Notification> ReadAsync(Subscription subscription) =>
        await subscription.Notifications.ReadAsync(Token).AsTask().WaitAsync(Patience, Token);

    private static async Task<uint> NextAsync(Subscription subscription)
    {
        Notification next = await ReadAsync(subscription);
        Assert.True(next.Kind == NotificationKind.DataChange, $"{next.Kind}: {next.Gap?.Reason}");
        return next.Value.Value.Get<uint>();
    }

    private static async Task ValueAsync(Subscription subscription, uint value)
    {
        Notification next;
        do
        {
            next = await ReadAsync(subscription);
        }
        while (next.Kind != NotificationKind.DataChange || next.Value.Value.Get<uint>() != value);
    }

    /// <summary>Watches from the call on: who only looks later may find the link back already.</summary>
    private static async Task BrokenAndBackAsync(OpcUaConnection connection)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Token);
        late.CancelAfter(Patience);
        bool isBroken = false;
        await foreach (ConnectionState state in connection.StatesAsync(late.Token))
        {
            isBroken |= state.Phase == ConnectionPhase.Disconnected;
            if (isBroken && state.Phase == ConnectionPhase.Connected)
            {
                return;
            }
        }
    }

    private static async Task StateAsync(OpcUaConnection connection, ConnectionPhase phase)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Token);
        late.CancelAfter(Patience);
        await foreach (ConnectionState state in connection.StatesAsync(late.Token))
        {
            if (state.Phase == phase)
            {
                return;
            }
        }
    }

    private static async Task ObserveAsync(OpcUaConnection connection, List<ConnectionState> seen)
    {
        await foreach (ConnectionState state in connection.StatesAsync(Token))
        {
            seen.Add(state);
        }
    }
}
