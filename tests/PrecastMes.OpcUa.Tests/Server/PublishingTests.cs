using PrecastMes.OpcUa.Tests.Hostile;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>How Publish requests and notifications meet (Part 4 §5.14.1 and §5.14.5), with intervals that pass when the test says so.</summary>
public sealed class PublishingTests
{
    private readonly PublishingClock _clock = new();

    [Fact]
    public async Task The_first_message_comes_with_the_first_interval_and_then_a_keep_alive_in_every_third()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession session = await WireSession.OpenAsync(server);
        await session.SubscribeAsync(keepAlive: 3);

        var speaks = new List<bool>();
        Task<byte[]> waiting = await session.PostAsync(new PublishRequest());
        for (int i = 0; i < 7; i++)
        {
            // Before and behind the interval in the same streams: the request is at the server, and what it answered is here.
            await session.ResultAsync(new ReadRequest());
            _clock.Publish();
            await session.ResultAsync(new ReadRequest());
            speaks.Add(waiting.IsCompleted);
            waiting = waiting.IsCompleted ? await session.PostAsync(new PublishRequest()) : waiting;
        }

        Assert.Equal([true, false, false, true, false, false, true], speaks);
    }

    [Fact]
    public async Task What_is_overdue_goes_out_with_the_next_request_at_once()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession session = await WireSession.OpenAsync(server);
        uint id = (await session.SubscribeAsync()).SubscriptionId;
        await session.WatchAsync(id, server.Counter.NodeId);
        _clock.Publish(2);

        PublishResponse response = await session.PublishAsync();

        Assert.Equal((1u, 7u), Assert.Single(response.Values<uint>()));
    }

    [Fact]
    public async Task A_message_holds_so_many_notifications_and_tells_of_more()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession session = await WireSession.OpenAsync(server);
        uint id = (await session.SubscribeAsync(maxNotifications: 2)).SubscriptionId;
        await session.WatchAsync(id, server.Counter.NodeId, queueSize: 10);
        for (uint i = 8; i < 12; i++)
        {
            server.Counter.Value = i;
        }

        Task<PublishResponse>[] waiting = [await session.PostPublishAsync(), await session.PostPublishAsync(), await PostedAsync(session)];
        _clock.Publish();
        PublishResponse[] responses = await Task.WhenAll(waiting);

        Assert.Equal([[7u, 8u], [9u, 10u], [11u]], responses.Select(response => response.Values<uint>().Select(value => value.Value).ToArray()));
        Assert.Equal([true, true, false], responses.Select(response => response.MoreNotifications));
        Assert.Equal([1u, 2u, 3u], responses.Select(response => response.NotificationMessage.SequenceNumber));
    }

    [Fact]
    public async Task The_more_important_subscription_gets_the_request()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession session = await WireSession.OpenAsync(server);
        await session.SubscribeAsync(priority: 1);
        uint important = (await session.SubscribeAsync(priority: 200)).SubscriptionId;
        await session.SubscribeAsync(priority: 100);
        _clock.Publish();

        Assert.Equal(important, (await session.PublishAsync()).SubscriptionId);
    }

    [Fact]
    public async Task A_subscription_that_does_not_publish_keeps_alive_and_keeps_its_notifications()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession session = await WireSession.OpenAsync(server);
        uint id = (await session.SubscribeAsync(keepAlive: 1, enabled: false)).SubscriptionId;
        await session.WatchAsync(id, server.Counter.NodeId, queueSize: 10);
        PublishResponse silent = await PublishedAsync(session);
        server.Counter.Value = 8u;
        await session.AskAsync(new SetPublishingModeRequest { PublishingEnabled = true, SubscriptionIds = [id] }, SetPublishingModeResponse.Decode);
        PublishResponse told = await PublishedAsync(session);

        Assert.True(silent.IsKeepAlive());
        Assert.Equal([(1u, 7u), (1u, 8u)], told.Values<uint>());
    }

    [Fact]
    public async Task Acknowledgements_are_answered_one_by_one()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession session = await WireSession.OpenAsync(server);
        session.Acknowledges = false;
        uint id = (await session.SubscribeAsync(keepAlive: 1)).SubscriptionId;
        await session.WatchAsync(id, server.Counter.NodeId);
        await PublishedAsync(session);
        var request = new PublishRequest
        {
            SubscriptionAcknowledgements =
            [
                new SubscriptionAcknowledgement { SubscriptionId = id, SequenceNumber = 1 },
                new SubscriptionAcknowledgement { SubscriptionId = id, SequenceNumber = 1 },
                new SubscriptionAcknowledgement { SubscriptionId = id + 99, SequenceNumber = 1 },
            ],
        };
        Task<byte[]> answer = await session.PostAsync(request);
        await session.ResultAsync(new ReadRequest());
        _clock.Publish();

        PublishResponse response = WireSession.Decode(await answer, PublishResponse.Decode);

        Assert.Equal([StatusCodes.Good, StatusCodes.BadSequenceNumberUnknown, StatusCodes.BadSubscriptionIdInvalid], response.Results!);
        Assert.Empty(response.AvailableSequenceNumbers ?? []);
    }

    [Fact]
    public async Task One_request_too_many_sends_the_oldest_back()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options with { Limits = new() { MaxPublishRequestsPerSession = 2 } });
        using WireSession session = await WireSession.OpenAsync(server);
        await session.SubscribeAsync();
        Task<byte[]>[] posted =
        [
            await session.PostAsync(new PublishRequest()), await session.PostAsync(new PublishRequest()), await session.PostAsync(new PublishRequest()),
        ];

        StatusCode oldest = RawConnection.Result(await posted[0].WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        Assert.Equal(StatusCodes.BadTooManyPublishRequests, oldest);
        Assert.False(posted[1].IsCompleted || posted[2].IsCompleted);
    }

    [Fact]
    public async Task A_request_whose_time_is_over_goes_back_and_takes_no_notification_with_it()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession session = await WireSession.OpenAsync(server);
        uint id = (await session.SubscribeAsync(keepAlive: 1_000)).SubscriptionId;
        await PublishedAsync(session);
        Task<byte[]> impatient = await session.PostAsync(new PublishRequest { RequestHeader = new RequestHeader { TimeoutHint = 250 } });
        await session.ResultAsync(new ReadRequest());
        _clock.Publish(3);
        StatusCode result = RawConnection.Result(await impatient.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await session.WatchAsync(id, server.Counter.NodeId);

        PublishResponse next = await PublishedAsync(session);

        Assert.Equal(StatusCodes.BadTimeout, result);
        Assert.Equal((1u, 7u), Assert.Single(next.Values<uint>()));
    }

    [Fact]
    public async Task Messages_that_nobody_acknowledges_are_kept_up_to_a_limit()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options with { Limits = new() { MaxRetransmissionQueue = 3 } });
        using WireSession session = await WireSession.OpenAsync(server);
        session.Acknowledges = false;
        uint id = (await session.SubscribeAsync()).SubscriptionId;
        await session.WatchAsync(id, server.Counter.NodeId);
        PublishResponse last = await PublishedAsync(session);
        for (uint i = 0; i < 5; i++)
        {
            server.Counter.Value = 100 + i;
            last = await PublishedAsync(session);
        }

        Assert.Equal([4u, 5u, 6u], last.AvailableSequenceNumbers!);
        Assert.Equal(StatusCodes.BadMessageNotAvailable, await session.ResultAsync(new RepublishRequest { SubscriptionId = id, RetransmitSequenceNumber = 3 }));
        RepublishResponse kept = await session.AskAsync(new RepublishRequest { SubscriptionId = id, RetransmitSequenceNumber = 4 }, RepublishResponse.Decode);
        Assert.Equal(102u, ((DataChangeNotification)kept.NotificationMessage.NotificationData![0]!.Structure!).MonitoredItems![0].Value.Value.Get<uint>());
    }

    [Fact]
    public async Task A_client_that_takes_small_messages_gets_all_values_in_several()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession session = await WireSession.OpenAsync(server, null, [], maxResponse: 8_192);
        uint id = (await session.SubscribeAsync(keepAlive: 1)).SubscriptionId;
        await session.WatchAsync(id, server.Name.NodeId, queueSize: 200);
        for (int i = 0; i < 150; i++)
        {
            server.Name.Value = $"{i} {new string('x', 200)}";
        }

        var values = new List<string>();
        int messages = 0;
        do
        {
            PublishResponse response = await PublishedAsync(session);
            values.AddRange(response.Values<string>().Select(value => value.Value.Split(' ')[0]));
            messages++;
        }
        while (values.Count < 151);

        Assert.Equal(Enumerable.Range(0, 150).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), values.Skip(1));
        Assert.InRange(messages, 4, 10);
    }

    private static async Task<Task<PublishResponse>> PostedAsync(WireSession session)
    {
        Task<PublishResponse> waiting = await session.PostPublishAsync();

        // Behind the request in the same stream: once it is answered, the Publish waits at the server.
        await session.ResultAsync(new ReadRequest());
        return waiting;
    }

    private async Task<PublishResponse> PublishedAsync(WireSession session)
    {
        Task<PublishResponse> waiting = await PostedAsync(session);
        _clock.Publish();
        return await waiting;
    }
}
