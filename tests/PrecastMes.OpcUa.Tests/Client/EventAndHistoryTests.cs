using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Client;

/// <summary>Events, alarms and history through the client's own calls, at our own server.</summary>
public sealed class EventAndHistoryTests
{
    private static readonly DateTime Noon = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alarm_is_seen_acknowledged_and_told_again_on_refresh()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        AlarmCondition alarm = server.Space.Conditions.AddAlarm(
            server.Id("Line.Jam"), server.Line, "Jam", new AlarmOptions { SourceNode = server.Line, MayOperate = user => user.Name == "operator" });
        await using OpcUaClient client = await server.ConnectSecurelyAsync(change: options => options with { User = UserIdentity.UserName("operator", "p@ss") });
        await using Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(10) }, Token);
        EventFilterBuilder filter = new EventFilterBuilder().Select("ActiveState/Id", "AckedState/Id", "Comment").SelectConditionId().OfType(ObjectTypeIds.AlarmConditionType).SeverityAtLeast(500);
        var items = await subscription.AddAsync([MonitoredItemRequest.ForEvents(ObjectIds.Server, filter, "alarms")], Token);
        Assert.Equal(StatusCodes.Good, items[0].Status);

        alarm.Raise(300, [new LocalizedText("too mild to be told", "en")]);
        alarm.Raise(700, [new LocalizedText("Pallet jammed", "en")]);
        EventFields raised = await EventAsync(subscription);
        CallResult acknowledged = await client.AcknowledgeAsync(raised.ConditionId, raised.EventId!, "on my way", Token);
        EventFields after = await EventAsync(subscription);
        CallResult refreshed = await subscription.RefreshConditionsAsync(Token);
        EventFields again = await EventAsync(subscription);

        Assert.Equal(("Pallet jammed", (ushort)700, server.Line, alarm.NodeId), (raised.Message.Text, raised.Severity, raised.SourceNode, raised.ConditionId));
        Assert.Equal((true, false), (raised["ActiveState/Id"].As<bool>(), raised["AckedState/Id"].As<bool>()));
        Assert.Equal(StatusCodes.Good, acknowledged.Status);
        Assert.Equal((true, "on my way"), (after["AckedState/Id"].As<bool>(), after["Comment"].As<LocalizedText>().Text));
        Assert.Equal(StatusCodes.Good, refreshed.Status);
        Assert.Equal(after.EventId, again.EventId);
    }

    [Fact]
    public async Task History_comes_page_by_page()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        server.Temperature.Set(0.0, Noon);
        server.Space.Historize(server.Temperature, new ValueRing(1_000));
        for (int i = 1; i <= 100; i++)
        {
            server.Temperature.Set((double)i, Noon.AddSeconds(i));
        }

        await using OpcUaClient client = await server.ConnectAsync();
        var all = new List<double>();
        await foreach (DataValue value in client.ReadHistoryAsync(server.Temperature.NodeId, Noon.AddSeconds(1), Noon.AddSeconds(200), 7, Token))
        {
            all.Add(value.Value.Get<double>());
        }

        Assert.Equal(Enumerable.Range(1, 100).Select(i => (double)i), all);
    }

    [Fact]
    public async Task A_reader_of_history_that_stops_early_releases_the_continuation_point()
    {
        await using var server = new ScriptedServer((_, request) => request is HistoryReadRequest
            ? new HistoryReadResponse
            {
                Results = [new HistoryReadResult { ContinuationPoint = [1], HistoryData = new ExtensionObject(new HistoryData { DataValues = [new DataValue(1.0)] }) }],
            }
            : null);
        await using OpcUaClient client = await server.ConnectAsync();

        await foreach (DataValue value in client.ReadHistoryAsync(new NodeId(1, 1u), Noon, Noon.AddHours(1), 1, Token))
        {
            Assert.Equal(1.0, value.Value.Get<double>());
            break;
        }

        Assert.Equal([false, true], server.SeenOf<HistoryReadRequest>().Select(request => request.ReleaseContinuationPoints));
    }

    [Fact]
    public async Task A_history_that_is_not_kept_is_refused()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient client = await server.ConnectAsync();

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(
            () => client.ReadHistoryAsync(server.Counter.NodeId, Noon, Noon.AddHours(1), 0, Token).GetAsyncEnumerator(Token).MoveNextAsync().AsTask());

        Assert.Equal(StatusCodes.BadHistoryOperationUnsupported, refused.Status);
    }

    private static async Task<EventFields> EventAsync(Subscription subscription)
    {
        while (true)
        {
            Notification next = await subscription.Notifications.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);

            // A refresh stands between two events of its own, which are no alarms.
            if (next.Event is { } fields && !fields.ConditionId.IsNull)
            {
                return fields;
            }
        }
    }
}
