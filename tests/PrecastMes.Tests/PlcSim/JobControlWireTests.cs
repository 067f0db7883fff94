using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Tests.PlcSim;

/// <summary>ISA-95 Job Control V2 and Machinery Job Management as a client sees them that knows only the models.</summary>
public sealed class JobControlWireTests : IDisposable
{
    private const ulong NoError = 1;
    private const ulong UnknownJobOrder = 2;
    private const ulong Unable = 16;
    private const ulong InvalidRequest = 1UL << 32;
    private const ulong WrongState = 1UL << 33;
    private const ulong Occupied = 1UL << 34;
    private const ushort Transfer = 2;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("plcsim").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_job_order_moves_a_pallet_and_both_faces_show_it()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        var jobs = await JobClient.FindAsync(line.Client, "MG1");
        var order = await jobs.OrderAsync("J1", "Transfer", ("Carrier", "P01"), ("Source", "MG1"), ("Target", "S01"));
        Assert.Equal(NoError, (await jobs.SendAsync("StoreAndStart", order)).Status);
        await UntilAsync(jobs, "J1 Ended/Completed");
        Assert.Equal("P01", await line.ReadAsync<string>("S01", "PalletId"));
        Assert.Equal(0u, await line.ReadAsync<uint>("MG1", "Result.Seq"));

        var response = await jobs.ResponseAsync("J1");
        Assert.Equal("Ended/Completed", JobClient.StateOf((DynamicStructure[])response["JobState"]!));
        Assert.InRange((response.Get<DateTime>("EndTime") - response.Get<DateTime>("StartTime")).TotalSeconds, 50, 70);
        var data = ((DynamicStructure[])response["JobResponseData"]!).ToDictionary(one => (string)one["ID"]!, one => one.Get<Variant>("Value"));
        Assert.Equal(100f, data["Progress"].Get<float>());
        Assert.Equal(1, data["JobResult"].Get<int>());
        Assert.Equal(["J1"], await jobs.ResponsesInStateAsync(5));
        Assert.Equal(["J1"], await jobs.ResponsesInStateAsync(5, "Completed"));
        Assert.Empty(await jobs.ResponsesInStateAsync(3));

        Assert.Equal(NoError, (await jobs.SendAsync("Clear", "J1")).Status);
        Assert.Empty(await jobs.ListAsync());
    }

    [Fact]
    public async Task A_job_order_is_stored_started_paused_resumed_and_aborted_by_methods()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        var jobs = await JobClient.FindAsync(line.Client, "S18");

        // 40,000 s of plant time are 83 s here.
        var order = await jobs.OrderAsync("J1", "Run", ("Carrier", "L1"), ("WorkSeconds", 40_000u));
        Assert.Equal(NoError, (await jobs.SendAsync("Store", order)).Status);
        await UntilAsync(jobs, "J1 NotAllowedToStart/Ready");
        Assert.Equal(NoError, (await jobs.SendAsync("Start", "J1")).Status);
        await UntilAsync(jobs, "J1 Running");
        Assert.Equal(NoError, (await jobs.SendAsync("Pause", "J1")).Status);
        await UntilAsync(jobs, "J1 Interrupted/Suspended");
        await line.UntilAsync("S18", "State", 11);
        Assert.Equal(NoError, (await jobs.SendAsync("Resume", "J1")).Status);
        await UntilAsync(jobs, "J1 Running");
        Assert.True((await line.CallAsync("StopUnit", "S18")).Status.IsGood);
        await UntilAsync(jobs, "J1 Interrupted/Held");
        Assert.Equal(NoError, (await jobs.SendAsync("Abort", "J1")).Status);
        await UntilAsync(jobs, "J1 Aborted");
    }

    [Fact]
    public async Task Whoever_comes_second_to_a_machine_is_told_whichever_face_it_came_by()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        var jobs = await JobClient.FindAsync(line.Client, "S18");
        await jobs.SendAsync("StoreAndStart", await jobs.OrderAsync("J1", "Run", ("Carrier", "L1"), ("WorkSeconds", 40_000u)));
        await UntilAsync(jobs, "J1 Running");
        await line.SendAsync("S18", 1, 1, "L2", workSeconds: 40_000);
        await line.UntilAsync("S18", "Result.Seq", 1u);
        Assert.Equal(3, await line.ReadAsync<ushort>("S18", "Result.Code"));
        Assert.Equal("S18 is at work on job order J1", await line.ReadAsync<string>("S18", "Result.Detail"));

        Assert.Equal(NoError, (await jobs.SendAsync("Abort", "J1")).Status);
        await line.SendAsync("S18", 2, 1, "L2", workSeconds: 40_000);
        await line.UntilAsync("S18", "Ack.Seq", 2u);
        var refused = await jobs.SendAsync("StoreAndStart", await jobs.OrderAsync("J2", "Run", ("Carrier", "L1"), ("WorkSeconds", 60u)));
        Assert.Equal(Unable | Occupied, refused.Status);
        Assert.True(refused.Call.Status.IsUncertain);
        Assert.Equal("S18 is at work on command 5002 of the handshake", refused.Call.Reason);
        Assert.Equal(["J1 Aborted", "handshake/2 Running"], await jobs.ListAsync());
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_with_the_standard_s_bits_and_with_words()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        var jobs = await JobClient.FindAsync(line.Client, "S18");
        Assert.Equal(UnknownJobOrder, (await jobs.SendAsync("Start", "J9")).Status);
        await jobs.SendAsync("Store", await jobs.OrderAsync("J1", "Run", ("Carrier", "L1"), ("WorkSeconds", 60u)));
        Assert.Equal(InvalidRequest | WrongState, (await jobs.SendAsync("Pause", "J1")).Status);
        Assert.Equal("S18 has no work master \"Batch\"; there are Run", (await ReasonAsync("Batch", ("Recipe", "C30"), ("Quantity", 500u), ("WorkSeconds", 60u))));
        Assert.Equal("there is no work master \"Fly\"", await ReasonAsync("Fly"));
        Assert.Equal("parameter WorkSeconds of Run is missing", await ReasonAsync("Run", ("Carrier", "L1")));
        Assert.Equal("parameter WorkSeconds is Double Scalar, expected UInt32 Scalar", await ReasonAsync("Run", ("Carrier", "L1"), ("WorkSeconds", 60.0)));
        Assert.Equal("parameter WorkSeconds is -1, expected 0 to 4294967295", await ReasonAsync("Run", ("Carrier", "L1"), ("WorkSeconds", -1)));
        Assert.Equal(StatusCodes.BadInvalidArgument, (await jobs.SendAsync("Store", "no job order")).Call.Status);

        var none = await jobs.ResponseCallAsync("J9");
        Assert.Equal(UnknownJobOrder, none.Outputs[1].Get<ulong>());
        var early = await jobs.ResponseCallAsync("J1");
        Assert.Equal(InvalidRequest | WrongState, early.Outputs[1].Get<ulong>());

        async Task<string?> ReasonAsync(string workMaster, params (string, Variant)[] parameters)
        {
            var (status, call) = await jobs.SendAsync("Store", await jobs.OrderAsync("J2", workMaster, parameters));
            Assert.NotEqual(0ul, status & Unable);
            return call.Reason;
        }
    }

    [Theory]
    [InlineData("handshake/1", "the JobOrderID begins with \"handshake/\", which is for commands of the handshake")]
    [InlineData("", "the JobOrderID has 0 characters, expected 1 to 255")]
    [InlineData("J1\n", "the JobOrderID has the control character U+000A")]
    [InlineData("J\u009B1", "the JobOrderID has the control character U+009B")]
    [InlineData("J\u202E1", "the JobOrderID has the control character U+202E")]
    [InlineData("J\u20691", "the JobOrderID has the control character U+2069")]
    public async Task A_job_order_id_that_could_mislead_is_refused(string id, string reason)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        var jobs = await JobClient.FindAsync(line.Client, "S18");
        var refused = await jobs.SendAsync("Store", await jobs.OrderAsync(id, "Run", ("Carrier", "L1"), ("WorkSeconds", 60u)));
        Assert.Equal((Unable | InvalidRequest, reason), (refused.Status, refused.Call.Reason));
        Assert.Empty(await jobs.ListAsync());
    }

    [Fact]
    public async Task A_number_of_a_job_order_may_be_of_any_integer_type()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        var jobs = await JobClient.FindAsync(line.Client, "S18");
        var taken = await jobs.SendAsync("StoreAndStart", await jobs.OrderAsync("J1", "Run", ("Carrier", "L1"), ("WorkSeconds", 60)));
        Assert.Equal(NoError, taken.Status);
        await UntilAsync(jobs, "J1 Ended/Completed");
        var response = await jobs.ResponseAsync("J1");
        Assert.True(response.Get<DateTime>("EndTime") - response.Get<DateTime>("StartTime") >= TimeSpan.FromSeconds(30), "no work was done");
    }

    [Fact]
    public async Task Clients_cannot_overwrite_what_the_simulator_shows()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        var jobs = await JobClient.FindAsync(line.Client, "S18");
        foreach (var (owner, name) in new[]
        {
            (jobs.Control, "JobOrderList"), (jobs.Results, "JobOrderResponseList"), (jobs.Control, "WorkMaster"), (jobs.Control, "EquipmentID"),
        })
        {
            var variable = await jobs.MemberAsync(owner, name);
            var level = (await line.Client.ReadAsync([new ReadValueId { NodeId = variable, AttributeId = AttributeIds.AccessLevel }], Cancelled))[0];
            Assert.Equal((byte)AccessLevelType.CurrentRead, level.Value.Get<byte>());
            var current = (await line.Client.ReadAsync([variable], Cancelled))[0].Value;
            Assert.Equal([StatusCodes.BadNotWritable], await line.Client.WriteAsync([(variable, current)], Cancelled));
        }
    }

    [Fact]
    public async Task Each_change_of_a_job_order_is_an_event_with_order_state_and_response()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        var jobs = await JobClient.FindAsync(line.Client, "MG1");
        var model = line.Client.NamespaceIndex("http://opcfoundation.org/UA/ISA95-JOBCONTROL_V2/");
        await using var subscription = await line.Client.SubscribeAsync(
            new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(10) }, Cancelled);
        var unit = new NodeId(line.Client.NamespaceIndex("urn:precastmes:line"), "MG1");
        var filter = new EventFilterBuilder().OfType(new NodeId(model, 1006u)).Select($"{model}:JobState", $"{model}:JobResponse", $"{model}:JobOrder");
        var items = await subscription.AddAsync([MonitoredItemRequest.ForEvents(unit, filter)], Cancelled);
        Assert.True(items[0].Status.IsGood, items[0].Status.ToString());

        await jobs.SendAsync("StoreAndStart", await jobs.OrderAsync("J1", "Transfer", ("Carrier", "P01"), ("Source", "MG1"), ("Target", "S01")));
        var told = new List<string>();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(Deadline);
        await foreach (var notification in subscription.Notifications.ReadAllAsync(deadline.Token))
        {
            if (notification.Event is not { } fields)
            {
                continue;
            }

            var states = new List<DynamicStructure>();
            foreach (var state in fields[$"{model}:JobState"].Get<ExtensionObject[]>())
            {
                states.Add((await line.Client.Types.DecodeAsync(state, Cancelled))!);
            }

            var response = (await line.Client.Types.DecodeAsync(fields[$"{model}:JobResponse"].Get<ExtensionObject>(), Cancelled))!;
            Assert.Equal("J1", response["JobOrderID"]);
            told.Add(JobClient.StateOf([.. states]));
            if (told[^1].StartsWith("Ended", StringComparison.Ordinal))
            {
                break;
            }
        }

        Assert.Equal("Ended/Completed", told[^1]);
        Assert.Contains("Running", told);
    }

    [Fact]
    public async Task A_machine_tells_what_it_can_do_how_it_is_and_who_made_it()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        var jobs = await JobClient.FindAsync(line.Client, "S01");
        var masters = (await line.Client.ReadAsync([await jobs.MemberAsync(jobs.Control, "WorkMaster")], Cancelled))[0].Value.Get<ExtensionObject[]>();
        var names = new List<string>();
        foreach (var master in masters)
        {
            names.Add((string)(await line.Client.Types.DecodeAsync(master, Cancelled))!["ID"]!);
        }

        Assert.Equal(["Run", "Transfer"], names);
        Assert.Equal(20, await line.Client.ReadAsync<ushort>(await jobs.MemberAsync(jobs.Control, "MaxDownloadableJobOrders"), Cancelled));

        var machinery = line.Client.NamespaceIndex("http://opcfoundation.org/UA/Machinery/");
        var di = line.Client.NamespaceIndex("http://opcfoundation.org/UA/DI/");
        var unit = new NodeId(line.Client.NamespaceIndex("urn:precastmes:line"), "S01");
        Assert.Equal("SIM-S01", await ReadAsync<string>($"/{di}:Identification/{di}:SerialNumber"));
        var state = $"/{machinery}:MachineryBuildingBlocks/{machinery}:MachineryItemState/0:CurrentState";
        Assert.Equal("NotExecuting", (await ReadAsync<LocalizedText>(state)).Text);
        await line.CallAsync("StopUnit", "S01");
        Assert.Equal("OutOfService", (await ReadAsync<LocalizedText>(state)).Text);
        Assert.Equal(new NodeId(machinery, 5004u), await ReadAsync<NodeId>(state + "/0:Id"));

        async Task<T> ReadAsync<T>(string path) =>
            await line.Client.ReadAsync<T>((await line.Client.TranslateAsync(unit, path, Cancelled))!.Value, Cancelled);
    }

    [Fact]
    public async Task After_a_restart_a_job_order_goes_on_and_its_id_is_known()
    {
        await using (var simulator = await RunningSimulator.StartAsync(folder))
        {
            await using var line = await simulator.ConnectAsync();
            var jobs = await JobClient.FindAsync(line.Client, "MG1");
            await jobs.SendAsync("StoreAndStart", await OrderAsync(jobs));
            await UntilAsync(jobs, "J1 Running");
        }

        await using (var simulator = await RunningSimulator.StartAsync(folder))
        {
            await using var line = await simulator.ConnectAsync();
            var jobs = await JobClient.FindAsync(line.Client, "MG1");
            Assert.Equal(NoError, (await jobs.SendAsync("StoreAndStart", await OrderAsync(jobs))).Status);
            await UntilAsync(jobs, "J1 Ended/Completed");
            Assert.Equal(59, (await line.ReadAsync<string[]>("MG1", "Pallets")).Length);
        }

        static Task<ExtensionObject> OrderAsync(JobClient jobs) =>
            jobs.OrderAsync("J1", "Transfer", ("Carrier", "P01"), ("Source", "MG1"), ("Target", "S01"));
    }

    [Fact]
    public async Task A_command_of_the_handshake_is_a_job_order_too()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        await line.SendAsync("MG1", 1, Transfer, "P01", "MG1", "S01");
        await line.UntilAsync("MG1", "Result.Seq", 1u);
        var jobs = await JobClient.FindAsync(line.Client, "MG1");
        Assert.Equal(["handshake/1 Ended/Completed"], await jobs.ListAsync());
        var response = await jobs.ResponseAsync("handshake/1");
        Assert.Equal(await line.ReadAsync<DateTime>("MG1", "Result.EndedAt"), response.Get<DateTime>("EndTime"));
    }

    private static async Task UntilAsync(JobClient jobs, string entry)
    {
        var began = TimeProvider.System.GetTimestamp();
        IReadOnlyList<string> last;
        while (!(last = await jobs.ListAsync()).Contains(entry))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Deadline, $"\"{entry}\" never came; last {string.Join(", ", last)}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled);
        }
    }
}
