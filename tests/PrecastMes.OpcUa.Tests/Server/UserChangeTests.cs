using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Another user on a session that lives (Part 4 §5.7.3), as when the shift changes at a panel.</summary>
public sealed class UserChangeTests : IAsyncDisposable
{
    private readonly PublishingClock _clock = new();
    private PlantServer _server = null!;
    private WireSession _session = null!;
    private uint _subscription;

    [Fact]
    public async Task What_the_next_user_may_not_read_is_refused_to_him_also_where_it_was_watched_before()
    {
        await BeginAsync();
        PublishResponse first = await PublishedAsync();
        Assert.Equal([(1u, (Variant)7u), (2u, (Variant)20.5)], Seen(first));
        _server.Counter.Value = 8u;

        Assert.Equal(StatusCodes.Good, await _session.ActivateAsync("guest"));
        _server.Counter.Value = 9u;
        _server.Temperature.Value = 21.5;
        PublishResponse changed = await PublishedAsync();

        // The value that waited is not told any more, nor is any that came since.
        Assert.Equal([(1u, Variant.Null), (2u, (Variant)21.5)], Seen(changed));
        Assert.Equal(StatusCodes.BadUserAccessDenied, changed.Changes()[0].Value.Status);
        Assert.Equal(StatusCodes.BadUserAccessDenied, await ReadAsync(_server.Counter.NodeId));
        Assert.Equal(
            StatusCodes.BadMessageNotAvailable,
            await _session.ResultAsync(new RepublishRequest { SubscriptionId = _subscription, RetransmitSequenceNumber = first.NotificationMessage.SequenceNumber }));
    }

    [Fact]
    public async Task The_user_who_comes_back_sees_what_he_watched()
    {
        await BeginAsync();
        await PublishedAsync();
        await _session.ActivateAsync("guest");
        await PublishedAsync();
        _server.Counter.Value = 9u;

        Assert.Equal(StatusCodes.Good, await _session.ActivateAsync("olga"));

        Assert.Equal([(1u, (Variant)9u)], Seen(await PublishedAsync()));
    }

    [Fact]
    public async Task The_subscriptions_of_the_session_are_the_next_users_and_nobody_elses()
    {
        await BeginAsync();
        await _session.ActivateAsync("guest");
        using WireSession olga = await WireSession.OpenAsync(_server, "olga");
        using WireSession guest = await WireSession.OpenAsync(_server, "guest");

        Assert.Equal(StatusCodes.BadUserAccessDenied, await TransferAsync(olga));
        Assert.Equal(StatusCodes.Good, await TransferAsync(guest));
    }

    [Fact]
    public async Task A_wrong_password_leaves_the_session_to_the_user_who_has_it()
    {
        await BeginAsync();

        Assert.Equal(StatusCodes.BadUserAccessDenied, await _session.ActivateAsync("guest", "guess"));

        Assert.Equal(StatusCodes.Good, await ReadAsync(_server.Counter.NodeId));
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _server.DisposeAsync();
    }

    private static (uint Handle, Variant Value)[] Seen(PublishResponse response) =>
        [.. response.Changes().Select(change => (change.ClientHandle, change.Value.Value)).OrderBy(change => change.ClientHandle)];

    private async Task BeginAsync()
    {
        _server = await PlantServer.StartAsync(_clock.Options with
        {
            CheckUser = (name, password) => name != password ? null : new UserAccount(name, name == "olga" ? [WellKnownRoles.Operator] : []),
            Limits = new() { LoginDelay = TimeSpan.Zero },
        });
        _server.Space.SetPermissions(
            _server.Counter.NodeId, [new RolePermissionType { RoleId = WellKnownRoles.Operator, Permissions = PermissionType.Browse | PermissionType.Read }]);
        _session = await WireSession.OpenAsync(_server, "olga");
        _session.Acknowledges = false;
        _subscription = (await _session.SubscribeAsync()).SubscriptionId;
        await _session.WatchAsync(_subscription, _server.Counter.NodeId, handle: 1, queueSize: 10);
        await _session.WatchAsync(_subscription, _server.Temperature.NodeId, handle: 2, queueSize: 10);
    }

    private async Task<PublishResponse> PublishedAsync()
    {
        Task<PublishResponse> publishing = await _session.PostPublishAsync();

        // Known to be waiting once a request behind it was answered.
        await ReadAsync(_server.Temperature.NodeId);
        _clock.Publish();
        return await publishing;
    }

    private async Task<StatusCode> ReadAsync(NodeId node) => Assert.Single((await _session.AskAsync(
        new ReadRequest { NodesToRead = [new ReadValueId { NodeId = node, AttributeId = AttributeIds.Value }] }, ReadResponse.Decode)).Results!).Status;

    private async Task<StatusCode> TransferAsync(WireSession session) => Assert.Single((await session.AskAsync(
        new TransferSubscriptionsRequest { SubscriptionIds = [_subscription] }, TransferSubscriptionsResponse.Decode)).Results!).StatusCode;
}
