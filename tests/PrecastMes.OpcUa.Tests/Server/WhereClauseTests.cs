using PrecastMes.OpcUa.Server;
using static PrecastMes.OpcUa.Tests.Server.EventWatch;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>
/// What passes a where clause (Part 4 §7.7.3): one event, and a monitored item for each clause. The event has Severity 500, SourceName
/// "Line 1", Message "fault" and the fields Mask = 6 and Level = 2.5.
/// </summary>
public sealed class WhereClauseTests : IClassFixture<WhereClauseTests.Run>
{
    private readonly Run _run;

    public WhereClauseTests(Run run) => _run = run;

    public static TheoryData<string> Names => [.. Clauses.Keys];

    private static SimpleAttributeOperand Severity => Field("Severity");

    private static Dictionary<string, (bool Passes, ContentFilterElement[] Elements)> Clauses { get; } = new()
    {
        ["nothing asked"] = (true, []),
        ["equal across types"] = (true, [Element(FilterOperator.Equals, Severity, Literal(500L))]),
        ["equal to a text"] = (true, [Element(FilterOperator.Equals, Severity, Literal("500"))]),
        ["not equal"] = (false, [Element(FilterOperator.Equals, Severity, Literal(501))]),
        ["not comparable"] = (false, [Element(FilterOperator.Equals, Severity, Literal(new byte[] { 1 }))]),
        ["not of not comparable is still unknown"] = (false, [Element(FilterOperator.Not, Of(1)), Element(FilterOperator.Equals, Severity, Literal(new byte[] { 1 }))]),
        ["null of a field that is there"] = (false, [Element(FilterOperator.IsNull, Severity)]),
        ["null of a field that is not"] = (true, [Element(FilterOperator.IsNull, Field("Nothing"))]),
        ["greater"] = (true, [Element(FilterOperator.GreaterThan, Severity, Literal(499.5))]),
        ["not greater"] = (false, [Element(FilterOperator.GreaterThan, Severity, Literal((ushort)500))]),
        ["greater or equal"] = (true, [Element(FilterOperator.GreaterThanOrEqual, Severity, Literal((ushort)500))]),
        ["less"] = (false, [Element(FilterOperator.LessThan, Severity, Literal((ushort)500))]),
        ["less or equal"] = (true, [Element(FilterOperator.LessThanOrEqual, Severity, Literal((ushort)500))]),
        ["less than NaN"] = (false, [Element(FilterOperator.LessThan, Severity, Literal(double.NaN))]),
        ["between, both ends in"] = (true, [Element(FilterOperator.Between, Severity, Literal(500), Literal(500))]),
        ["between, below"] = (false, [Element(FilterOperator.Between, Severity, Literal(501), Literal(900))]),
        ["in list"] = (true, [Element(FilterOperator.InList, Severity, Literal(1), Literal("x"), Literal(500))]),
        ["not in list"] = (false, [Element(FilterOperator.InList, Severity, Literal(1), Literal(2))]),
        ["like"] = (true, [Element(FilterOperator.Like, Field("SourceName"), Literal("L_ne [0-9]%"))]),
        ["like a message"] = (true, [Element(FilterOperator.Like, Field("Message"), Literal("%aul%"))]),
        ["not like"] = (false, [Element(FilterOperator.Like, Field("SourceName"), Literal("Line [^0-9]"))]),
        ["of type"] = (true, [Element(FilterOperator.OfType, Literal(ObjectTypeIds.SystemEventType))]),
        ["of another type"] = (false, [Element(FilterOperator.OfType, Literal(ObjectTypeIds.ConditionType))]),
        ["and"] = (true, [Element(FilterOperator.And, Of(1), Of(2)), Element(FilterOperator.Equals, Severity, Literal(500)), Element(FilterOperator.OfType, Literal(ObjectTypeIds.BaseEventType))]),
        ["and, one false and one unknown"] = (true,
            [
                Element(FilterOperator.Not, Of(1)),
                Element(FilterOperator.And, Of(2), Field("Nothing")),
                Element(FilterOperator.Equals, Severity, Literal(1)),
            ]),
        ["or, one true and one unknown"] = (true, [Element(FilterOperator.Or, Field("Nothing"), Literal(true))]),
        ["or, one false and one unknown"] = (false, [Element(FilterOperator.Or, Field("Nothing"), Literal(false))]),
        ["bits"] = (true, [Element(FilterOperator.Equals, Of(1), Literal(2u)), Element(FilterOperator.BitwiseAnd, Field("2:Mask"), Literal(3u))]),
        ["more bits"] = (true, [Element(FilterOperator.Equals, Of(1), Literal(7u)), Element(FilterOperator.BitwiseOr, Field("2:Mask"), Literal((byte)3))]),
        ["cast rounds"] = (true, [Element(FilterOperator.Equals, Of(1), Literal(3)), Element(FilterOperator.Cast, Field("2:Level"), Literal(DataTypeIds.Int32))]),
        ["cast that can't be"] = (true, [Element(FilterOperator.IsNull, Of(1)), Element(FilterOperator.Cast, Field("SourceName"), Literal(DataTypeIds.Int32))]),
        ["an unknown result is no"] = (false, [Element(FilterOperator.Equals, Field("Nothing"), Literal(1))]),
        ["a field of another type is null"] = (true, [Element(FilterOperator.IsNull, Field("Severity", ObjectTypeIds.ConditionType))]),
        ["ten deep"] = (true, [.. Enumerable.Range(0, 10).Select(i => Element(FilterOperator.Not, Of((uint)i + 1))), Element(FilterOperator.Equals, Severity, Literal(500))]),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void It_passes_what_it_says(string name)
    {
        int handle = Array.IndexOf([.. Clauses.Keys], name);

        Assert.Equal(StatusCodes.Good, _run.Created[handle]);
        Assert.Equal(Clauses[name].Passes, _run.Passed.Contains((uint)handle));
    }

    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "ABC", false)]
    [InlineData("abc", "a%", true)]
    [InlineData("abc", "%b%c", true)]
    [InlineData("abc", "%b", false)]
    [InlineData("", "%", true)]
    [InlineData("", "_", false)]
    [InlineData("a%c", "a\\%c", true)]
    [InlineData("abc", "a\\%c", false)]
    [InlineData("b", "[abc]", true)]
    [InlineData("d", "[^a-c]", true)]
    [InlineData("-", "[a-c]", false)]
    [InlineData("模台12", "模_1%", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaab", "%a%a%a%a%a%a%a%a%a%c", false)]
    public void Wildcards_stand_for_characters(string text, string pattern, bool matches) => Assert.Equal(matches, new LikePattern(pattern).Matches(text, new FilterBudget()));

    /// <summary>One event for all clauses.</summary>
    public sealed class Run : IAsyncLifetime
    {
        public IReadOnlyList<StatusCode> Created { get; private set; } = [];

        public HashSet<uint> Passed { get; } = [];

        public async ValueTask InitializeAsync()
        {
            var clock = new PublishingClock();
            await using PlantServer server = await PlantServer.StartAsync(clock.Options);
            using WireSession session = await WireSession.OpenAsync(server);
            uint subscription = (await session.SubscribeAsync(keepAlive: 1, lifetime: 1_000)).SubscriptionId;
            var request = new CreateMonitoredItemsRequest
            {
                SubscriptionId = subscription,
                ItemsToCreate =
                [
                    .. Clauses.Values.Select((clause, i) => WireSession.Item(
                        ObjectIds.Server, (uint)i, filter: Filter([Severity], clause.Elements), attribute: AttributeIds.EventNotifier)),
                ],
            };
            CreateMonitoredItemsResponse created = await session.AskAsync(request, CreateMonitoredItemsResponse.Decode);
            Created = [.. created.Results!.Select(result => result.StatusCode)];
            Task<PublishResponse> waiting = await session.PostPublishAsync();
            await session.ResultAsync(new ReadRequest());
            server.Space.Notifiers.Report(new UaEvent
            {
                EventType = ObjectTypeIds.DeviceFailureEventType,
                SourceName = "Line 1",
                Severity = 500,
                Message = [new LocalizedText("fault", "en")],
                Fields = new Dictionary<string, Variant> { ["2:Mask"] = 6u, ["2:Level"] = 2.5 },
            });
            clock.Publish();
            foreach (EventFieldList told in (await waiting).Events())
            {
                Passed.Add(told.ClientHandle);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
