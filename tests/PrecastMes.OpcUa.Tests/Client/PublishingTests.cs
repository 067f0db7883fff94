using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.Client;

/// <summary>The client's side of publishing, at a server that a test scripts message by message.</summary>
public sealed class PublishingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_more_publishes_than_subscriptions_are_in_flight()
    {
        await using var server = new ScriptedServer((_, _) => null);
        await using OpcUaClient client = await server.ConnectAsync();
        await using Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions(), Token);

        await Until.TrueAsync(() => server.Publishes.Count == 3, Token);
    }

    [Fact]
    public async Task A_message_is_acknowledged_and_a_keep_alive_is_not()
    {
        await using var server = new ScriptedServer((_, _) => null);
        (OpcUaClient client, Subscription subscription) = await WatchAsync(server);
        await using OpcUaClient open = client;

        await server.PublishAsync(5, 1);
        await server.PublishAsync(5, 1, ScriptedServer.Change(1, 11));
        Assert.Equal(11, await NextAsync(subscription));

        // Three at first and one for each answer.
        await Until.TrueAsync(() => server.SeenOf<PublishRequest>().Count() == 5, Token);
        Assert.Equal((5u, 1u), Assert.Single(server.SeenOf<PublishRequest>().SelectMany(request => request.SubscriptionAcknowledgements ?? []).Select(one => (one.SubscriptionId, one.SequenceNumber))));
    }

    [Fact]
    public async Task A_subscription_that_speaks_in_the_session_and_is_nobodys_is_deleted()
    {
        await using var server = new ScriptedServer((_, _) => null);
        (OpcUaClient client, Subscription subscription) = await WatchAsync(server);
        await using OpcUaClient open = client;

        await server.PublishAsync(98, 1);
        await server.PublishAsync(99, 1);
        await server.PublishAsync(99, 1, ScriptedServer.Change(1, 99));
        await server.PublishAsync(5, 1, ScriptedServer.Change(1, 11));

        Assert.Equal(11, await NextAsync(subscription));
        await Until.TrueAsync(() => server.SeenOf<DeleteSubscriptionsRequest>().Any(), Token);
        Assert.Equal([99u], server.SeenOf<DeleteSubscriptionsRequest>().SelectMany(request => request.SubscriptionIds!));
    }

    [Fact]
    public async Task A_subscription_may_speak_before_its_creation_is_answered()
    {
        int created = 0;
        await using var server = new ScriptedServer((self, request) =>
        {
            if (request is CreateSubscriptionRequest && Interlocked.Increment(ref created) == 2)
            {
                for (int i = 0; i < 3; i++)
                {
                    self.PublishAsync(6, 1).GetAwaiter().GetResult();
                }

                return new CreateSubscriptionResponse { SubscriptionId = 6, RevisedPublishingInterval = 1_000, RevisedMaxKeepAliveCount = 10, RevisedLifetimeCount = 30 };
            }

            return null;
        });
        (OpcUaClient client, Subscription subscription) = await WatchAsync(server);
        await using OpcUaClient open = client;
        await Until.TrueAsync(() => server.Publishes.Count == 3, Token);
        await using Subscription second = await client.SubscribeAsync(new SubscriptionOptions(), Token);

        await server.PublishAsync(5, 1, ScriptedServer.Change(1, 11));

        Assert.Equal(11, await NextAsync(subscription));
        Assert.Equal(6u, second.Id);
        Assert.Empty(server.SeenOf<DeleteSubscriptionsRequest>());
    }

    [Fact]
    public async Task Missing_messages_are_asked_for_again_and_delivered_in_their_order()
    {
        await using var server = new ScriptedServer((_, request) => request is RepublishRequest { RetransmitSequenceNumber: var number }
            ? new RepublishResponse { NotificationMessage = Message(number, ScriptedServer.Change(1, (int)number * 10)) } : null);
        (OpcUaClient client, Subscription subscription) = await WatchAsync(server);
        await using OpcUaClient open = client;

        await server.PublishAsync(5, 1, ScriptedServer.Change(1, 10));
        await server.PublishAsync(5, 4, ScriptedServer.Change(1, 40));
        await server.PublishAsync(5, 2, ScriptedServer.Change(1, 20));
        await server.PublishAsync(5, 5, ScriptedServer.Change(1, 50));

        foreach (int expected in (int[])[10, 20, 30, 40, 50])
        {
            Assert.Equal(expected, await NextAsync(subscription));
        }
    }

    [Fact]
    public async Task A_keep_alive_with_a_later_number_tells_of_missing_messages()
    {
        await using var server = new ScriptedServer((_, request) => request is RepublishRequest { RetransmitSequenceNumber: var number }
            ? new RepublishResponse { NotificationMessage = Message(number, ScriptedServer.Change(1, (int)number * 10)) } : null);
        (OpcUaClient client, Subscription subscription) = await WatchAsync(server);
        await using OpcUaClient open = client;

        await server.PublishAsync(5, 2);

        Assert.Equal(10, await NextAsync(subscription));
    }

    [Fact]
    public async Task Where_missing_messages_are_gone_a_gap_and_the_present_values_stand_before_what_came_later()
    {
        await using var server = new ScriptedServer((_, request) => request switch
        {
            RepublishRequest => throw new OpcUaException(StatusCodes.BadMessageNotAvailable, "gone"),
            CallRequest => new CallResponse { Results = [new CallMethodResult { StatusCode = StatusCodes.BadMethodInvalid }] },
            ReadRequest { NodesToRead: [{ NodeId.NamespaceIndex: 1 }] } => new ReadResponse { Results = [new DataValue(25)] },
            _ => null,
        });
        (OpcUaClient client, Subscription subscription) = await WatchAsync(server);
        await using OpcUaClient open = client;

        await server.PublishAsync(5, 1, ScriptedServer.Change(1, 10));
        await server.PublishAsync(5, 3, ScriptedServer.Change(1, 30));

        Assert.Equal(10, await NextAsync(subscription));
        Notification gap = await ReadAsync(subscription);
        Assert.Equal((NotificationKind.Gap, GapCause.MessagesLost), (gap.Kind, gap.Gap!.Cause));
        Assert.Equal(25, await NextAsync(subscription));
        Assert.Equal(30, await NextAsync(subscription));
    }

    [Fact]
    public async Task Refused_publishes_are_not_sent_again_at_once()
    {
        int publishes = 0;
        await using var server = new ScriptedServer((_, request) => request is PublishRequest && ++publishes > 1 ? throw new OpcUaException(StatusCodes.BadTooManyPublishRequests, "one only") : null);
        (OpcUaClient client, Subscription subscription) = await WatchAsync(server);
        await using OpcUaClient open = client;

        await Until.TrueAsync(() => server.SeenOf<PublishRequest>().Count() == 3, Token);
        await client.ReadAsync([new NodeId(1, 1u)], Token);
        await client.ReadAsync([new NodeId(1, 1u)], Token);

        Assert.Equal(3, server.SeenOf<PublishRequest>().Count());
        Assert.False(subscription.Broken.IsCompleted);
    }

    [Fact]
    public async Task A_subscription_of_which_nothing_is_heard_breaks()
    {
        await using var server = new ScriptedServer((_, _) => null);
        await using OpcUaClient client = await server.ConnectAsync(options => options with { KeepAliveInterval = TimeSpan.FromMilliseconds(100) });
        await using Subscription subscription = await client.SubscribeAsync(
            new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(10), KeepAliveCount = 3 }, Token);

        Exception reason = await subscription.Broken.WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal(StatusCodes.BadTimeout, Assert.IsType<OpcUaException>(reason).Status);
        Assert.False(client.Broken.IsCompleted);
    }

    [Fact]
    public async Task A_status_change_that_ends_the_subscription_is_told()
    {
        await using var server = new ScriptedServer((_, _) => null);
        (OpcUaClient client, Subscription subscription) = await WatchAsync(server);
        await using OpcUaClient open = client;

        await server.PublishAsync(5, 1, new ExtensionObject(new StatusChangeNotification { Status = StatusCodes.BadTimeout }));

        Notification status = await ReadAsync(subscription);
        Assert.Equal((NotificationKind.Status, StatusCodes.BadTimeout), (status.Kind, status.Value.Status));
        await subscription.Broken.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task Events_come_with_their_fields_by_path()
    {
        await using var server = new ScriptedServer((_, _) => null);
        await using OpcUaClient client = await server.ConnectAsync();
        await using Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions(), Token);
        EventFilterBuilder filter = new EventFilterBuilder().Select("ActiveState/Id").SelectConditionId().OfType(ObjectTypeIds.AlarmConditionType).SeverityAtLeast(500);
        await subscription.AddAsync([MonitoredItemRequest.ForEvents(ObjectIds.Server, filter)], Token);

        await server.PublishAsync(5, 1, new ExtensionObject(new EventNotificationList
        {
            Events =
            [
                new EventFieldList
                {
                    ClientHandle = 1,
                    EventFields =
                    [
                        new byte[] { 1 }, ObjectTypeIds.AlarmConditionType, new NodeId(2, "Oven"), "Oven", DateTime.UnixEpoch, new LocalizedText("hot"), (ushort)800, true, new NodeId(2, "Oven.Hot"),
                    ],
                },
            ],
        }));
        EventFields fields = (await ReadAsync(subscription)).Event!;

        Assert.Equal(("Oven", "hot", (ushort)800, new NodeId(2, "Oven.Hot"), true), (fields.SourceName, fields.Message.Text, fields.Severity, fields.ConditionId, fields["ActiveState/Id"].Get<bool>()));
        MonitoredItemCreateRequest asked = server.SeenOf<CreateMonitoredItemsRequest>().Single().ItemsToCreate![0];
        var sent = (EventFilter)asked.RequestedParameters.Filter!.Structure!;
        Assert.Equal(9, sent.SelectClauses!.Length);
        Assert.Equal([FilterOperator.And, FilterOperator.OfType, FilterOperator.GreaterThanOrEqual], sent.WhereClause.Elements!.Select(element => element.FilterOperator));
    }

    private static NotificationMessage Message(uint number, params ExtensionObject[] data) => new() { SequenceNumber = number, NotificationData = data };

    private static async Task<(OpcUaClient Client, Subscription Subscription)> WatchAsync(ScriptedServer server)
    {
        OpcUaClient client = await server.ConnectAsync();
        Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions(), Token);
        await subscription.AddAsync([new MonitoredItemRequest(new NodeId(1, 1u))], Token);
        return (client, subscription);
    }

    private static async Task<Notification> ReadAsync(Subscription subscription) =>
        await subscription.Notifications.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);

    private static async Task<int> NextAsync(Subscription subscription)
    {
        Notification next = await ReadAsync(subscription);
        Assert.True(next.Kind == NotificationKind.DataChange, $"{next.Kind}: {next.Gap?.Reason}");
        return next.Value.Value.Get<int>();
    }
}
