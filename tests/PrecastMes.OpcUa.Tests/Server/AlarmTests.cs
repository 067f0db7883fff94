using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>A station's fault as an alarm (Part 9 §5.5 to §5.8).</summary>
public sealed class AlarmTests : IAsyncDisposable
{
    private static readonly LocalizedText[] Jam = [new("Pallet jammed", "en"), new("模台卡住", "zh-CN")];
    private static readonly LocalizedText NoComment = new(null);

    private readonly PublishingClock _clock = new();
    private readonly List<AlarmOperation> _operations = [];
    private PlantServer _server = null!;
    private WireSession _session = null!;
    private AlarmCondition _alarm = null!;
    private uint _subscription;

    [Fact]
    public async Task A_fault_is_told_acknowledged_cleared_and_confirmed()
    {
        await BeginAsync("operator");

        _alarm.Raise(700, Jam);
        Told raised = Assert.Single(await ToldAsync());
        StatusCode acked = await CallAsync(MethodIdOf("Acknowledge"), raised.EventId, new LocalizedText("我来看", "zh-CN"));
        Told acknowledged = Assert.Single(await ToldAsync());
        _alarm.Clear();
        Told cleared = Assert.Single(await ToldAsync());
        StatusCode confirmed = await CallAsync(MethodIdOf("Confirm"), cleared.EventId, NoComment);
        Told done = Assert.Single(await ToldAsync());

        Assert.Equal((_alarm.NodeId, true, false, true, true, (ushort)700, "Pallet jammed"), (raised.ConditionId, raised.Active, raised.Acked, raised.Confirmed, raised.Retain, raised.Severity, raised.Message));
        Assert.Equal(StatusCodes.Good, acked);
        Assert.Equal((true, true, false, true, "我来看", "operator"), (acknowledged.Active, acknowledged.Acked, acknowledged.Confirmed, acknowledged.Retain, acknowledged.Comment, acknowledged.User));
        Assert.Equal((false, true, false, true), (cleared.Active, cleared.Acked, cleared.Confirmed, cleared.Retain));
        Assert.Equal(StatusCodes.Good, confirmed);
        Assert.Equal((false, true, true, false, "我来看"), (done.Active, done.Acked, done.Confirmed, done.Retain, done.Comment));
        Assert.Equal(["Acknowledge", "Confirm"], _operations.Select(operation => operation.Name));
        Assert.All(_operations, operation => Assert.Equal("operator", operation.User.Name));
    }

    [Fact]
    public async Task Its_nodes_show_the_state()
    {
        await BeginAsync("operator");
        _alarm.Raise(700, Jam);

        DataValue[] values = await ReadAsync("ActiveState/Id", "AckedState/Id", "EnabledState/Id", "Retain", "Severity", "Message", "SourceNode", "ActiveState", "ConditionName");

        Assert.Equal(
            [true, false, true, true, (ushort)700, Jam[0], _server.Line, new LocalizedText("Active", "en"), "StationFault"], values.Select(value => value.Value));
    }

    [Fact]
    public async Task What_it_has_none_of_is_an_empty_value_of_the_nodes_type()
    {
        await BeginAsync("operator");

        DataValue[] values = await ReadAsync("ConditionSubClassId", "ConditionSubClassName", "NormalState");

        Assert.Equal([Array.Empty<NodeId>(), Array.Empty<LocalizedText>(), NodeId.Null], values.Select(value => value.Value));
    }

    [Fact]
    public async Task Its_nodes_have_values_before_the_first_fault()
    {
        await BeginAsync("operator");

        DataValue[] values = await ReadAsync(
            "Retain", "Severity", "LastSeverity", "SourceName", "Message", "Comment", "EventId", "Time", "ReceiveTime", "Comment/SourceTimestamp", "LastSeverity/SourceTimestamp");

        Assert.Equal([false, (ushort)1, (ushort)1, "Line", new LocalizedText(""), new LocalizedText("")], values.Take(6).Select(value => value.Value));
        Assert.All(values, value => Assert.False(value.Value.IsNull));
        Assert.Equal(StatusCodes.BadConditionBranchAlreadyAcked, await CallAsync(MethodIdOf("Acknowledge"), values[6].Value, NoComment));
    }

    [Fact]
    public async Task Only_the_event_of_the_present_fault_is_acknowledged_and_only_once()
    {
        await BeginAsync("operator");
        _alarm.Raise(700, Jam);
        byte[] first = Assert.Single(await ToldAsync()).EventId;
        _alarm.Clear();
        _alarm.Raise(700, Jam);
        byte[] second = (await ToldAsync())[^1].EventId;

        StatusCode[] codes =
        [
            await CallAsync(MethodIdOf("Acknowledge"), first, NoComment),
            await CallAsync(MethodIdOf("Acknowledge"), new byte[] { 1, 2 }, NoComment),
            await CallAsync(MethodIdOf("Confirm"), second, NoComment),
            await CallAsync(MethodIdOf("Acknowledge"), second, NoComment),
            await CallAsync(MethodIdOf("Acknowledge"), second, NoComment),
            await CallAsync(MethodIdOf("AddComment"), first, new LocalizedText("late", "en")),
        ];

        Assert.Equal(
            [
                StatusCodes.BadEventIdUnknown, StatusCodes.BadEventIdUnknown, StatusCodes.BadConditionBranchAlreadyConfirmed, StatusCodes.Good,
                StatusCodes.BadConditionBranchAlreadyAcked, StatusCodes.Good,
            ],
            codes);
    }

    [Fact]
    public async Task A_disabled_alarm_is_silent_and_tells_its_state_when_it_is_enabled()
    {
        await BeginAsync("operator");
        _alarm.Raise(700, Jam);
        byte[] id = Assert.Single(await ToldAsync()).EventId;

        StatusCode disabled = await CallAsync(MethodIdOf("Disable"));
        Told last = Assert.Single(await ToldAsync());
        StatusCode[] refused = [await CallAsync(MethodIdOf("Disable")), await CallAsync(MethodIdOf("Acknowledge"), id, NoComment)];
        _alarm.Raise(900, Jam);
        IReadOnlyList<Told> silent = await ToldAsync();
        StatusCode enabled = await CallAsync(MethodIdOf("Enable"));
        Told again = Assert.Single(await ToldAsync());

        Assert.Equal((StatusCodes.Good, StatusCodes.Good), (disabled, enabled));
        Assert.Equal([StatusCodes.BadConditionAlreadyDisabled, StatusCodes.BadConditionDisabled], refused);
        Assert.False(last.Retain);
        Assert.Empty(silent);
        Assert.Equal((true, (ushort)900), (again.Retain, again.Severity));
        Assert.Equal(StatusCodes.BadConditionAlreadyEnabled, await CallAsync(MethodIdOf("Enable")));
    }

    [Fact]
    public async Task Who_may_not_operate_it_is_refused_and_told_why()
    {
        await BeginAsync("visitor");
        _alarm.Raise(700, Jam);
        byte[] id = Assert.Single(await ToldAsync()).EventId;
        var request = new CallRequest
        {
            RequestHeader = new RequestHeader { ReturnDiagnostics = 0x40 },
            MethodsToCall = [WireSession.Call(_alarm.NodeId, MethodIdOf("Acknowledge"), id, NoComment)],
        };

        CallResponse response = await _session.AskAsync(request, CallResponse.Decode);

        Assert.Equal(StatusCodes.BadUserAccessDenied, response.Results![0].StatusCode);
        Assert.Contains("visitor", response.ResponseHeader.StringTable![response.DiagnosticInfos![0]!.LocalizedText!.Value], StringComparison.Ordinal);
        Assert.False(_alarm.IsAcked);
    }

    [Fact]
    public async Task A_refresh_tells_what_is_retained_between_two_marks_and_one_at_a_time()
    {
        await BeginAsync("operator");
        AlarmCondition quiet = AddAlarm("Quiet");
        AlarmCondition over = AddAlarm("Over");
        over.Raise(1, Jam);
        over.Clear();
        _alarm.Raise(700, Jam);
        byte[] id = (await ToldAsync())[^1].EventId;

        StatusCode[] codes = [await RefreshAsync(_subscription), await RefreshAsync(_subscription), await RefreshAsync(99)];
        IReadOnlyList<Told> told = await ToldAsync();
        StatusCode next = await RefreshAsync(_subscription);

        Assert.Equal([StatusCodes.Good, StatusCodes.BadRefreshInProgress, StatusCodes.BadSubscriptionIdInvalid], codes);
        Assert.Equal(ObjectTypeIds.RefreshStartEventType, told[0].EventType);
        Assert.Equal(ObjectTypeIds.RefreshEndEventType, told[^1].EventType);
        Assert.Equal([over.NodeId, _alarm.NodeId], told.Skip(1).SkipLast(1).Select(each => each.ConditionId).OrderBy(each => each.Text!.Length));
        Assert.Contains(told, each => each.EventId.AsSpan().SequenceEqual(id));
        Assert.DoesNotContain(told, each => each.ConditionId == quiet.NodeId);
        Assert.Equal(StatusCodes.Good, next);
    }

    [Fact]
    public async Task One_item_alone_is_refreshed_by_its_session_alone()
    {
        await BeginAsync("operator");
        _alarm.Raise(700, Jam);
        await ToldAsync();
        MonitoredItemCreateResult second = await _session.WatchAsync(
            _subscription, ObjectIds.Server, handle: 2, queueSize: 0, filter: EventWatch.Filter("EventType"), attribute: AttributeIds.EventNotifier);
        using WireSession other = await WireSession.OpenAsync(_server, "operator");
        NodeId refresh2 = new(0, 12912u);

        StatusCode[] codes =
        [
            (await _session.CallAsync(ObjectTypeIds.ConditionType, refresh2, _subscription, second.MonitoredItemId)).StatusCode,
            (await _session.CallAsync(ObjectTypeIds.ConditionType, refresh2, _subscription, 99u)).StatusCode,
            (await other.CallAsync(ObjectTypeIds.ConditionType, refresh2, _subscription, second.MonitoredItemId)).StatusCode,
        ];
        PublishResponse response = await PublishedAsync();

        Assert.Equal([StatusCodes.Good, StatusCodes.BadMonitoredItemIdInvalid, StatusCodes.BadUserAccessDenied], codes);
        Assert.Equal([2u, 2u, 2u], response.Events().Select(told => told.ClientHandle));
    }

    public async ValueTask DisposeAsync()
    {
        _session?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    // The methods' ids are those of the types that declare them (Part 9 §5.5.4 to §5.7.4).
    private static NodeId MethodIdOf(string name) => new(0, name switch
    {
        "Enable" => 9027u,
        "Disable" => 9028u,
        "AddComment" => 9029u,
        "Acknowledge" => 9111u,
        _ => 9113u,
    });

    private async Task BeginAsync(string user)
    {
        _server = await PlantServer.StartAsync(_clock.Options);
        _session = await WireSession.OpenAsync(_server, user, "en");
        _alarm = AddAlarm("StationFault");
        _subscription = (await _session.SubscribeAsync(keepAlive: 1, lifetime: 1_000)).SubscriptionId;
        SimpleAttributeOperand[] select =
        [
            EventWatch.ConditionId,
            EventWatch.Field("EventId"),
            EventWatch.Field("EventType"),
            EventWatch.Field("ActiveState/Id", ObjectTypeIds.AlarmConditionType),
            EventWatch.Field("AckedState/Id", ObjectTypeIds.AcknowledgeableConditionType),
            EventWatch.Field("ConfirmedState/Id", ObjectTypeIds.AcknowledgeableConditionType),
            EventWatch.Field("Retain", ObjectTypeIds.ConditionType),
            EventWatch.Field("Severity"),
            EventWatch.Field("Message"),
            EventWatch.Field("Comment", ObjectTypeIds.ConditionType),
            EventWatch.Field("ClientUserId", ObjectTypeIds.ConditionType),
        ];
        MonitoredItemCreateResult created = await _session.WatchAsync(
            _subscription, ObjectIds.Server, queueSize: 0, filter: EventWatch.Filter(select), attribute: AttributeIds.EventNotifier);
        Assert.All(((EventFilterResult)created.FilterResult!.Structure!).SelectClauseResults!, code => Assert.Equal(StatusCodes.Good, code));
    }

    private AlarmCondition AddAlarm(string name) => _server.Space.Conditions.AddAlarm(_server.Id("Line." + name), _server.Line, name, new AlarmOptions
    {
        SourceNode = _server.Line,
        MayOperate = user => user.Name == "operator",
        OnOperated = _operations.Add,
    });

    private async Task<StatusCode> CallAsync(NodeId method, params Variant[] inputs) => (await _session.CallAsync(_alarm.NodeId, method, inputs)).StatusCode;

    private async Task<StatusCode> RefreshAsync(uint subscription) => (await _session.CallAsync(ObjectTypeIds.ConditionType, new NodeId(0, 3875u), subscription)).StatusCode;

    private async Task<IReadOnlyList<Told>> ToldAsync() => [.. (await PublishedAsync()).Events().Select(told => new Told(told.EventFields!))];

    private async Task<PublishResponse> PublishedAsync()
    {
        Task<PublishResponse> waiting = await _session.PostPublishAsync();

        // Behind the request in the same stream: once it is answered, the Publish waits at the server.
        await _session.ResultAsync(new ReadRequest());
        _clock.Publish();
        return await waiting;
    }

    private async Task<DataValue[]> ReadAsync(params string[] paths)
    {
        var translate = new TranslateBrowsePathsToNodeIdsRequest
        {
            BrowsePaths =
            [
                .. paths.Select(path => new BrowsePath
                {
                    StartingNode = _alarm.NodeId,
                    RelativePath = new RelativePath
                    {
                        Elements = [.. path.Split('/').Select(name => new RelativePathElement { ReferenceTypeId = ReferenceTypeIds.Aggregates, IncludeSubtypes = true, TargetName = new QualifiedName(0, name) })],
                    },
                }),
            ],
        };
        TranslateBrowsePathsToNodeIdsResponse found = await _session.AskAsync(translate, TranslateBrowsePathsToNodeIdsResponse.Decode);
        var read = new ReadRequest
        {
            NodesToRead = [.. found.Results!.Select(result => new ReadValueId { NodeId = Assert.Single(result.Targets!).TargetId.NodeId, AttributeId = AttributeIds.Value })],
        };
        return (await _session.AskAsync(read, ReadResponse.Decode)).Results!;
    }

    /// <summary>The selected fields of an event.</summary>
    private sealed class Told(Variant[] fields)
    {
        public NodeId ConditionId => fields[0].IsNull ? NodeId.Null : fields[0].Get<NodeId>();

        public byte[] EventId => fields[1].Get<byte[]>();

        public NodeId EventType => fields[2].Get<NodeId>();

        public bool Active => fields[3].Get<bool>();

        public bool Acked => fields[4].Get<bool>();

        public bool Confirmed => fields[5].Get<bool>();

        public bool Retain => fields[6].Get<bool>();

        public ushort Severity => fields[7].Get<ushort>();

        public string? Message => fields[8].Get<LocalizedText>().Text;

        public string? Comment => fields[9].Get<LocalizedText>().Text;

        public string? User => fields[10].Get<string>();
    }
}
