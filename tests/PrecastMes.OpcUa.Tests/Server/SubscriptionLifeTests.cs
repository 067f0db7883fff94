using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>How long a subscription lives and whose it is (Part 4 §5.14).</summary>
public sealed class SubscriptionLifeTests
{
    private readonly PublishingClock _clock = new();

    [Theory]
    [InlineData(0, 0, 0, 2, 30, 10)]
    [InlineData(double.NaN, 5, 7, 2, 21, 7)]
    [InlineData(250, 1_000, 20, 250, 1_000, 20)]
    [InlineData(1e12, 0, 0, 3_600_000, 24, 8)]
    public async Task What_was_asked_is_revised_and_told(double interval, uint lifetime, uint keepAlive, double revisedInterval, uint revisedLifetime, uint revisedKeepAlive)
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession session = await WireSession.OpenAsync(server);
        CreateSubscriptionResponse created = await session.AskAsync(
            new CreateSubscriptionRequest { RequestedPublishingInterval = interval, RequestedLifetimeCount = lifetime, RequestedMaxKeepAliveCount = keepAlive },
            CreateSubscriptionResponse.Decode);

        Assert.Equal(
            (revisedInterval, revisedLifetime, revisedKeepAlive), (created.RevisedPublishingInterval, created.RevisedLifetimeCount, created.RevisedMaxKeepAliveCount));
    }

    [Fact]
    public async Task A_subscription_that_runs_out_says_so_to_the_next_publish()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession session = await WireSession.OpenAsync(server);
        uint id = (await session.SubscribeAsync(keepAlive: 1, lifetime: 5)).SubscriptionId;

        _clock.Publish(5);
        PublishResponse told = await session.PublishAsync();
        StatusCode gone = await session.ResultAsync(new PublishRequest());

        Assert.Equal((id, StatusCodes.BadTimeout), (told.SubscriptionId, told.StatusChange()));
        Assert.Equal(StatusCodes.BadNoSubscription, gone);
    }

    [Fact]
    public async Task A_waiting_request_keeps_a_subscription_alive_however_seldom_it_speaks()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession session = await WireSession.OpenAsync(server);
        uint id = (await session.SubscribeAsync(keepAlive: 2, lifetime: 6)).SubscriptionId;
        uint patient = (await session.SubscribeAsync(keepAlive: 40, lifetime: 120)).SubscriptionId;
        for (int i = 0; i < 20; i++)
        {
            Task<PublishResponse> waiting = await session.PostPublishAsync();

            // Intervals pass until it is answered: how many pass before the request arrives is the network's business.
            await Until.TrueAsync(
                () =>
                {
                    _clock.Publish();
                    return waiting.IsCompleted;
                },
                TestContext.Current.CancellationToken);
            await waiting;
        }

        StatusCode[] deleted = (await session.AskAsync(new DeleteSubscriptionsRequest { SubscriptionIds = [id, patient, id] }, DeleteSubscriptionsResponse.Decode)).Results!;

        Assert.Equal([StatusCodes.Good, StatusCodes.Good, StatusCodes.BadSubscriptionIdInvalid], deleted);
    }

    [Fact]
    public async Task A_subscription_is_transferred_with_what_was_not_acknowledged()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession old = await WireSession.OpenAsync(server, "operator");
        using WireSession young = await WireSession.OpenAsync(server, "operator");
        old.Acknowledges = false;
        uint id = await WatchedAsync(old, server);
        PublishResponse first = await PublishedAsync(old);
        Task<PublishResponse> farewell = await old.PostPublishAsync();

        TransferResult transferred = await TransferAsync(young, id, sendInitialValues: true);
        RepublishResponse again = await young.AskAsync(
            new RepublishRequest { SubscriptionId = id, RetransmitSequenceNumber = first.NotificationMessage.SequenceNumber }, RepublishResponse.Decode);
        PublishResponse next = await PublishedAsync(young);

        Assert.Equal(StatusCodes.Good, transferred.StatusCode);
        Assert.Equal([1u], transferred.AvailableSequenceNumbers!);
        Assert.Equal(StatusCodes.GoodSubscriptionTransferred, (await farewell).StatusChange());
        Assert.Equal(first.NotificationMessage.NotificationData, again.NotificationMessage.NotificationData);
        Assert.Equal((2u, (7u, 7u)), (next.NotificationMessage.SequenceNumber, Assert.Single(next.Values<uint>())));
        Assert.Equal(StatusCodes.BadNoSubscription, await old.ResultAsync(new PublishRequest()));
        Assert.Equal(StatusCodes.BadNothingToDo, (await TransferAsync(young, id, false)).StatusCode);
    }

    [Fact]
    public async Task A_session_may_leave_its_subscription_behind_for_the_same_user()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession old = await WireSession.OpenAsync(server, "operator");
        using WireSession young = await WireSession.OpenAsync(server, "operator");
        uint id = await WatchedAsync(old, server);
        await PublishedAsync(old);
        await old.AskAsync(new CloseSessionRequest { DeleteSubscriptions = false }, CloseSessionResponse.Decode);
        server.Counter.Value = 8u;

        TransferResult transferred = await TransferAsync(young, id, sendInitialValues: false);
        PublishResponse next = await PublishedAsync(young);

        Assert.Equal(StatusCodes.Good, transferred.StatusCode);
        Assert.Equal((7u, 8u), Assert.Single(next.Values<uint>()));
    }

    [Fact]
    public async Task What_was_left_behind_dies_at_the_end_of_its_lifetime()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession old = await WireSession.OpenAsync(server, "operator");
        using WireSession young = await WireSession.OpenAsync(server, "operator");
        uint id = (await old.SubscribeAsync(keepAlive: 1, lifetime: 10)).SubscriptionId;
        await old.AskAsync(new CloseSessionRequest { DeleteSubscriptions = false }, CloseSessionResponse.Decode);

        _clock.Publish(9);
        TransferResult inTime = await TransferAsync(young, id, false);
        _clock.Publish(10);
        TransferResult tooLate = await TransferAsync(young, id, false);

        Assert.Equal(StatusCodes.Good, inTime.StatusCode);
        Assert.Equal(StatusCodes.BadSubscriptionIdInvalid, tooLate.StatusCode);
    }

    [Theory]
    [InlineData("operator", "visitor")]
    [InlineData("operator", null)]
    [InlineData(null, "visitor")]
    [InlineData(null, null)]
    public async Task Nobody_else_gets_a_subscription(string? owner, string? thief)
    {
        // Without users and without a channel that proves the application, the rule of Part 4 §5.14.7.1 can't be met.
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession old = await WireSession.OpenAsync(server, owner);
        using WireSession young = await WireSession.OpenAsync(server, thief);
        uint id = await WatchedAsync(old, server);

        TransferResult stolen = await TransferAsync(young, id, true);
        PublishResponse kept = await PublishedAsync(old);

        Assert.Equal(StatusCodes.BadUserAccessDenied, stolen.StatusCode);
        Assert.Single(kept.Changes());
    }

    [Fact]
    public async Task A_user_leaves_no_more_subscriptions_behind_than_he_may_have()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options with { Limits = new ServerLimits { MaxSubscriptionsPerUser = 3 } });
        for (int i = 0; i < 3; i++)
        {
            using WireSession session = await WireSession.OpenAsync(server, "operator");
            await session.SubscribeAsync();
            await session.AskAsync(new CloseSessionRequest { DeleteSubscriptions = false }, CloseSessionResponse.Decode);
        }

        using WireSession another = await WireSession.OpenAsync(server, "operator");
        using WireSession other = await WireSession.OpenAsync(server, "visitor");

        Assert.Equal(StatusCodes.BadTooManySubscriptions, await another.ResultAsync(new CreateSubscriptionRequest()));
        Assert.Equal(StatusCodes.Good, await other.ResultAsync(new CreateSubscriptionRequest()));
    }

    private static async Task<uint> WatchedAsync(WireSession session, PlantServer server)
    {
        uint id = (await session.SubscribeAsync()).SubscriptionId;
        Assert.Equal(StatusCodes.Good, (await session.WatchAsync(id, server.Counter.NodeId, handle: 7, queueSize: 10)).StatusCode);
        return id;
    }

    private async Task<PublishResponse> PublishedAsync(WireSession session)
    {
        Task<PublishResponse> waiting = await session.PostPublishAsync();

        // Behind the request in the same stream: once it is answered, the Publish waits at the server.
        await session.ResultAsync(new ReadRequest());
        _clock.Publish();
        return await waiting;
    }

    private static async Task<TransferResult> TransferAsync(WireSession session, uint id, bool sendInitialValues) => Assert.Single((await session.AskAsync(
        new TransferSubscriptionsRequest { SubscriptionIds = [id], SendInitialValues = sendInitialValues }, TransferSubscriptionsResponse.Decode)).Results!);
}
