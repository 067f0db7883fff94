using System.Text.Json;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>node-opcua's client at our subscriptions, events and alarms.</summary>
public sealed class NodeSubscriptionTests(NodeSubscriptionTests.Run run) : IClassFixture<NodeSubscriptionTests.Run>
{
    [Fact]
    public void A_deadband_holds_back_what_is_inside_it() =>
        Assert.Equal([20.5, 21.6, 30.0], run["deadband"].EnumerateArray().Select(value => value.GetDouble()));

    [Fact]
    public void The_overflow_bit_is_on_the_value_beside_the_gap() =>
        Assert.Equal(["3! 4 5", "1 2 5!", "5"], run["overflow"].EnumerateArray().Select(value => value.GetString()));

    [Fact]
    public void A_sampling_item_reports_when_it_is_triggered() =>
        Assert.Equal(["模台一"], run["triggered"].EnumerateArray().Select(value => value.GetString()));

    [Fact]
    public void The_items_of_a_subscription_are_told()
    {
        Assert.Equal(3, run["items"].GetProperty("server").GetInt32());
        Assert.Equal(3, run["items"].GetProperty("client").GetInt32());
    }

    [Fact]
    public void An_event_passes_the_filter_for_its_type()
    {
        JsonElement told = Assert.Single(run["events"].EnumerateArray());

        Assert.Equal(["Good", "Good"], run["reported"].EnumerateArray().Select(value => value.GetString()));
        Assert.Equal(("Line", "broken", 600), (told.GetProperty("source").GetString(), told.GetProperty("message").GetString(), told.GetProperty("severity").GetInt32()));
    }

    [Fact]
    public void A_fault_is_an_alarm_that_it_acknowledges_and_confirms()
    {
        JsonElement alarm = run["alarm"];

        Assert.Equal(
            ("Line", "Pallet jammed", 700, false, true),
            (alarm.GetProperty("source").GetString(), alarm.GetProperty("message").GetString(), alarm.GetProperty("severity").GetInt32(), alarm.GetProperty("acked").GetBoolean(), alarm.GetProperty("retain").GetBoolean()));
        Assert.Equal("Good", run["acknowledged"].GetString());
        Assert.Equal("BadConditionBranchAlreadyAcked", run["again"].GetString());
        Assert.Equal("Good", run["confirmed"].GetString());
        Assert.Equal(["Acknowledge operator coming", "Confirm operator done"], run.Operations);
    }

    [Fact]
    public void A_refresh_tells_the_retained_alarm_between_its_marks() =>
        Assert.Equal(["i=2787", "i=10637", "i=2788"], run["refreshed"].EnumerateArray().Select(type => type.GetString()!.Replace("ns=0;", "", StringComparison.Ordinal)));

    [Fact]
    public void A_subscription_goes_to_another_session_of_the_same_user_alone()
    {
        Assert.Equal("BadUserAccessDenied", run["stranger"].GetString());
        Assert.Equal("Good", run["transferred"].GetString());
        Assert.Equal("GoodSubscriptionTransferred", run["farewell"].GetString());
    }

    /// <summary>One run of the script.</summary>
    public sealed class Run : IAsyncLifetime
    {
        private readonly Dictionary<string, JsonElement> _reports = [];
        private string? _missing;

        public List<string> Operations { get; } = [];

        public JsonElement this[string step]
        {
            get
            {
                NodePeer.Demand(_missing);
                return _reports[step];
            }
        }

        public async ValueTask InitializeAsync()
        {
            _missing = await NodePeer.MissingAsync();
            if (_missing is not null)
            {
                return;
            }

            await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with
            {
                CheckUser = (name, password) => name == password ? new UserAccount(name, []) : null,
            });
            AddMethods(server);
            await using NodePeer peer = NodePeer.Start("subscriptions.mjs", server.Url, PlantServer.LineNamespace);
            string step;
            do
            {
                try
                {
                    (step, JsonElement value) = await peer.NextAsync(TestContext.Current.CancellationToken);
                    _reports[step] = value;
                }
                catch (OperationCanceledException)
                {
                    throw new TimeoutException($"node-opcua's client reported {string.Join(", ", _reports.Keys)}, and then nothing more.");
                }
            }
            while (step != "done");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private void AddMethods(PlantServer server)
        {
            AddressSpace space = server.Space;
            AlarmCondition fault = space.Conditions.AddAlarm(server.Id("Line.Fault"), server.Line, "Fault", new AlarmOptions
            {
                SourceNode = server.Line,
                OnOperated = operation => Operations.Add($"{operation.Name} {operation.User.Name} {operation.Comment.Text}"),
            });
            Add("Burst", [], _ =>
            {
                for (uint i = 1; i <= 5; i++)
                {
                    server.Counter.Value = i;
                }
            });
            Add("ReportEvent", [new Argument { Name = "isFailure", DataType = DataTypeIds.Boolean }], inputs => space.Notifiers.Report(new UaEvent
            {
                EventType = inputs[0].Get<bool>() ? ObjectTypeIds.DeviceFailureEventType : ObjectTypeIds.SystemEventType,
                SourceNode = server.Line,
                Message = [new LocalizedText("broken", "en")],
                Severity = 600,
            }));
            Add("RaiseFault", [], _ => fault.Raise(700, [new LocalizedText("Pallet jammed", "en"), new LocalizedText("模台卡住", "zh-CN")]));
            Add("ClearFault", [], _ => fault.Clear());

            void Add(string name, Argument[] inputs, Action<IReadOnlyList<Variant>> action) => space.AddMethod(server.Id("Line." + name), server.Line, name, inputs, [], (values, _) =>
            {
                action(values);
                return ValueTask.FromResult(CallResult.Good());
            });
        }
    }
}
