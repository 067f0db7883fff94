using System.Text.Json;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>Our client at node-opcua's server: ranges of arrays, long lists, deadbands, overflow, events and alarms.</summary>
public sealed class NodeServicesTests(NodeServicesTests.PressServer server) : IClassFixture<NodeServicesTests.PressServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_whole_address_space_is_browsed_from_the_root()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        var seen = new HashSet<NodeId> { ObjectIds.RootFolder };
        IReadOnlyList<NodeId> open = [ObjectIds.RootFolder];
        while (open.Count > 0)
        {
            BrowseResult[] results = await client.BrowseAsync([.. open.Select(node => new BrowseDescription { NodeId = node, ReferenceTypeId = ReferenceTypeIds.HierarchicalReferences, IncludeSubtypes = true })], Token);
            Assert.All(results, result => Assert.Equal(StatusCodes.Good, result.StatusCode));
            open = [.. results.SelectMany(result => result.References ?? []).Select(reference => reference.NodeId.NodeId).Where(seen.Add)];
        }

        Assert.True(server.Nodes > 4_000, $"{server.Nodes} nodes");
        Assert.Equal(server.Nodes, seen.Count);
    }

    [Fact]
    public async Task All_attributes_of_all_nodes_are_read_in_long_lists()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        NodeId[] nodes = [.. (await client.BrowseAsync(ObjectIds.TypesFolder, Token)).Select(reference => reference.NodeId.NodeId), Id("Counter"), Id("Force"), Id("Burst"), ObjectIds.Server];
        ReadValueId[] items = [.. nodes.SelectMany(node => Enumerable.Range(1, 27).Select(attribute => new ReadValueId { NodeId = node, AttributeId = (uint)attribute }))];

        DataValue[] values = await client.ReadAsync(items, Token);

        Assert.All(
            items.Zip(values).Where(pair => pair.First.AttributeId is AttributeIds.NodeId or AttributeIds.NodeClass or AttributeIds.BrowseName or AttributeIds.DisplayName),
            pair => Assert.Equal(StatusCodes.Good, pair.Second.Status));

        // The permissions of the Server are told under security only.
        Assert.All(values, value => Assert.True(value.Status.IsGood || value.Status == StatusCodes.BadAttributeIdInvalid || value.Status == StatusCodes.BadSecurityModeInsufficient, value.ToString()));
    }

    [Fact]
    public async Task Ten_thousand_values_are_read_in_one_call()
    {
        await using OpcUaClient client = await server.ConnectAsync();

        ReadResponse response = await client.SendAsync<ReadResponse>(
            new ReadRequest { NodesToRead = [.. Enumerable.Repeat(new ReadValueId { NodeId = Id("Name"), AttributeId = AttributeIds.Value }, 10_000)] }, Token);

        Assert.Equal(10_000, response.Results!.Length);
        Assert.All(response.Results, value => Assert.Equal("布料工位", value.Value.Get<string>()));
    }

    [Fact]
    public async Task More_values_than_it_takes_are_read_in_batches()
    {
        await using OpcUaClient client = await server.ConnectAsync();

        DataValue[] values = await client.ReadAsync([.. Enumerable.Range(0, 12_345).Select(i => i % 2 == 0 ? Id("Name") : Id("Nothing"))], Token);

        Assert.Equal(12_345, values.Length);
        Assert.All(values.Where((_, i) => i % 2 == 0), value => Assert.Equal("布料工位", value.Value.Get<string>()));
        Assert.All(values.Where((_, i) => i % 2 == 1), value => Assert.Equal(StatusCodes.BadNodeIdUnknown, value.Status));
    }

    [Fact]
    public async Task A_part_of_an_array_is_read_and_written()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        NodeId codes = Id("Codes");

        StatusCode[] written = await client.WriteAsync(
            [new WriteValue { NodeId = codes, AttributeId = AttributeIds.Value, IndexRange = "1:2", Value = new DataValue(new short[] { -2, -3 }) }], Token);
        DataValue[] read = await client.ReadAsync(
            [
                new ReadValueId { NodeId = codes, AttributeId = AttributeIds.Value },
                new ReadValueId { NodeId = codes, AttributeId = AttributeIds.Value, IndexRange = "2:3" },
                new ReadValueId { NodeId = codes, AttributeId = AttributeIds.Value, IndexRange = "0" },
                new ReadValueId { NodeId = codes, AttributeId = AttributeIds.Value, IndexRange = "9" },
                new ReadValueId { NodeId = Id("Name"), AttributeId = AttributeIds.Value, IndexRange = "2:3" },
            ],
            Token);

        Assert.Equal([StatusCodes.Good], written);
        Assert.Equal([10, -2, -3, 40], read[0].Value.Get<short[]>());
        Assert.Equal([-3, 40], read[1].Value.Get<short[]>());
        Assert.Equal([10], read[2].Value.Get<short[]>());
        Assert.Equal(StatusCodes.BadIndexRangeNoData, read[3].Status);
        Assert.Equal("工位", read[4].Value.Get<string>());
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(0, 5)]
    public async Task A_deadband_holds_back_what_is_inside_it(double absolute, double percent)
    {
        // 5 % of the range 0 to 200 is 10.
        await using OpcUaClient client = await server.ConnectAsync();
        NodeId force = Id("Force");
        await client.WriteAsync([(force, 20.5)], Token);
        await using Subscription subscription = await client.SubscribeAsync(Fast, Token);
        IReadOnlyList<MonitoredItem> added = await subscription.AddAsync(
            [new MonitoredItemRequest(force) { SamplingInterval = TimeSpan.Zero, QueueSize = 10, AbsoluteDeadband = absolute, PercentDeadband = percent }], Token);
        foreach (double value in new[] { 30.0, 31.0, 22.0, 20.0 })
        {
            Assert.Equal([StatusCodes.Good], await client.WriteAsync([(force, value)], Token));
        }

        Assert.Equal([StatusCodes.Good], added.Select(item => item.Status));
        foreach (double expected in new[] { 20.5, 31.0, 20.0 })
        {
            Assert.Equal(expected, (await NextAsync(subscription)).Value.Value.Get<double>());
        }
    }

    [Theory]
    [InlineData(true, "3! 4 5")]
    [InlineData(false, "1 2 5!")]
    public async Task A_full_queue_drops_the_oldest_or_the_newest_and_the_bit_tells_where(bool discardOldest, string expected)
    {
        await using OpcUaClient client = await server.ConnectAsync();
        await client.WriteAsync([(Id("Counter"), 0u)], Token);
        await using Subscription subscription = await client.SubscribeAsync(Fast with { PublishingInterval = TimeSpan.FromSeconds(1) }, Token);
        await subscription.AddAsync([new MonitoredItemRequest(Id("Counter")) { SamplingInterval = TimeSpan.Zero, QueueSize = 3, DiscardOldest = discardOldest }], Token);
        Assert.Equal(0u, (await NextAsync(subscription)).Value.Value.Get<uint>());

        Assert.Equal(StatusCodes.Good, (await client.CallAsync(Id(null), Id("Burst"), [], Token)).Status);
        Notification[] told = [await NextAsync(subscription), await NextAsync(subscription), await NextAsync(subscription)];

        Assert.Equal(expected, string.Join(' ', told.Select(each => $"{each.Value.Value}{(each.Value.Status.HasOverflow ? "!" : "")}")));
    }

    [Fact]
    public async Task A_triggered_item_reports_what_it_queued_when_its_trigger_does()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        await client.WriteAsync([(Id("Force"), 20.5), (Id("Counter"), 0u)], Token);
        await using Subscription subscription = await client.SubscribeAsync(Fast, Token);
        IReadOnlyList<MonitoredItem> items = await subscription.AddAsync(
            [
                new MonitoredItemRequest(Id("Force"), "trigger") { SamplingInterval = TimeSpan.Zero },
                new MonitoredItemRequest(Id("Counter"), "linked") { SamplingInterval = TimeSpan.Zero, QueueSize = 10, Mode = MonitoringMode.Sampling },
            ],
            Token);
        Assert.Equal([StatusCodes.Good], await subscription.SetTriggeringAsync(items[0], [items[1]], add: true, Token));
        Assert.Equal("trigger", (await NextAsync(subscription)).Item!.Request.Tag);

        await client.WriteAsync([(Id("Counter"), 1u)], Token);
        await client.WriteAsync([(Id("Counter"), 2u)], Token);
        await client.WriteAsync([(Id("Force"), 30.0)], Token);

        // The trigger's first report may have taken the linked item's first value along; the queue holds it back otherwise.
        var told = new List<string>();
        while (!(told.Contains("trigger 30") && told.Contains("linked 2")))
        {
            Notification next = await NextAsync(subscription);
            told.Add($"{next.Item!.Request.Tag} {next.Value.Value}");
        }

        Assert.Contains("linked 1", told);
        Assert.Equal([StatusCodes.Good], await subscription.SetTriggeringAsync(items[0], [items[1]], add: false, Token));
    }

    [Fact]
    public async Task The_items_of_a_subscription_are_listed_and_their_values_sent_again()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        await using Subscription subscription = await client.SubscribeAsync(Fast, Token);
        await subscription.AddAsync([new MonitoredItemRequest(Id("Name")), new MonitoredItemRequest(Id("Codes"))], Token);
        await NextAsync(subscription);
        await NextAsync(subscription);

        CallResult listed = await client.CallAsync(ObjectIds.Server, MethodIds.Server_GetMonitoredItems, [subscription.Id], Token);
        CallResult resent = await client.CallAsync(ObjectIds.Server, MethodIds.Server_ResendData, [subscription.Id], Token);
        NodeId[] again = [(await NextAsync(subscription)).NodeId, (await NextAsync(subscription)).NodeId];

        Assert.Equal((StatusCodes.Good, StatusCodes.Good), (listed.Status, resent.Status));
        Assert.Equal(2, listed.Outputs[0].Get<uint[]>().Length);
        Assert.Equal([1u, 2u], listed.Outputs[1].Get<uint[]>().Order());
        Assert.Equal([Id("Codes"), Id("Name")], again.OrderBy(node => node.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_subscription_goes_to_another_session_with_its_present_values()
    {
        await using OpcUaClient first = await server.ConnectAsync();
        await using OpcUaClient second = await server.ConnectAsync();
        await using Subscription subscription = await first.SubscribeAsync(Fast, Token);
        await subscription.AddAsync([new MonitoredItemRequest(Id("Name"))], Token);
        await NextAsync(subscription);

        TransferSubscriptionsResponse response = await second.SendAsync<TransferSubscriptionsResponse>(
            new TransferSubscriptionsRequest { SubscriptionIds = [subscription.Id], SendInitialValues = true }, Token);
        PublishResponse published = await second.SendAsync<PublishResponse>(new PublishRequest(), Token);
        Notification told = await NextAsync(subscription);

        Assert.Equal(StatusCodes.Good, Assert.Single(response.Results!).StatusCode);
        Assert.Equal(subscription.Id, published.SubscriptionId);
        var change = Assert.IsType<DataChangeNotification>(Assert.Single(published.NotificationMessage.NotificationData!)!.Structure);
        Assert.Equal("布料工位", Assert.Single(change.MonitoredItems!).Value.Value.Get<string>());
        Assert.Equal((NotificationKind.Status, StatusCodes.GoodSubscriptionTransferred), (told.Kind, told.Value.Status));
    }

    [Fact]
    public async Task The_history_of_a_value_is_read_page_by_page()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        for (uint value = 1; value <= 25; value++)
        {
            await client.WriteAsync([(Id("Past"), value)], Token);
        }

        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var values = new List<uint>();
        await foreach (DataValue value in client.ReadHistoryAsync(Id("Past"), now.AddHours(-1), now.AddHours(1), 10, Token))
        {
            values.Add(value.Value.Get<uint>());
        }

        Assert.Equal(Enumerable.Range(1, 25).Select(value => (uint)value), values.SkipWhile(value => value == 0));
    }

    [Fact]
    public async Task Paths_are_translated_or_refused_one_by_one()
    {
        await using OpcUaClient client = await server.ConnectAsync();

        BrowsePathResult[] found = await client.TranslateAsync([Path("/1:Press/1:Force/0:EURange"), Path("/1:Press/1:Nothing"), Path("/0:Server/0:ServerStatus/0:State")], Token);

        Assert.Equal([StatusCodes.Good, StatusCodes.BadNoMatch, StatusCodes.Good], found.Select(result => result.StatusCode));
        Assert.Equal(VariableIds.Server_ServerStatus_State, Assert.Single(found[2].Targets!).TargetId.NodeId);

        static BrowsePath Path(string text) => new() { StartingNode = ObjectIds.ObjectsFolder, RelativePath = BrowsePathText.Parse(text) };
    }

    [Fact]
    public async Task A_call_is_refused_for_the_reason_that_it_has()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        NodeId report = Id("Report");

        CallResult[] results = await client.CallAsync(
            [
                new CallMethodRequest { ObjectId = Id(null), MethodId = report, InputArguments = [(ushort)1] },
                new CallMethodRequest { ObjectId = Id(null), MethodId = report, InputArguments = [(ushort)1, "a", "b"] },
                new CallMethodRequest { ObjectId = Id(null), MethodId = report, InputArguments = ["a", (ushort)1] },
                new CallMethodRequest { ObjectId = Id(null), MethodId = Id("Nothing"), InputArguments = [] },
            ],
            Token);

        // Where Part 4 has Bad_InvalidArgument for the call, node-opcua repeats the reason of the argument.
        Assert.Equal(
            [StatusCodes.BadArgumentsMissing, StatusCodes.BadTooManyArguments, StatusCodes.BadTypeMismatch, StatusCodes.BadMethodInvalid],
            results.Select(result => result.Status));
        Assert.Equal([StatusCodes.BadTypeMismatch, StatusCodes.BadTypeMismatch], results[2].InputArgumentResults);
    }

    [Fact]
    public async Task Events_pass_the_where_clause()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        await using Subscription subscription = await client.SubscribeAsync(Fast, Token);
        IReadOnlyList<MonitoredItem> added = await subscription.AddAsync(
            [MonitoredItemRequest.ForEvents(ObjectIds.Server, new EventFilterBuilder().OfType(ObjectTypeIds.DeviceFailureEventType).SeverityAtLeast(500))], Token);

        foreach ((ushort severity, string text) in new[] { ((ushort)100, "slow"), ((ushort)700, "jammed"), ((ushort)499, "warm"), ((ushort)500, "hot") })
        {
            Assert.Equal(StatusCodes.Good, (await client.CallAsync(Id(null), Id("Report"), [severity, text], Token)).Status);
        }

        EventFields first = (await NextAsync(subscription)).Event!;
        EventFields second = (await NextAsync(subscription)).Event!;

        Assert.Equal([StatusCodes.Good], added.Select(item => item.Status));
        Assert.Equal(("jammed", (ushort)700, "Press", ObjectTypeIds.DeviceFailureEventType), (first.Message.Text, first.Severity, first.SourceName, first.EventType));
        Assert.Equal(("hot", (ushort)500), (second.Message.Text, second.Severity));
    }

    [Fact]
    public async Task An_alarm_is_told_and_acknowledged()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        NodeId level = Id("Level");
        await client.WriteAsync([(level, 50.0)], Token);
        await using Subscription subscription = await client.SubscribeAsync(Fast, Token);
        EventFilterBuilder filter = new EventFilterBuilder().Select("ActiveState/Id", "AckedState/Id", "Retain");
        await subscription.AddAsync([MonitoredItemRequest.ForEvents(ObjectIds.Server, filter)], Token);

        await client.WriteAsync([(level, 92.0)], Token);
        EventFields raised = await EventAsync(subscription, told => told["ActiveState/Id"] == true);

        Assert.Equal((Id(null), false), (raised.SourceNode, raised["AckedState/Id"].Get<bool>()));
        CallResult acknowledged = await client.AcknowledgeAsync(Id("TooHigh"), raised.EventId!, new LocalizedText("seen", "en"), Token);
        Assert.True(acknowledged.Status.IsGood, acknowledged.Status.ToString());
        await EventAsync(subscription, told => told["AckedState/Id"] == true);
    }

    [Fact]
    public async Task A_refresh_tells_the_alarm_again_between_its_marks()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        await client.WriteAsync([(Id("Level"), 50.0)], Token);
        await client.WriteAsync([(Id("Level"), 93.0)], Token);
        await using Subscription subscription = await client.SubscribeAsync(Fast, Token);
        await subscription.AddAsync([MonitoredItemRequest.ForEvents(ObjectIds.Server, new EventFilterBuilder().Select("ActiveState/Id"))], Token);

        CallResult refreshed = await subscription.RefreshConditionsAsync(Token);

        Assert.True(refreshed.Status.IsGood, refreshed.Status.ToString());
        await EventAsync(subscription, told => told.EventType == ObjectTypeIds.RefreshStartEventType);
        await EventAsync(subscription, told => told.SourceNode == Id(null) && told["ActiveState/Id"] == true);
        await EventAsync(subscription, told => told.EventType == ObjectTypeIds.RefreshEndEventType);
    }

    // In the server's own namespace.
    private static NodeId Id(string? name) => new(1, name is null ? "Press" : "Press." + name);

    private static SubscriptionOptions Fast => new() { PublishingInterval = TimeSpan.FromMilliseconds(50) };

    private static async Task<EventFields> EventAsync(Subscription subscription, Func<EventFields, bool> wanted)
    {
        EventFields told;
        do
        {
            told = (await NextAsync(subscription)).Event!;
        }
        while (!wanted(told));
        return told;
    }

    private static async Task<Notification> NextAsync(Subscription subscription) =>
        await subscription.Notifications.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);

    /// <summary>node-opcua's server, started once for the class.</summary>
    public sealed class PressServer : IAsyncLifetime
    {
        private NodePeer? _peer;
        private string? _missing;
        private string _url = "";

        /// <summary>Found by node-opcua's own client.</summary>
        public int Nodes { get; private set; }

        public async ValueTask InitializeAsync()
        {
            _missing = await NodePeer.MissingAsync();
            if (_missing is null)
            {
                _peer = NodePeer.Start("services-server.mjs", NodePeer.FreePort());
                (_, JsonElement started) = await _peer.NextAsync(TestContext.Current.CancellationToken);
                _url = started.GetProperty("url").GetString()!;
                Nodes = started.GetProperty("nodes").GetInt32();
            }
        }

        public Task<OpcUaClient> ConnectAsync()
        {
            NodePeer.Demand(_missing);
            return OpcUaClient.ConnectAsync(new OpcUaClientOptions { EndpointUrl = _url, SecurityMode = MessageSecurityMode.None }, TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            if (_peer is not null)
            {
                await _peer.DisposeAsync();
            }
        }
    }
}
