using System.Text.Json;
using PrecastMes.IntegrationTests.Processes;
using PrecastMes.OpcUa.Tests.ForeignPeer;

namespace PrecastMes.IntegrationTests.ForeignPeer;

/// <summary>node-opcua's client orders work from the simulator by ISA-95 Job Control V2, with the types that it learns from the server.</summary>
public sealed class NodeJobControlTests(NodeJobControlTests.Run run) : IClassFixture<NodeJobControlTests.Run>
{
    private const string Done = """["Good",1]""";

    [Fact]
    public void A_job_order_is_followed_to_its_end_and_its_response_says_what_was_done()
    {
        Assert.Equal(Done, run["store and start"].GetRawText());
        var told = run["told"].EnumerateArray().Select(list => list.GetString()).ToList();
        Assert.Equal(("", "N1 Ended/Completed"), (told[0], told[^1]));
        Assert.Contains("N1 Running", told);
        Assert.Equal("""["N1 Ended/Completed"]""", run["list"].GetRawText());

        var response = run["response"];
        Assert.Equal(("Good", 1, "N1"), (response.GetProperty("status").GetString(), response.GetProperty("returned").GetInt32(), response.GetProperty("id").GetString()));
        Assert.Equal("Ended/Completed", response.GetProperty("state").GetString());
        Assert.InRange(response.GetProperty("seconds").GetDouble(), 50, 70);
        Assert.Equal("""{"Progress":100,"JobResult":1}""", response.GetProperty("data").GetRawText());
        Assert.Equal("""["MG1"]""", response.GetProperty("equipment").GetRawText());
        Assert.Equal("P01", run["pallet"].GetString());
    }

    [Fact]
    public void The_same_order_sent_again_is_no_second_one_and_what_is_cleared_is_unknown()
    {
        Assert.Equal(Done, run["again"].GetRawText());
        Assert.Equal(Done, run["clear"].GetRawText());
        Assert.Equal("""{"status":"Uncertain","returned":2}""", run["response of what was cleared"].GetRawText());
    }

    [Theory]
    [InlineData("store")]
    [InlineData("start")]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("stop")]
    [InlineData("abort")]
    public void Each_method_does_what_it_says(string method) => Assert.Equal(Done, run[method].GetRawText());

    [Theory]
    [InlineData("stopped result")]
    [InlineData("aborted result")]
    public void What_was_broken_off_was_not_successful(string step) => Assert.Equal(2, run[step].GetInt32());

    /// <summary>A refused call is Uncertain, for with a Bad code its ReturnStatus would not be sent (OPC 10031-4 annex B.2).</summary>
    [Theory]
    [InlineData("unknown", 1UL << 1)]
    [InlineData("too early", 1UL << 32 | 1UL << 33)]
    [InlineData("no such work", 1UL << 32 | 1UL << 4)]
    public void A_refused_call_tells_why_by_its_return_status(string step, ulong returned) =>
        Assert.Equal(("Uncertain", returned), (run[step][0].GetString(), run[step][1].GetUInt64()));

    /// <summary>One run of the script against the simulator as a process.</summary>
    public sealed class Run : IAsyncLifetime
    {
        private static readonly DateTimeOffset Morning = new(2026, 3, 1, 22, 0, 0, TimeSpan.Zero);

        private readonly Dictionary<string, JsonElement> reports = [];
        private string? missing;

        public JsonElement this[string step]
        {
            get
            {
                NodePeer.Demand(missing);
                return reports[step];
            }
        }

        public async ValueTask InitializeAsync()
        {
            missing = await NodePeer.MissingAsync();
            if (missing is not null)
            {
                return;
            }

            var cancellation = TestContext.Current.CancellationToken;
            using var folder = new TemporaryFolder();
            var clock = new ClockOptions(Morning, TimeProvider.System.GetUtcNow(), 480);
            await using var simulator = await PlcSimProcess.StartAsync(Programs.SamplePlant, clock, folder.File("sim.jsonl"), seed: 1, cancellation);
            await using var peer = NodePeer.Start("job-control.mjs", simulator.Endpoint);
            for (var (step, value) = await peer.NextAsync(cancellation); step != "done"; (step, value) = await peer.NextAsync(cancellation))
            {
                reports[step] = value;
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
