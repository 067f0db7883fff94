using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>What a monitored item takes, drops and reports (Part 4 §5.13), with intervals that pass when the test says so.</summary>
public sealed class MonitoredItemTests : IAsyncDisposable
{
    private readonly PublishingClock _clock = new();
    private PlantServer _server = null!;
    private WireSession _session = null!;
    private uint _subscription;

    [Theory]
    [InlineData(-1, 5, 100, 5)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(40, 1, 40, 1)]
    [InlineData(250, 4_000_000_000, 250, 1_000)]
    [InlineData(double.NaN, 1, 100, 1)]
    public async Task Sampling_and_queue_are_revised_and_told(double sampling, uint queue, double revisedSampling, uint revisedQueue)
    {
        await BeginAsync();

        MonitoredItemCreateResult created = await _session.WatchAsync(_subscription, _server.Counter.NodeId, queueSize: queue, sampling: sampling);

        Assert.Equal((revisedSampling, revisedQueue), (created.RevisedSamplingInterval, created.RevisedQueueSize));
    }

    [Fact]
    public async Task What_nobody_tells_of_is_read_once_an_interval()
    {
        await BeginAsync();

        MonitoredItemCreateResult created = await _session.WatchAsync(_subscription, VariableIds.Server_ServerStatus_CurrentTime, sampling: 10);
        Assert.Single((await PublishedAsync()).Changes());
        _server.Counter.Value = 8u;

        Assert.Equal(100, created.RevisedSamplingInterval);
        Assert.Single((await PublishedAsync()).Changes());
    }

    [Theory]
    [InlineData(3u, true, "2! 3 4")]
    [InlineData(3u, false, "1 2 4!")]
    [InlineData(1u, true, "4")]
    [InlineData(1u, false, "4")]
    [InlineData(2u, true, "3! 4")]
    [InlineData(4u, false, "1 2 3 4")]
    public async Task A_full_queue_flags_the_value_beside_the_gap(uint queueSize, bool discardOldest, string expected)
    {
        await BeginAsync();
        await _session.WatchAsync(_subscription, _server.Counter.NodeId, queueSize: queueSize, discardOldest: discardOldest);
        await PublishedAsync();

        // Worked by hand: with room for 3 and the oldest dropped, 1 2 3 becomes 2! 3 4; with the newest replaced 1 2 4!.
        for (uint i = 1; i <= 4; i++)
        {
            _server.Counter.Value = i;
        }

        PublishResponse response = await PublishedAsync();

        Assert.Equal(expected, string.Join(' ', response.Changes().Select(change => $"{change.Value.Value}{(change.Value.Status.HasOverflow ? "!" : "")}")));
    }

    [Fact]
    public async Task A_percent_deadband_is_that_part_of_the_range_and_follows_it()
    {
        await BeginAsync();
        UaVariable range = AddRange(_server.Temperature, 0, 200);
        var filter = new DataChangeFilter { Trigger = DataChangeTrigger.StatusValue, DeadbandType = (uint)DeadbandType.Percent, DeadbandValue = 5 };
        await _session.WatchAsync(_subscription, _server.Temperature.NodeId, queueSize: 10, filter: filter);
        await PublishedAsync();

        // 5 % of 200 is 10: from 20.5 neither 30.5 nor 10.5 is a change, 30.6 is.
        _server.Temperature.Value = 30.5;
        _server.Temperature.Value = 10.5;
        _server.Temperature.Value = 30.6;
        double wide = Assert.Single((await PublishedAsync()).Values<double>()).Value;

        // 5 % of 20 is 1. The new range itself is told by the present value with the bit for changed semantics.
        range.Value = new ExtensionObject(new PrecastMes.OpcUa.Range { Low = 0, High = 20 });
        MonitoredItemNotification changed = Assert.Single((await PublishedAsync()).Changes());
        _server.Temperature.Value = 31.5;
        _server.Temperature.Value = 31.7;
        double narrow = Assert.Single((await PublishedAsync()).Values<double>()).Value;

        Assert.Equal(30.6, wide);
        Assert.Equal(30.6, changed.Value.Value.Get<double>());
        Assert.Equal(0x4000u, changed.Value.Status.Code & 0x4000u);
        Assert.Equal(31.7, narrow);
    }

    [Theory]
    [InlineData("Line.TempC", DeadbandType.Percent, 5, "BadMonitoredItemFilterUnsupported")]
    [InlineData("Line.Ranged", DeadbandType.Percent, 101, "BadDeadbandFilterInvalid")]
    [InlineData("Line.Ranged", DeadbandType.Percent, -1, "BadDeadbandFilterInvalid")]
    [InlineData("Line.Ranged", DeadbandType.Percent, 100, "Good")]
    [InlineData("Line.TempC", DeadbandType.Absolute, -0.1, "BadDeadbandFilterInvalid")]
    [InlineData("Line.TempC", DeadbandType.Absolute, double.NaN, "BadDeadbandFilterInvalid")]
    [InlineData("Line.TempC", DeadbandType.Absolute, double.PositiveInfinity, "BadDeadbandFilterInvalid")]
    [InlineData("Line.Name", DeadbandType.Absolute, 1, "BadFilterNotAllowed")]
    [InlineData("Line.Codes", DeadbandType.Absolute, 1, "Good")]
    [InlineData("Line.TempC", (DeadbandType)7, 1, "BadDeadbandFilterInvalid")]
    public async Task A_deadband_that_means_nothing_is_refused(string node, DeadbandType type, double value, string expected)
    {
        await BeginAsync();
        AddRange(_server.Space.AddVariable(_server.Id("Line.Ranged"), _server.Line, "Ranged", DataTypeIds.Double, 1.0), 0, 10);
        var filter = new DataChangeFilter { Trigger = DataChangeTrigger.StatusValue, DeadbandType = (uint)type, DeadbandValue = value };

        MonitoredItemCreateResult created = await _session.WatchAsync(_subscription, _server.Id(node), filter: filter);

        Assert.Equal(expected, StatusCodes.NameOf(created.StatusCode.Code));
    }

    [Fact]
    public async Task A_filter_of_another_kind_is_refused()
    {
        await BeginAsync();
        NodeId counter = _server.Counter.NodeId;

        MonitoredItemCreateResult events = await _session.WatchAsync(_subscription, counter, filter: new EventFilter());
        MonitoredItemCreateResult aggregate = await _session.WatchAsync(_subscription, counter, filter: new AggregateFilter());
        MonitoredItemCreateResult name = await _session.WatchAsync(_subscription, counter, filter: new DataChangeFilter(), attribute: AttributeIds.DisplayName);
        MonitoredItemCreateResult trigger = await _session.WatchAsync(_subscription, counter, filter: new DataChangeFilter { Trigger = (DataChangeTrigger)9 });

        Assert.Equal(
            [StatusCodes.BadFilterNotAllowed, StatusCodes.BadMonitoredItemFilterUnsupported, StatusCodes.BadFilterNotAllowed, StatusCodes.BadMonitoredItemFilterInvalid],
            new[] { events, aggregate, name, trigger }.Select(result => result.StatusCode));
    }

    [Fact]
    public async Task A_part_of_an_array_is_watched()
    {
        await BeginAsync();
        await _session.WatchAsync(_subscription, _server.Codes.NodeId, queueSize: 10, range: "1:2");
        MonitoredItemCreateResult odd = await _session.WatchAsync(_subscription, _server.Codes.NodeId, range: "2:1");
        short[] first = Assert.Single((await PublishedAsync()).Values<short[]>()).Value;

        // The first element alone changes, then the third one; then what is watched is gone.
        _server.Codes.Value = new short[] { 9, -2, 3 };
        _server.Codes.Value = new short[] { 9, -2, 4 };
        _server.Codes.Value = new short[] { 9 };
        IReadOnlyList<MonitoredItemNotification> changes = (await PublishedAsync()).Changes();

        Assert.Equal([-2, 3], first);
        Assert.Equal(2, changes.Count);
        Assert.Equal([-2, 4], changes[0].Value.Value.Get<short[]>());
        Assert.Equal(StatusCodes.BadIndexRangeNoData, changes[1].Value.Status);
        Assert.Equal(StatusCodes.BadIndexRangeInvalid, odd.StatusCode);
    }

    [Fact]
    public async Task A_disabled_item_takes_nothing_and_a_sampling_one_reports_nothing()
    {
        await BeginAsync();
        uint item = (await _session.WatchAsync(_subscription, _server.Counter.NodeId, queueSize: 10, mode: MonitoringMode.Disabled)).MonitoredItemId;
        _server.Counter.Value = 8u;
        bool disabled = (await PublishedAsync()).IsKeepAlive();
        await SetModeAsync(MonitoringMode.Sampling, item);
        _server.Counter.Value = 9u;
        bool sampling = (await PublishedAsync()).IsKeepAlive();
        StatusCode[] results = await SetModeAsync(MonitoringMode.Reporting, item, item + 1);
        uint[] reported = [.. (await PublishedAsync()).Values<uint>().Select(value => value.Value)];
        _server.Counter.Value = 10u;
        await SetModeAsync(MonitoringMode.Disabled, item);
        bool dropped = (await PublishedAsync()).IsKeepAlive();

        Assert.True(disabled && sampling && dropped);
        Assert.Equal([8u, 9u], reported);
        Assert.Equal([StatusCodes.Good, StatusCodes.BadMonitoredItemIdInvalid], results);
    }

    [Fact]
    public async Task A_triggering_item_makes_its_links_report_once_each_time()
    {
        await BeginAsync();
        uint trigger = (await _session.WatchAsync(_subscription, _server.Counter.NodeId, handle: 1)).MonitoredItemId;
        uint linked = (await _session.WatchAsync(_subscription, _server.Temperature.NodeId, handle: 2, queueSize: 10, mode: MonitoringMode.Sampling)).MonitoredItemId;
        SetTriggeringResponse links = await LinkAsync(trigger, [linked, trigger, 99], []);

        // The link's first value waits, and goes out with the trigger's next one; what it gets later waits for the next trigger.
        (uint, Variant)[] first = Handles(await PublishedAsync());
        _server.Counter.Value = 8u;
        (uint, Variant)[] triggered = Handles(await PublishedAsync());
        _server.Temperature.Value = 30.0;
        _server.Temperature.Value = 31.0;
        bool silent = (await PublishedAsync()).IsKeepAlive();
        _server.Counter.Value = 9u;
        (uint, Variant)[] again = Handles(await PublishedAsync());
        SetTriggeringResponse unlinked = await LinkAsync(trigger, [], [linked, linked]);
        _server.Temperature.Value = 32.0;
        _server.Counter.Value = 10u;
        (uint, Variant)[] alone = Handles(await PublishedAsync());

        Assert.Equal([StatusCodes.Good, StatusCodes.BadMonitoredItemIdInvalid, StatusCodes.BadMonitoredItemIdInvalid], links.AddResults!);
        Assert.Equal([(1u, (Variant)7u)], first);
        Assert.Equal([(1u, (Variant)8u), (2u, (Variant)20.5)], triggered.OrderBy(change => change.Item1));
        Assert.True(silent);
        Assert.Equal([(1u, (Variant)9u), (2u, (Variant)30.0), (2u, (Variant)31.0)], again.OrderBy(change => change.Item1));
        Assert.Equal([StatusCodes.Good, StatusCodes.BadMonitoredItemIdInvalid], unlinked.RemoveResults!);
        Assert.Equal([(1u, (Variant)10u)], alone);
    }

    [Fact]
    public async Task Between_two_samples_only_the_last_value_counts()
    {
        await BeginAsync();
        await _session.WatchAsync(_subscription, _server.Counter.NodeId, sampling: 1_000);
        await PublishedAsync();
        for (uint i = 20; i < 25; i++)
        {
            _server.Counter.Value = i;
            _clock.Publish();
        }

        bool early = (await PublishedAsync()).IsKeepAlive();
        _clock.Publish(5);

        Assert.True(early);
        Assert.Equal(24u, Assert.Single((await PublishedAsync()).Values<uint>()).Value);
    }

    [Fact]
    public async Task A_source_that_ticks_with_the_sampling_interval_loses_nothing_though_it_is_not_punctual()
    {
        await BeginAsync();
        await _session.WatchAsync(_subscription, _server.Counter.NodeId, sampling: 100, queueSize: 10);
        await PublishedAsync();
        var seen = new List<uint>();
        int[] late = [0, 30, -20, 10, -40, 45, 0, -10, 25, -30];
        double before = 0;
        for (uint i = 0; i < late.Length; i++)
        {
            // The value of tick i comes at 100·i + 50 + late[i] milliseconds.
            double at = 100 * i + 50 + late[i];
            _clock.Time.Advance(TimeSpan.FromMilliseconds(at - before));
            before = at;
            _server.Counter.Value = 100 + i;
        }

        while (seen.LastOrDefault() != 109)
        {
            seen.AddRange((await PublishedAsync()).Values<uint>().Select(value => value.Value));
        }

        Assert.Equal(Enumerable.Range(100, 10).Select(i => (uint)i), seen);
    }

    [Fact]
    public async Task A_changed_item_keeps_what_fits_and_says_what_was_revised()
    {
        await BeginAsync();
        uint item = (await _session.WatchAsync(_subscription, _server.Counter.NodeId, queueSize: 10)).MonitoredItemId;
        for (uint i = 8; i < 12; i++)
        {
            _server.Counter.Value = i;
        }

        var request = new ModifyMonitoredItemsRequest
        {
            SubscriptionId = _subscription,
            TimestampsToReturn = TimestampsToReturn.Neither,
            ItemsToModify =
            [
                new MonitoredItemModifyRequest
                {
                    MonitoredItemId = item,
                    RequestedParameters = new MonitoringParameters { ClientHandle = 5, SamplingInterval = 30, QueueSize = 2, DiscardOldest = true },
                },
                new MonitoredItemModifyRequest { MonitoredItemId = item + 1 },
            ],
        };
        MonitoredItemModifyResult[] results = (await _session.AskAsync(request, ModifyMonitoredItemsResponse.Decode)).Results!;
        PublishResponse response = await PublishedAsync();

        Assert.Equal((30, 2u), (results[0].RevisedSamplingInterval, results[0].RevisedQueueSize));
        Assert.Equal(StatusCodes.BadMonitoredItemIdInvalid, results[1].StatusCode);
        Assert.Equal([(5u, 10u), (5u, 11u)], response.Values<uint>());
        Assert.True(response.Changes()[0].Value.Status.HasOverflow);
        Assert.All(response.Changes(), change => Assert.Null(change.Value.SourceTimestamp ?? change.Value.ServerTimestamp));
    }

    [Fact]
    public async Task The_servers_methods_tell_the_items_and_send_the_data_again()
    {
        await BeginAsync();
        uint item = (await _session.WatchAsync(_subscription, _server.Counter.NodeId, handle: 77)).MonitoredItemId;
        await PublishedAsync();
        using WireSession other = await WireSession.OpenAsync(_server);

        CallMethodResult items = await _session.CallAsync(ObjectIds.Server, MethodIds.Server_GetMonitoredItems, _subscription);
        CallMethodResult unknown = await _session.CallAsync(ObjectIds.Server, MethodIds.Server_GetMonitoredItems, 99u);
        CallMethodResult foreign = await other.CallAsync(ObjectIds.Server, MethodIds.Server_ResendData, _subscription);
        bool silent = (await PublishedAsync()).IsKeepAlive();
        CallMethodResult resent = await _session.CallAsync(ObjectIds.Server, MethodIds.Server_ResendData, _subscription);
        (uint Handle, uint Value) again = Assert.Single((await PublishedAsync()).Values<uint>());

        Assert.Equal([[item], [77u]], items.OutputArguments!.Select(output => output.Get<uint[]>()));
        Assert.Equal((StatusCodes.BadSubscriptionIdInvalid, StatusCodes.BadUserAccessDenied), (unknown.StatusCode, foreign.StatusCode));
        Assert.True(silent);
        Assert.Equal((StatusCodes.Good, (77u, 7u)), (resent.StatusCode, again));
    }

    public async ValueTask DisposeAsync()
    {
        _session?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task BeginAsync()
    {
        _server = await PlantServer.StartAsync(_clock.Options);
        _session = await WireSession.OpenAsync(_server);
        _subscription = (await _session.SubscribeAsync(keepAlive: 1, lifetime: 1_000)).SubscriptionId;
    }

    private async Task<PublishResponse> PublishedAsync()
    {
        Task<PublishResponse> waiting = await _session.PostPublishAsync();

        // Behind the request in the same stream: once it is answered, the Publish waits at the server.
        await _session.ResultAsync(new ReadRequest());
        _clock.Publish();
        return await waiting;
    }

    private UaVariable AddRange(UaVariable variable, double low, double high)
    {
        var options = new UaVariableOptions { DataType = new NodeId(0, 884u), Initial = new ExtensionObject(new PrecastMes.OpcUa.Range { Low = low, High = high }) };
        return _server.Space.AddVariable(
            _server.Id($"{variable.NodeId.Text}.EURange"), variable.NodeId, new QualifiedName(0, "EURange"), options, ReferenceTypeIds.HasProperty, VariableTypeIds.PropertyType);
    }

    private async Task<StatusCode[]> SetModeAsync(MonitoringMode mode, params uint[] items) => (await _session.AskAsync(
        new SetMonitoringModeRequest { SubscriptionId = _subscription, MonitoringMode = mode, MonitoredItemIds = items }, SetMonitoringModeResponse.Decode)).Results!;

    private Task<SetTriggeringResponse> LinkAsync(uint trigger, uint[] add, uint[] remove) => _session.AskAsync(
        new SetTriggeringRequest { SubscriptionId = _subscription, TriggeringItemId = trigger, LinksToAdd = add, LinksToRemove = remove }, SetTriggeringResponse.Decode);

    private static (uint Handle, Variant Value)[] Handles(PublishResponse response) => [.. response.Changes().Select(change => (change.ClientHandle, change.Value.Value))];
}
