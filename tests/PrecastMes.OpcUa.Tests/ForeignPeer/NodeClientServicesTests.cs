using System.Text.Json;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>node-opcua's client at our server: ranges of arrays, long lists, structures that it learns from us, history, refusals.</summary>
public sealed class NodeClientServicesTests(NodeClientServicesTests.Run run) : IClassFixture<NodeClientServicesTests.Run>
{
    [Fact]
    public void A_part_of_an_array_is_written_and_read() =>
        Assert.Equal(["Good", "1 -20 30", "-20 30", "1", "BadIndexRangeNoData"], Texts(run["range"]));

    [Fact]
    public void Ten_thousand_values_are_read_in_one_call() => Assert.Equal(10_000, run["many"].GetInt32());

    [Fact]
    public void A_path_that_leads_nowhere_is_told() => Assert.Equal(["Good", "BadNoMatch"], Texts(run["paths"]));

    [Theory]
    [InlineData("Element", """{"id":7,"name":"墙板","size":{"length":3.5,"width":2.5},"phase":2,"weights":[1.5,2.5],"holes":[{"length":0.5,"width":0.25}]}""")]
    [InlineData("Note", """{"id":9,"author":"W"}""")]
    [InlineData("Choice", """{"switchField":2,"Size":{"length":1,"width":2}}""")]
    [InlineData("Sizes", """[{"length":1,"width":2},{"length":3,"width":4}]""")]
    public void A_structure_is_understood_by_its_definition_and_written_back(string name, string expected)
    {
        Assert.Equal(expected, run[name].GetProperty("fields").GetRawText());
        Assert.Equal("Good", run[name].GetProperty("written").GetString());
        Assert.Equal(run.Initial[name], run.Written[name]);
    }

    [Fact]
    public void A_structure_that_it_changed_is_understood_by_us()
    {
        Assert.Equal("Good", run["changed"].GetString());
        Assert.Equal("{Length: 1, Width: 8}", run.Changed);
    }

    [Fact]
    public void History_is_read_or_refused()
    {
        // It asks for the bounds.
        Assert.Equal([0.0, 1, 2, 3, 4], run["history"].GetProperty("values").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal("BadHistoryOperationUnsupported", run["no history"].GetString());
    }

    [Fact]
    public void A_call_is_refused_for_the_reason_that_it_has()
    {
        Assert.Equal(["BadArgumentsMissing", "BadTooManyArguments", "BadInvalidArgument", "BadMethodInvalid", "Good"], Texts(run["calls"]));
        Assert.Equal(["Good", "BadTypeMismatch"], Texts(run["argument results"]));
    }

    [Fact]
    public void A_percent_deadband_is_that_part_of_the_range() =>
        Assert.Equal([20.5, 31.0, 20.0], run["percent"].EnumerateArray().Select(value => value.GetDouble()));

    [Fact]
    public void It_reads_what_we_count_of_its_session_and_subscription()
    {
        // One range, four structures, one changed, four forces; and who may not see the users does not.
        Assert.Equal(
            """{"session":true,"client":"foreign-peer","writes":[10,0],"histories":[2,0],"has":[1,1],"subscription":[true,50,1,3],"security":"BadSecurityModeInsufficient"}""",
            run["diagnostics"].GetRawText());
    }

    private static IEnumerable<string?> Texts(JsonElement array) => array.EnumerateArray().Select(each => each.GetString());

    /// <summary>One run of the script.</summary>
    public sealed class Run : IAsyncLifetime
    {
        private static readonly DateTime Noon = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

        private readonly Dictionary<string, JsonElement> _reports = [];
        private string? _missing;

        public Dictionary<string, Variant> Initial { get; } = [];

        public Dictionary<string, Variant> Written { get; } = [];

        public string Changed { get; private set; } = "";

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

            await using PlantServer server = await PlantServer.StartAsync();
            AddStructures(server);
            AddForce(server);
            AddHistory(server);
            await using NodePeer peer = NodePeer.Start("services-client.mjs", server.Url, PlantServer.LineNamespace);
            for ((string step, JsonElement value) = await peer.NextAsync(TestContext.Current.CancellationToken); step != "done"; (step, value) = await peer.NextAsync(TestContext.Current.CancellationToken))
            {
                _reports[step] = value;
            }

            foreach (string name in Initial.Keys)
            {
                Written[name] = server.Space.Variable(server.Id("Line." + name)).Value;
            }

            Changed = server.Space.Structures.Decode(Written["Size"].Get<ExtensionObject>())!.ToString();
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private void AddStructures(PlantServer server)
        {
            server.Space.Load(NodeSet.Read(Path.Combine(AppContext.BaseDirectory, "ForeignPeer", "structures.xml")));
            ushort types = server.Space.AddNamespace("urn:test:structures");
            DynamicStructure element = Make(3);
            element["Id"] = 7u;
            element["Name"] = "墙板";
            element["Size"] = Size(3.5, 2.5);
            element["Phase"] = 2;
            element["Weights"] = new[] { 1.5, 2.5 };
            element["Holes"] = new[] { Size(0.5, 0.25) };
            DynamicStructure note = Make(4);
            note["Id"] = 9u;
            note["Author"] = "W";
            DynamicStructure choice = Make(5);
            choice["Size"] = Size(1, 2);
            Add("Element", 3, element.ToExtensionObject());
            Add("Note", 4, note.ToExtensionObject());
            Add("Choice", 5, choice.ToExtensionObject());
            Add("Sizes", 1, new[] { Size(1, 2).ToExtensionObject(), Size(3, 4).ToExtensionObject() });
            Add("Size", 1, Size(5, 6).ToExtensionObject());

            DynamicStructure Make(uint type) => server.Space.Structures.Create(new NodeId(types, type));

            DynamicStructure Size(double length, double width)
            {
                DynamicStructure size = Make(1);
                size["Length"] = length;
                size["Width"] = width;
                return size;
            }

            void Add(string name, uint type, Variant value)
            {
                server.Space.AddVariable(server.Id("Line." + name), server.Line, name, new NodeId(types, type), value, writable: true);
                Initial[name] = value;
            }
        }

        private static void AddForce(PlantServer server)
        {
            UaVariable force = server.Space.AddVariable(server.Id("Line.Force"), server.Line, "Force", DataTypeIds.Double, 20.5, writable: true);
            var range = new UaVariableOptions { DataType = DataTypeIds.Range, Initial = new ExtensionObject(new Range { Low = 0, High = 200 }) };
            server.Space.AddVariable(
                server.Id("Line.Force.EURange"), force.NodeId, new QualifiedName(0, "EURange"), range, ReferenceTypeIds.HasProperty, VariableTypeIds.PropertyType);
        }

        private static void AddHistory(PlantServer server)
        {
            server.Temperature.Set(0.0, Noon);
            server.Space.Historize(server.Temperature, new ValueRing(100));
            for (int second = 1; second <= 5; second++)
            {
                server.Temperature.Set((double)second, Noon.AddSeconds(second));
            }
        }
    }
}
