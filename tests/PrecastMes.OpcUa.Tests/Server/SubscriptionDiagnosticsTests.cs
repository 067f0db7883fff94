using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>What a server shows of its subscriptions (Part 5 §12.15), with intervals that pass when the test says so.</summary>
public sealed class SubscriptionDiagnosticsTests
{
    private readonly PublishingClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscription_shows_its_settings_and_how_often_they_were_changed()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        await using OpcUaClient reader = await server.ConnectAsync();
        using WireSession session = await WireSession.OpenAsync(server);
        uint id = (await session.SubscribeAsync(priority: 7)).SubscriptionId;
        await session.AskAsync(
            new ModifySubscriptionRequest
            {
                SubscriptionId = id, RequestedPublishingInterval = 200, RequestedMaxKeepAliveCount = 20, RequestedLifetimeCount = 90, MaxNotificationsPerPublish = 5, Priority = 9,
            },
            ModifySubscriptionResponse.Decode);
        foreach (bool enabled in new[] { true, false, true, false, false })
        {
            await session.AskAsync(new SetPublishingModeRequest { SubscriptionIds = [id], PublishingEnabled = enabled }, SetPublishingModeResponse.Decode);
        }

        SubscriptionDiagnosticsDataType shown = await reader.SubscriptionAsync(id);
        SessionDiagnosticsDataType owner = await reader.SessionAsync(each => each.SessionId != reader.SessionId);

        Assert.Equal((owner.SessionId, (byte)9, 200.0), (shown.SessionId, shown.Priority, shown.PublishingInterval));
        Assert.Equal((20u, 90u, 5u, false), (shown.MaxKeepAliveCount, shown.MaxLifetimeCount, shown.MaxNotificationsPerPublish, shown.PublishingEnabled));
        Assert.Equal((1u, 2u, 3u), (shown.ModifyCount, shown.EnableCount, shown.DisableCount));
    }

    [Fact]
    public async Task A_subscription_counts_what_it_sent_what_was_dropped_and_what_was_asked_again()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        await using OpcUaClient reader = await server.ConnectAsync();
        using WireSession session = await WireSession.OpenAsync(server);
        uint id = (await session.SubscribeAsync()).SubscriptionId;
        await session.WatchAsync(id, server.Counter.NodeId, queueSize: 3);
        await session.WatchAsync(id, server.Name.NodeId, mode: MonitoringMode.Disabled);
        uint gone = (await session.WatchAsync(id, server.Codes.NodeId, mode: MonitoringMode.Disabled)).MonitoredItemId;
        await session.AskAsync(new DeleteMonitoredItemsRequest { SubscriptionId = id, MonitoredItemIds = [gone] }, DeleteMonitoredItemsResponse.Decode);

        // The first value, late for want of a request; then five more, of which three have room; the first message is acknowledged.
        _clock.Publish();
        await session.PublishAsync();
        for (uint i = 1; i <= 5; i++)
        {
            server.Counter.Value = 100 + i;
        }

        _clock.Publish();
        await session.PublishAsync();
        Assert.Equal(StatusCodes.Good, await session.ResultAsync(new RepublishRequest { SubscriptionId = id, RetransmitSequenceNumber = 2 }));
        Assert.Equal(StatusCodes.BadMessageNotAvailable, await session.ResultAsync(new RepublishRequest { SubscriptionId = id, RetransmitSequenceNumber = 1 }));

        SubscriptionDiagnosticsDataType shown = await reader.SubscriptionAsync(id);

        Assert.Equal((2u, 2u), (shown.PublishRequestCount, shown.LatePublishRequestCount));
        Assert.Equal((4u, 0u, 4u), (shown.DataChangeNotificationsCount, shown.EventNotificationsCount, shown.NotificationsCount));
        Assert.Equal((2u, 0u), (shown.MonitoringQueueOverflowCount, shown.EventQueueOverFlowCount));
        Assert.Equal((2u, 2u, 1u), (shown.RepublishRequestCount, shown.RepublishMessageRequestCount, shown.RepublishMessageCount));
        Assert.Equal((1u, 0u, 3u), (shown.UnacknowledgedMessageCount, shown.DiscardedMessageCount, shown.NextSequenceNumber));
        Assert.Equal((2u, 1u), (shown.MonitoredItemCount, shown.DisabledMonitoredItemCount));
    }

    [Fact]
    public async Task Events_and_those_that_were_dropped_are_counted_by_themselves()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        await using OpcUaClient reader = await server.ConnectAsync();
        using WireSession session = await WireSession.OpenAsync(server);
        uint id = (await session.SubscribeAsync()).SubscriptionId;
        await session.WatchAsync(id, ObjectIds.Server, queueSize: 2, filter: EventWatch.Filter("Message"), attribute: AttributeIds.EventNotifier);
        for (int i = 0; i < 5; i++)
        {
            server.Space.Notifiers.Report(new UaEvent());
        }

        _clock.Publish();
        int sent = (await session.PublishAsync()).Events().Count;

        SubscriptionDiagnosticsDataType shown = await reader.SubscriptionAsync(id);

        // Two, the one that says that three were dropped, and the one that asks to refresh the conditions.
        Assert.Equal(4, sent);
        Assert.Equal((0u, 4u, 4u), (shown.DataChangeNotificationsCount, shown.EventNotificationsCount, shown.NotificationsCount));
        Assert.Equal((0u, 3u), (shown.MonitoringQueueOverflowCount, shown.EventQueueOverFlowCount));
    }

    [Fact]
    public async Task Messages_that_gave_way_before_they_were_acknowledged_are_counted()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options with { Limits = new() { MaxRetransmissionQueue = 2 } });
        await using OpcUaClient reader = await server.ConnectAsync();
        using WireSession session = await WireSession.OpenAsync(server);
        session.Acknowledges = false;
        uint id = (await session.SubscribeAsync()).SubscriptionId;
        await session.WatchAsync(id, server.Counter.NodeId);
        for (uint i = 1; i <= 5; i++)
        {
            server.Counter.Value = 100 + i;
            _clock.Publish();
            await session.PublishAsync();
        }

        SubscriptionDiagnosticsDataType shown = await reader.SubscriptionAsync(id);

        Assert.Equal((2u, 3u, 6u), (shown.UnacknowledgedMessageCount, shown.DiscardedMessageCount, shown.NextSequenceNumber));
    }

    [Fact]
    public async Task The_cycles_without_a_message_and_without_a_request_are_shown()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        await using OpcUaClient reader = await server.ConnectAsync();
        using WireSession session = await WireSession.OpenAsync(server);
        uint id = (await session.SubscribeAsync()).SubscriptionId;
        _clock.Publish();
        Assert.True((await session.PublishAsync()).IsKeepAlive());
        _clock.Publish(4);
        SubscriptionDiagnosticsDataType alone = await reader.SubscriptionAsync(id);
        await session.PostPublishAsync();
        await session.ResultAsync(new ReadRequest());
        _clock.Publish(2);
        SubscriptionDiagnosticsDataType waiting = await reader.SubscriptionAsync(id);

        Assert.Equal((4u, 4u), (alone.CurrentKeepAliveCount, alone.CurrentLifetimeCount));
        Assert.Equal((6u, 0u), (waiting.CurrentKeepAliveCount, waiting.CurrentLifetimeCount));
    }

    [Fact]
    public async Task Transfers_are_counted_by_whether_they_were_granted_and_to_whom()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        await using OpcUaClient reader = await server.ConnectAsync();
        await using OpcUaClient first = await ConnectAsync(server, "olga", "urn:one");
        await using OpcUaClient same = await ConnectAsync(server, "olga", "urn:one");
        await using OpcUaClient other = await ConnectAsync(server, "olga", "urn:other");
        await using OpcUaClient stranger = await ConnectAsync(server, "otto", "urn:one");
        uint id = (await first.SendAsync<CreateSubscriptionResponse>(new CreateSubscriptionRequest { RequestedPublishingInterval = 1_000 }, Token)).SubscriptionId;
        foreach (OpcUaClient taker in new[] { same, stranger, other, first })
        {
            await taker.SendAsync<TransferSubscriptionsResponse>(new TransferSubscriptionsRequest { SubscriptionIds = [id] }, Token);
        }

        SubscriptionDiagnosticsDataType shown = await reader.SubscriptionAsync(id);

        Assert.Equal((4u, 1u, 2u), (shown.TransferRequestCount, shown.TransferredToSameClientCount, shown.TransferredToAltClientCount));
        Assert.Equal(first.SessionId, shown.SessionId);
    }

    private static Task<OpcUaClient> ConnectAsync(PlantServer server, string user, string uri) =>
        server.ConnectAsync(options => options with { ApplicationUri = uri, User = UserIdentity.UserName(user, user) });
}
