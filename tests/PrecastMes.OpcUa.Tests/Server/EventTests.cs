using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Which events reach a client, and what of them (Part 3 §7.17, Part 4 §5.13.1.5 and §7.22.3).</summary>
public sealed class EventTests : IAsyncDisposable
{
    private readonly PublishingClock _clock = new();
    private PlantServer _server = null!;
    private WireSession _session = null!;
    private uint _subscription;

    [Fact]
    public async Task A_reported_event_comes_with_the_selected_fields()
    {
        await BeginAsync();
        await WatchAsync(ObjectIds.Server, EventWatch.Filter("EventId", "EventType", "SourceNode", "SourceName", "Time", "Message", "Severity", "2:Station", "Nothing"));
        var happened = new DateTime(2026, 3, 4, 4, 0, 0, DateTimeKind.Utc);

        byte[] id = _server.Space.Notifiers.Report(new UaEvent
        {
            EventType = ObjectTypeIds.DeviceFailureEventType,
            SourceNode = _server.Line,
            Time = happened,
            Message = [new LocalizedText("模台卡住", "zh-CN")],
            Severity = 700,
            Fields = new Dictionary<string, Variant> { ["2:Station"] = 5u },
        });
        EventFieldList told = Assert.Single((await PublishedAsync()).Events());

        Assert.Equal(
            [id, ObjectTypeIds.DeviceFailureEventType, _server.Line, "Line", happened, new LocalizedText("模台卡住", "zh-CN"), (ushort)700, 5u, Variant.Null],
            told.EventFields!);
    }

    [Fact]
    public async Task Each_event_has_an_id_of_its_own()
    {
        await BeginAsync();
        IEnumerable<string> ids = Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(_server.Space.Notifiers.Report(new UaEvent())));

        Assert.Equal(100, ids.Distinct().Count());
    }

    [Fact]
    public async Task An_event_reaches_the_notifiers_above_its_source_and_no_others()
    {
        await BeginAsync();
        NodeId hall = _server.Space.AddObject(_server.Id("Hall"), ObjectIds.ObjectsFolder, "Hall").NodeId;
        NodeId yard = _server.Space.AddObject(_server.Id("Yard"), ObjectIds.ObjectsFolder, "Yard").NodeId;
        _server.Space.Notifiers.Add(hall);
        _server.Space.Notifiers.Add(yard);
        _server.Space.Notifiers.Add(_server.Line, hall);
        _server.Space.Notifiers.AddSource(_server.Line, _server.Counter.NodeId);
        uint handle = 0;
        foreach (NodeId notifier in new[] { ObjectIds.Server, hall, yard, _server.Line })
        {
            await WatchAsync(notifier, EventWatch.Filter("Message"), ++handle);
        }

        _server.Space.Notifiers.Report(new UaEvent { SourceNode = _server.Counter.NodeId });
        uint[] reached = [.. (await PublishedAsync()).Events().Select(told => told.ClientHandle).Order()];
        MonitoredItemCreateResult mute = await _session.WatchAsync(
            _subscription, _server.Counter.NodeId, filter: EventWatch.Filter("Message"), attribute: AttributeIds.EventNotifier);
        MonitoredItemCreateResult deaf = await _session.WatchAsync(
            _subscription, ObjectIds.ObjectsFolder, filter: EventWatch.Filter("Message"), attribute: AttributeIds.EventNotifier);
        ReadResponse read = await _session.AskAsync(
            new ReadRequest { NodesToRead = [.. new[] { hall, ObjectIds.Server, ObjectIds.ObjectsFolder }.Select(id => new ReadValueId { NodeId = id, AttributeId = AttributeIds.EventNotifier })] },
            ReadResponse.Decode);

        Assert.Equal([1u, 2u, 4u], reached);
        Assert.Equal((StatusCodes.BadAttributeIdInvalid, StatusCodes.BadNotSupported), (mute.StatusCode, deaf.StatusCode));
        Assert.Equal([1, 1, 0], read.Results!.Select(result => (int)result.Value.Get<byte>()));
    }

    [Fact]
    public async Task A_view_is_a_notifier_when_it_says_so()
    {
        await BeginAsync();
        string xml = """
            <UANodeSet xmlns="http://opcfoundation.org/UA/2011/03/UANodeSet.xsd">
              <NamespaceUris><Uri>urn:test:views</Uri></NamespaceUris>
              <Models><Model ModelUri="urn:test:views" /></Models>
              <UAView NodeId="ns=1;i=1" BrowseName="1:Loud" EventNotifier="1"><References><Reference ReferenceType="i=36">i=2253</Reference></References></UAView>
              <UAView NodeId="ns=1;i=2" BrowseName="1:Mute" />
            </UANodeSet>
            """;
        _server.Space.Load(NodeSet.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(xml)), "views.xml"));
        ushort index = (ushort)(_server.Space.NamespaceUris.Count - 1);

        MonitoredItemCreateResult loud = await WatchAsync(new NodeId(index, 1), EventWatch.Filter("Message"));
        MonitoredItemCreateResult mute = await WatchAsync(new NodeId(index, 2), EventWatch.Filter("Message"));
        _server.Space.Notifiers.Report(new UaEvent { SourceNode = ObjectIds.Server });

        Assert.Equal((StatusCodes.Good, StatusCodes.BadNotSupported), (loud.StatusCode, mute.StatusCode));
        Assert.Single((await PublishedAsync()).Events());
    }

    [Theory]
    [InlineData("zh-CN", "故障")]
    [InlineData("zh", "故障")]
    [InlineData("de", "fault")]
    [InlineData("en-GB", "fault")]
    public async Task A_message_comes_in_the_sessions_language(string locale, string expected)
    {
        await BeginAsync(locale);
        await WatchAsync(ObjectIds.Server, EventWatch.Filter("Message"));

        _server.Space.Notifiers.Report(new UaEvent { Message = [new LocalizedText("fault", "en"), new LocalizedText("故障", "zh-CN")] });

        Assert.Equal(expected, Assert.Single((await PublishedAsync()).Events()).EventFields![0].Get<LocalizedText>().Text);
    }

    [Theory]
    [InlineData(true, "overflow 3 4")]
    [InlineData(false, "1 4 overflow")]
    public async Task An_overflow_is_told_by_an_event_beside_the_gap(bool discardOldest, string expected)
    {
        await BeginAsync();
        MonitoredItemCreateResult created = await _session.WatchAsync(
            _subscription, ObjectIds.Server, queueSize: 2, discardOldest: discardOldest, filter: EventWatch.Filter("EventType", "Severity"), attribute: AttributeIds.EventNotifier);

        // Worked by hand: 1 2 are queued; the oldest dropped, 3 and 4 leave 3 4; the newest replaced, 1 3, then 1 4.
        for (ushort severity = 1; severity <= 4; severity++)
        {
            _server.Space.Notifiers.Report(new UaEvent { Severity = severity });
        }

        PublishResponse response = await PublishedAsync();
        IEnumerable<string> told = response.Events()
            .Select(each => each.EventFields!)
            .Where(fields => fields[0] != ObjectTypeIds.RefreshRequiredEventType)
            .Select(fields => fields[0] == ObjectTypeIds.EventQueueOverflowEventType ? "overflow" : fields[1].ToString());

        Assert.Equal(2u, created.RevisedQueueSize);
        Assert.Equal(expected, string.Join(' ', told));
        Assert.Equal(ObjectTypeIds.RefreshRequiredEventType, response.Events()[^1].EventFields![0]);
    }

    [Fact]
    public async Task Each_select_clause_has_its_own_result()
    {
        await BeginAsync();
        SimpleAttributeOperand[] select =
        [
            EventWatch.Field("Severity"),
            EventWatch.Field("EnabledState/Id", ObjectTypeIds.ConditionType),
            EventWatch.Field("ActiveState/Id", ObjectTypeIds.OffNormalAlarmType),
            EventWatch.Field("Nothing", ObjectTypeIds.ConditionType),
            EventWatch.Field("Severity", ObjectTypeIds.FolderType),
            EventWatch.Field("Severity", range: "5:2"),
            new() { TypeDefinitionId = ObjectTypeIds.BaseEventType, BrowsePath = [new QualifiedName(0, null)], AttributeId = AttributeIds.Value },
            new() { TypeDefinitionId = ObjectTypeIds.BaseEventType, BrowsePath = [new QualifiedName(0, "Severity")], AttributeId = 99 },
        ];

        MonitoredItemCreateResult created = await WatchAsync(ObjectIds.Server, EventWatch.Filter(select));
        _server.Space.Notifiers.Report(new UaEvent { Severity = 10 });
        Variant[] fields = Assert.Single((await PublishedAsync()).Events()).EventFields!;
        var result = (EventFilterResult)created.FilterResult!.Structure!;

        Assert.Equal(StatusCodes.Good, created.StatusCode);
        Assert.Equal(
            ["Good", "Good", "Good", "BadNodeIdUnknown", "BadTypeDefinitionInvalid", "BadIndexRangeInvalid", "BadBrowseNameInvalid", "BadAttributeIdInvalid"],
            result.SelectClauseResults!.Select(code => StatusCodes.NameOf(code.Code)));
        Assert.Equal((ushort)10, fields[0]);
        Assert.All(fields[1..], field => Assert.True(field.IsNull));
    }

    [Fact]
    public async Task Each_element_of_a_where_clause_has_its_own_result()
    {
        await BeginAsync();
        ContentFilterElement[] where =
        [
            EventWatch.Element(FilterOperator.And, EventWatch.Of(1), EventWatch.Of(0)),
            EventWatch.Element(FilterOperator.Equals, EventWatch.Literal(1)),
            EventWatch.Element((FilterOperator)99, EventWatch.Literal(1)),
            EventWatch.Element(FilterOperator.InView, EventWatch.Literal(ObjectIds.ViewsFolder)),
            EventWatch.Element(FilterOperator.OfType, EventWatch.Literal(ObjectTypeIds.FolderType)),
            EventWatch.Element(FilterOperator.IsNull, EventWatch.Field("Nothing", ObjectTypeIds.ConditionType)),
            EventWatch.Element(FilterOperator.IsNull, new AttributeOperand()),
            EventWatch.Element(FilterOperator.IsNull, EventWatch.Literal(1)),
        ];

        MonitoredItemCreateResult created = await WatchAsync(ObjectIds.Server, EventWatch.Filter([EventWatch.Field("Severity")], where));
        ContentFilterElementResult[] results = ((EventFilterResult)created.FilterResult!.Structure!).WhereClauseResult.ElementResults!;

        Assert.Equal(StatusCodes.BadEventFilterInvalid, created.StatusCode);
        Assert.Equal(
            [
                "BadFilterOperandInvalid", "BadFilterOperandCountMismatch", "BadFilterOperatorInvalid", "BadFilterOperatorUnsupported", "BadFilterOperandInvalid",
                "BadFilterOperandInvalid", "BadFilterOperandInvalid", "Good",
            ],
            results.Select(result => StatusCodes.NameOf(result.StatusCode.Code)));
        Assert.Equal([StatusCodes.Good, StatusCodes.BadFilterElementInvalid], results[0].OperandStatusCodes!);
        Assert.Equal([StatusCodes.BadFilterLiteralInvalid], results[4].OperandStatusCodes!);
        Assert.Equal([StatusCodes.BadNodeIdUnknown], results[5].OperandStatusCodes!);
        Assert.Equal([StatusCodes.BadFilterOperandInvalid], results[6].OperandStatusCodes!);
    }

    [Fact]
    public async Task A_filter_beyond_the_limits_or_without_fields_is_refused()
    {
        await BeginAsync();
        ContentFilterElement[] long_ = [.. Enumerable.Repeat(EventWatch.Element(FilterOperator.IsNull, EventWatch.Literal(1)), 101)];

        MonitoredItemCreateResult tooLong = await WatchAsync(ObjectIds.Server, EventWatch.Filter([EventWatch.Field("Severity")], long_));
        MonitoredItemCreateResult tooWide = await WatchAsync(ObjectIds.Server, EventWatch.Filter(Enumerable.Repeat(EventWatch.Field("Severity"), 501)));
        MonitoredItemCreateResult empty = await WatchAsync(ObjectIds.Server, EventWatch.Filter());
        MonitoredItemCreateResult none = await _session.WatchAsync(_subscription, ObjectIds.Server, attribute: AttributeIds.EventNotifier);
        MonitoredItemCreateResult data = await _session.WatchAsync(_subscription, ObjectIds.Server, filter: new DataChangeFilter(), attribute: AttributeIds.EventNotifier);

        Assert.Equal(
            [StatusCodes.BadTooManyOperations, StatusCodes.BadTooManyOperations, StatusCodes.BadEventFilterInvalid, StatusCodes.BadEventFilterInvalid, StatusCodes.BadFilterNotAllowed],
            new[] { tooLong, tooWide, empty, none, data }.Select(result => result.StatusCode));
    }

    public async ValueTask DisposeAsync()
    {
        _session?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task BeginAsync(params string[] locales)
    {
        _server = await PlantServer.StartAsync(_clock.Options);
        _session = await WireSession.OpenAsync(_server, null, locales);
        _subscription = (await _session.SubscribeAsync(keepAlive: 1, lifetime: 1_000)).SubscriptionId;
    }

    private Task<MonitoredItemCreateResult> WatchAsync(NodeId notifier, EventFilter filter, uint handle = 1) =>
        _session.WatchAsync(_subscription, notifier, handle, queueSize: 0, filter: filter, attribute: AttributeIds.EventNotifier);

    private async Task<PublishResponse> PublishedAsync()
    {
        Task<PublishResponse> waiting = await _session.PostPublishAsync();

        // Behind the request in the same stream: once it is answered, the Publish waits at the server.
        await _session.ResultAsync(new ReadRequest());
        _clock.Publish();
        return await waiting;
    }
}
