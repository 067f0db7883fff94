using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Tests.PlcSim;

public sealed class WireTests : IDisposable
{
    private const ushort Run = 1;
    private const ushort Transfer = 2;

    private readonly string folder = Directory.CreateTempSubdirectory("plcsim").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_pallet_is_conveyed_and_worked_on_by_commands_from_a_client()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        await line.SendAsync("MG1", 1, Transfer, "P01", "MG1", "S01");
        await line.UntilAsync("MG1", "Ack.Seq", 1u);
        await line.UntilAsync("MG1", "Result.Seq", 1u);
        Assert.Equal("P01", await line.ReadAsync<string>("S01", "PalletId"));
        Assert.Equal(1, await line.ReadAsync<ushort>("MG1", "Result.Code"));
        Assert.Equal(5001u, await line.ReadAsync<uint>("MG1", "Result.Id"));
        Assert.Equal(59, (await line.ReadAsync<string[]>("MG1", "Pallets")).Length);

        await line.SendAsync("S01", 1, Run, "P01", workSeconds: 480);
        await line.UntilAsync("S01", "State", 6);
        await line.UntilAsync("S01", "Result.Seq", 1u);
        var took = await line.ReadAsync<DateTime>("S01", "Result.EndedAt") - await line.ReadAsync<DateTime>("S01", "Result.StartedAt");

        // The sample's spread: 0.75 to 1.25 times 480 s.
        Assert.InRange(took.TotalSeconds, 360, 600);
    }

    [Fact]
    public async Task Who_sees_the_result_s_number_reads_the_whole_result()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        for (uint seq = 1; seq <= 20; seq++)
        {
            // Refused at once: no load is named.
            await line.SendAsync("S18", seq, seq % 2 == 0 ? Run : Transfer, carrier: seq % 2 == 0 ? "" : "L1");
            await line.UntilAsync("S18", "Result.Seq", seq);
            Assert.Equal(5000 + seq, await line.ReadAsync<uint>("S18", "Result.Id"));
            Assert.Equal(
                seq % 2 == 0 ? "no load named as carrier" : "S18 cannot do code 2", await line.ReadAsync<string>("S18", "Result.Detail"));
        }
    }

    [Fact]
    public async Task An_engineer_browses_from_the_line_over_a_unit_to_its_signals()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        var objects = await line.Client.BrowseAsync(ObjectIds.ObjectsFolder, Cancelled);
        var folder = Assert.Single(objects, reference => reference.BrowseName.Name == "Line");
        var units = await line.Client.BrowseAsync(Id(folder), Cancelled);
        var station = Assert.Single(units, reference => reference.BrowseName.Name == "S10");
        Assert.Equal("S10 布料振捣 casting and vibrating", station.DisplayName.Text);
        var signals = await line.Client.BrowseAsync(Id(station), Cancelled);
        Assert.Contains(signals, reference => reference.BrowseName.Name == "Cmd.Seq");
        var chamber = Assert.Single(units, reference => reference.BrowseName.Name == "CH1");
        Assert.Equal(42, (await line.Client.BrowseAsync(Id(chamber), Cancelled)).Count(reference => reference.BrowseName.Name!.StartsWith("CH1-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Signals_of_the_plc_cannot_be_written_and_types_are_checked()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        Assert.Equal(StatusCodes.BadNotWritable, await line.WriteAsync("S01", "Ack.Seq", 5u));
        Assert.Equal(StatusCodes.BadTypeMismatch, await line.WriteAsync("S01", "Cmd.Seq", 5));
    }

    [Fact]
    public async Task A_unit_is_stopped_and_resumed_by_methods_and_nonsense_is_refused_with_words()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        Assert.True((await line.CallAsync("StopUnit", "S04")).Status.IsGood);
        Assert.Equal(2, await line.ReadAsync<int>("S04", "State"));
        Assert.Equal(1, await line.ReadAsync<ushort>("S04", "Fault"));
        Assert.True((await line.CallAsync("ResumeUnit", "S04")).Status.IsGood);
        Assert.Equal(4, await line.ReadAsync<int>("S04", "State"));
        var refused = await line.CallAsync("SlowDown", "S04", 0.1);
        Assert.Equal(StatusCodes.BadInvalidArgument, refused.Status);
        Assert.Equal("factor 0.1 is not from 1 to 1000", refused.Reason);
    }

    [Fact]
    public async Task A_fault_is_an_alarm_that_stays_until_it_is_acknowledged_and_confirmed()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        await using var subscription = await line.Client.SubscribeAsync(
            new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(10) }, Cancelled);
        var unit = new NodeId(line.Client.NamespaceIndex("urn:precastmes:line"), "SC1");
        var filter = new EventFilterBuilder().OfType(ObjectTypeIds.OffNormalAlarmType).Select("ActiveState/Id", "Retain").SelectConditionId();
        await subscription.AddAsync([MonitoredItemRequest.ForEvents(unit, filter)], Cancelled);

        await line.CallAsync("JamCrane", "SC1");
        var raised = await NextAsync();
        Assert.Equal(("SC1 is jammed and keeps what it carries", 800, true), (raised.Message.Text, raised.Severity, raised["ActiveState/Id"].Get<bool>()));
        Assert.True((await line.Client.AcknowledgeAsync(raised.ConditionId, raised.EventId!, "seen", Cancelled)).Status.IsGood);
        Assert.True((await NextAsync())["Retain"].Get<bool>());
        await line.CallAsync("ClearJam", "SC1");
        var cleared = await NextAsync();
        Assert.Equal(("SC1 goes on", false), (cleared.Message.Text, cleared["ActiveState/Id"].Get<bool>()));
        Assert.True((await line.Client.ConfirmAsync(cleared.ConditionId, cleared.EventId!, "done", Cancelled)).Status.IsGood);
        Assert.False((await NextAsync())["Retain"].Get<bool>());

        async Task<EventFields> NextAsync()
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
            deadline.CancelAfter(TimeSpan.FromSeconds(30));
            while (true)
            {
                if ((await subscription.Notifications.ReadAsync(deadline.Token)).Event is { } fields)
                {
                    return fields;
                }
            }
        }
    }

    [Fact]
    public async Task The_states_of_a_unit_and_the_temperatures_of_a_programme_are_kept_and_read_as_history()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        var mould = "LT-A-01";
        var began = await line.ReadAsync<DateTime>("Plc", "Time");
        await line.SendAsync(mould, 1, 6, "L1", recipe: "slab;600;18;50;14400;18;38");
        await line.UntilAsync(mould, "Phase", "heat");
        var temperatures = await HistoryAsync("TempC");
        while (temperatures.Count < 20)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancelled);
            temperatures = await HistoryAsync("TempC");
        }

        Assert.All(temperatures, value => Assert.InRange(value.Value.Get<float>(), 10f, 60f));
        Assert.True(temperatures.Select(value => value.Value).Distinct().Count() > 5);
        Assert.Equal(temperatures.Select(value => value.SourceTimestamp).Order(), temperatures.Select(value => value.SourceTimestamp));
        Assert.Contains(await HistoryAsync("State"), value => value.Value.Get<int>() == 6);

        async Task<List<DataValue>> HistoryAsync(string signal)
        {
            var values = new List<DataValue>();
            await foreach (var value in line.Client.ReadHistoryAsync(line.Node(mould, signal), began, DateTime.MaxValue, 7, Cancelled))
            {
                values.Add(value);
            }

            return values;
        }
    }

    [Fact]
    public async Task Dropped_connections_stay_dropped_for_so_long_while_the_plant_goes_on()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        await line.SendAsync("MG1", 1, Transfer, "P01", "MG1", "S01");
        await line.UntilAsync("MG1", "Ack.Seq", 1u);
        var began = TimeProvider.System.GetTimestamp();
        Assert.True((await line.CallAsync("DropConnections", 1.5)).Status.IsGood);
        await line.Client.Broken.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);

        LineClient? again = null;
        var refusals = 0;
        while (again is null)
        {
            try
            {
                again = await simulator.ConnectAsync();
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                refusals++;
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancelled);
            }
        }

        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromSeconds(1.5));
        Assert.True(refusals > 0);

        // 1.5 s are 720 s of the plant: the move of 60 s is over.
        Assert.Equal(1u, await again.ReadAsync<uint>("MG1", "Result.Seq"));
        Assert.Equal("P01", await again.ReadAsync<string>("S01", "PalletId"));
        await again.DisposeAsync();
    }

    [Fact]
    public async Task After_a_restart_the_boot_is_another_and_no_command_is_executed_twice()
    {
        await using (var simulator = await RunningSimulator.StartAsync(folder))
        {
            await using var line = await simulator.ConnectAsync();
            Assert.Equal(1u, await line.ReadAsync<uint>("Plc", "BootId"));
            await line.SendAsync("MG1", 1, Transfer, "P01", "MG1", "S01");
            await line.UntilAsync("MG1", "Ack.Seq", 1u);
        }

        await using (var simulator = await RunningSimulator.StartAsync(folder))
        {
            await using var line = await simulator.ConnectAsync();
            Assert.Equal(2u, await line.ReadAsync<uint>("Plc", "BootId"));
            await line.UntilAsync("MG1", "Result.Seq", 1u);
            Assert.Equal("P01", await line.ReadAsync<string>("S01", "PalletId"));

            // The sender, not knowing, writes the same again: nothing happens. The next number is taken.
            await line.SendAsync("MG1", 1, Transfer, "P02", "MG1", "S01");
            await line.SendAsync("MG1", 2, Transfer, "P03", "MG1", "S02");
            await line.UntilAsync("MG1", "Result.Seq", 2u);
            Assert.Equal("MG1 conveys to S01, not to S02", await line.ReadAsync<string>("MG1", "Result.Detail"));
            Assert.Equal(59, (await line.ReadAsync<string[]>("MG1", "Pallets")).Length);
        }
    }

    [Fact]
    public async Task The_plc_shows_that_it_lives()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await using var line = await simulator.ConnectAsync();
        var before = await line.ReadAsync<uint>("Plc", "Alive");
        await line.UntilAsync("Plc", "Alive", before + 2);
    }

    private static NodeId Id(ReferenceDescription reference) => reference.NodeId.NodeId;
}
