using System.Diagnostics;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Server;
using PrecastMes.OpcUa.Tests.Server;
using static PrecastMes.OpcUa.Tests.Server.EventWatch;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>What a user who may read and watch does to the writer of what he watches, to the reporter of events, and to the others.</summary>
[Collection(HostileCollection.Name)]
public sealed class HostileItemTests
{
    private const string ToTheEndOfNumbers = "0:2147483647";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_part_up_to_the_largest_index_is_cut_at_the_end_of_the_text_and_the_writer_never_learns_of_it()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        await using OpcUaClient client = await server.ConnectAsync();
        server.Name.Value = "";
        using WireSession session = await WireSession.OpenAsync(server);
        uint subscription = (await session.SubscribeAsync(keepAlive: 1)).SubscriptionId;
        MonitoredItemCreateResult created = await session.WatchAsync(subscription, server.Name.NodeId, range: ToTheEndOfNumbers);

        server.Name.Value = "模台二";
        DataValue[] read = await client.ReadAsync(
            [
                new ReadValueId { NodeId = server.Name.NodeId, AttributeId = AttributeIds.Value, IndexRange = ToTheEndOfNumbers },
                new ReadValueId { NodeId = server.Codes.NodeId, AttributeId = AttributeIds.Value, IndexRange = "1:2147483647" },
                new ReadValueId { NodeId = server.Counter.NodeId, AttributeId = AttributeIds.Value },
            ],
            Token);

        Assert.Equal(StatusCodes.Good, created.StatusCode);
        Assert.Equal(["模台二", new short[] { -2, 3 }, 7u], read.Select(each => each.Value));
        Assert.Equal("模台二", await LastTextAsync(session));
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task A_value_that_can_not_be_worked_out_fails_alone()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient client = await server.ConnectAsync();
        UaVariable odd = server.Space.AddVariable(server.Id("Line.Odd"), server.Line, "Odd", DataTypeIds.Int32, 1);
        odd.Bind(() => throw new InvalidOperationException("on purpose"));
        using WireSession session = await WireSession.OpenAsync(server);
        uint subscription = (await session.SubscribeAsync(keepAlive: 1)).SubscriptionId;

        DataValue[] read = await client.ReadAsync([Value(odd.NodeId), Value(server.Counter.NodeId)], Token);
        CreateMonitoredItemsResponse created = await session.AskAsync(
            new CreateMonitoredItemsRequest { SubscriptionId = subscription, ItemsToCreate = [WireSession.Item(odd.NodeId, 1), WireSession.Item(server.Counter.NodeId, 2)] },
            CreateMonitoredItemsResponse.Decode);

        Assert.Equal([StatusCodes.BadInternalError, StatusCodes.Good], read.Select(each => each.Status));
        Assert.Equal([StatusCodes.BadInternalError, StatusCodes.Good], created.Results!.Select(each => each.StatusCode));
    }

    [Fact]
    public async Task An_observer_that_fails_harms_neither_the_writer_nor_the_next()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        var failing = new Observer(value => throw new InvalidOperationException($"{value} on purpose"));
        List<Variant> seen = [];
        server.Counter.Attach(failing);
        server.Counter.Attach(new Observer(value => seen.Add(value)));

        server.Counter.Value = 8u;

        Assert.Equal([7u, 8u], seen);
    }

    [Fact]
    public async Task Thousands_of_attributes_in_quick_subscriptions_are_read_no_more_often_than_is_worth_it()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        using WireSession session = await WireSession.OpenAsync(server);
        List<double> revised = [];
        uint[] subscriptions = [(await session.SubscribeAsync(interval: 0)).SubscriptionId, (await session.SubscribeAsync(interval: 0)).SubscriptionId];
        for (int i = 0; i < 8; i++)
        {
            var request = new CreateMonitoredItemsRequest
            {
                SubscriptionId = subscriptions[i % 2],
                ItemsToCreate = [.. Enumerable.Range(0, 500).Select(each => WireSession.Item(ObjectIds.Server, (uint)each, attribute: AttributeIds.DisplayName))],
            };
            revised.AddRange((await session.AskAsync(request, CreateMonitoredItemsResponse.Decode)).Results!.Select(result => result.RevisedSamplingInterval));
        }

        Assert.All(revised, interval => Assert.Equal(100, interval));
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task What_is_read_again_and_again_is_read_at_its_own_interval_however_quick_the_subscription_is()
    {
        var clock = new PublishingClock();
        await using PlantServer server = await PlantServer.StartAsync(clock.Options);
        using WireSession session = await WireSession.OpenAsync(server);
        UaVariable computed = server.Space.AddVariable(server.Id("Line.Computed"), server.Line, "Computed", DataTypeIds.Int32, 0);
        int reads = 0;
        computed.Bind(() => ++reads);
        await session.WatchAsync((await session.SubscribeAsync(interval: 2)).SubscriptionId, computed.NodeId);
        int before = reads;

        // 500 intervals of 2 ms are one second: ten times 100 ms, and once more for an interval that was begun.
        for (int i = 0; i < 500; i++)
        {
            clock.Time.Advance(TimeSpan.FromMilliseconds(2));
        }

        Assert.InRange(reads - before, 9, 11);
    }

    [Fact]
    public async Task A_cycle_that_takes_long_is_not_begun_a_second_time_beside_it()
    {
        var clock = new PublishingClock();
        await using PlantServer server = await PlantServer.StartAsync(clock.Options);
        using WireSession session = await WireSession.OpenAsync(server);
        UaVariable slow = server.Space.AddVariable(server.Id("Line.Slow"), server.Line, "Slow", DataTypeIds.Int32, 0);
        using var release = new SemaphoreSlim(0);
        int inside = 0;
        bool isSlow = false;
        slow.Bind(() =>
        {
            if (Volatile.Read(ref isSlow))
            {
                Interlocked.Increment(ref inside);
                release.Wait(Deadline);
            }

            return 1;
        });
        await session.WatchAsync((await session.SubscribeAsync()).SubscriptionId, slow.NodeId);
        Volatile.Write(ref isSlow, true);

        var first = Task.Run(() => clock.Publish(), Token);
        await Until.TrueAsync(() => Volatile.Read(ref inside) > 0, Token);
        var others = Task.Run(() => clock.Publish(5), Token);
        await others.WaitAsync(Deadline, Token);
        int begun = Volatile.Read(ref inside);
        release.Release(100);
        await first;

        Assert.Equal(1, begun);
    }

    [Fact]
    public async Task A_filter_that_would_compare_for_seconds_holds_up_nobody_who_reports()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        using WireSession session = await WireSession.OpenAsync(server);
        uint subscription = (await session.SubscribeAsync()).SubscriptionId;
        string pattern = "%" + new string('[', 998) + "b";
        EventFilter filter = Filter([Field("Message")], [.. Enumerable.Repeat(Element(FilterOperator.Like, Field("Message"), Literal(pattern)), 40)]);
        Assert.Equal(StatusCodes.Good, (await session.WatchAsync(subscription, ObjectIds.Server, filter: filter, attribute: AttributeIds.EventNotifier)).StatusCode);

        long start = Stopwatch.GetTimestamp();
        server.Space.Notifiers.Report(new UaEvent { EventType = ObjectTypeIds.BaseEventType, SourceName = "Line", Severity = 500, Message = [new LocalizedText(new string('[', 4_000), "en")] });

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task The_value_of_a_type_is_watched_like_any_attribute_and_what_is_wrong_fails_alone()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using WireSession session = await WireSession.OpenAsync(server);
        server.Space.Load(ValueType());
        var type = new NodeId((ushort)(server.Space.NamespaceUris.Count - 1), 1);
        uint subscription = (await session.SubscribeAsync(keepAlive: 1)).SubscriptionId;

        CreateMonitoredItemsResponse created = await session.AskAsync(
            new CreateMonitoredItemsRequest { SubscriptionId = subscription, ItemsToCreate = [WireSession.Item(server.Counter.NodeId, 1), WireSession.Item(type, 2), WireSession.Item(server.Line, 3)] },
            CreateMonitoredItemsResponse.Decode);
        PublishResponse published = await session.PublishAsync();

        Assert.Equal([StatusCodes.Good, StatusCodes.Good, StatusCodes.BadAttributeIdInvalid], created.Results!.Select(result => result.StatusCode));
        Assert.Equal([(1u, (Variant)7u), (2u, (Variant)5)], published.Changes().Select(change => (change.ClientHandle, change.Value.Value)));
    }

    [Fact]
    public async Task A_hundred_thousand_observers_of_one_variable_come_and_go_in_no_time()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        int told = 0;
        Observer[] observers = [.. Enumerable.Range(0, 100_000).Select(_ => new Observer(_ => told++))];
        long start = Stopwatch.GetTimestamp();

        foreach (Observer observer in observers)
        {
            server.Counter.Attach(observer);
        }

        server.Counter.Value = 8u;
        foreach (Observer observer in observers.AsSpan(1))
        {
            server.Counter.Detach(observer);
        }

        server.Counter.Detach(observers[5]);
        server.Counter.Value = 9u;

        // Each its first value and the change, the one that stays the last change, too.
        Assert.Equal(200_001, told);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Subscriptions_that_are_taken_over_while_they_are_deleted_are_gone()
    {
        await using PlantServer server = await PlantServer.StartAsync(new PublishingClock().Options);
        using WireSession one = await WireSession.OpenAsync(server, "one");
        using WireSession other = await WireSession.OpenAsync(server, "one");
        for (int i = 0; i < 200; i++)
        {
            uint id = (await one.SubscribeAsync()).SubscriptionId;
            Task<byte[]> deleted = await one.PostAsync(new DeleteSubscriptionsRequest { SubscriptionIds = [id] });
            Task<byte[]> taken = await other.PostAsync(new TransferSubscriptionsRequest { SubscriptionIds = [id] });
            await Task.WhenAll(deleted, taken).WaitAsync(Deadline, Token);
            StatusCode deletion = WireSession.Decode(await deleted, DeleteSubscriptionsResponse.Decode).Results![0];
            if (deletion.IsBad)
            {
                await other.SendAsync(new DeleteSubscriptionsRequest { SubscriptionIds = [id] });
            }

            // No subscription is left that a Publish could wait for.
            Assert.Equal(StatusCodes.BadNoSubscription, await other.ResultAsync(new PublishRequest()));
        }
    }

    private static ReadValueId Value(NodeId node) => new() { NodeId = node, AttributeId = AttributeIds.Value };

    private static async Task<string?> LastTextAsync(WireSession session)
    {
        while (true)
        {
            if ((await session.PublishAsync()).Changes() is [.., { Value.Value.Value: string text }])
            {
                return text;
            }
        }
    }

    private static NodeSet ValueType()
    {
        string xml = """
            <UANodeSet xmlns="http://opcfoundation.org/UA/2011/03/UANodeSet.xsd">
              <NamespaceUris><Uri>urn:test:type</Uri></NamespaceUris>
              <Models><Model ModelUri="urn:test:type" /></Models>
              <UAVariableType NodeId="ns=1;i=1" BrowseName="1:FiveType" DataType="i=6">
                <References><Reference ReferenceType="i=45" IsForward="false">i=63</Reference></References>
                <Value><Int32 xmlns="http://opcfoundation.org/UA/2008/02/Types.xsd">5</Int32></Value>
              </UAVariableType>
            </UANodeSet>
            """;
        return NodeSet.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(xml)), "type.xml");
    }

    private sealed class Observer(Action<Variant> told) : IValueObserver
    {
        public int Slot { get; set; }

        public void OnValue(in DataValue value) => told(value.Value);
    }
}
