namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>A hostile user's calls: floods, changes under his browsing, and what errors tell him.</summary>
[Collection(HostileCollection.Name)]
public sealed class ServiceAttackTests : AttackTests
{
    private const int Megabyte = 1 << 20;
    private const uint ConditionType = 2782;
    private const uint ConditionRefresh = 3875;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flood_of_condition_refreshes_is_one_refresh_at_a_time()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection connection = opened;
        Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.CreateSubscription(session)));
        Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.WatchEvents(session, subscription: 1)));
        byte[] refresh = Requests.Call(session, new HandBytes().Id(ConditionType).Done, new HandBytes().Id(ConditionRefresh).Done, new HandBytes().U8(7).U32(1).Done);
        var gauge = new MemoryGauge();

        List<StatusCode> results = [];
        for (uint i = 0; i < 3_000; i++)
        {
            await connection.SendAsync(connection.Message('F', refresh, requestId: 100 + i));
            results.Add(RawConnection.FirstResult(await connection.ReceiveAsync()));
        }

        Assert.Equal(StatusCodes.Good, results[0]);
        Assert.All(results[1..], result => Assert.Equal(StatusCodes.BadRefreshInProgress, result));
        gauge.AssertBelow(2 * Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task Nodes_that_come_while_a_client_browses_do_no_harm()
    {
        PlantServer server = await AttackedAsync();
        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection connection = opened;
        byte[] line = new HandBytes().Id(server.Namespace, "Line").Done;

        Task changing = Task.Run(
            () =>
            {
                for (int i = 0; i < 1_000; i++)
                {
                    server.Space.AddFolder(server.Id($"Line.New{i}"), server.Line, $"New{i}");
                }
            },
            Token);
        int rounds = 0;
        do
        {
            Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.Browse(session, line, count: 3, maxReferences: 5)));
            rounds++;
        }
        while (!changing.IsCompleted || rounds < 50);

        await changing;
    }

    [Fact]
    public async Task An_error_tells_its_code_and_not_a_word_of_what_happened_inside()
    {
        PlantServer server = await AttackedAsync();
        server.Space.AddMethod(
            server.Id("Line.Fail"), server.Line, "Fail", [Int32("a"), Int32("b")], [], (_, _) => throw new InvalidOperationException("the secret of the stack"));
        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection connection = opened;
        byte[] call = Requests.Call(
            session, new HandBytes().Id(server.Namespace, "Line").Done, new HandBytes().Id(server.Namespace, "Line.Fail").Done, [6, 1, 0, 0, 0], [6, 2, 0, 0, 0]);

        await connection.SendAsync(connection.Message('F', call));
        byte[] answer = await connection.ReceiveAsync();

        Assert.Equal(StatusCodes.BadInternalError, RawConnection.FirstResult(answer));
        AssertSilent(answer);

        // Nor when he asks for all diagnostics that there are.
        BitConverter.TryWriteBytes(call.AsSpan(7 + session.Length + 8 + 4), 0x3FFu);
        await connection.SendAsync(connection.Message('F', call));
        AssertSilent(await connection.ReceiveAsync());
        foreach (byte[] body in new[] { Requests.FindServers()[..^3], Requests.Begin(999_999, session).Done, Requests.Publish(session, 1), Requests.Read(session, [0, 255], range: "x:y") })
        {
            await connection.SendAsync(connection.Message('F', body));
            AssertSilent(await connection.ReceiveAsync());
        }

        connection.SequenceNumber += 7;
        await connection.SendAsync(connection.Message('F', Requests.FindServers()));
        byte[] error = await connection.ReceiveAsync();
        Assert.Equal("BadSequenceNumberInvalid", System.Text.Encoding.UTF8.GetString(error.AsSpan(16)));
    }

    [Fact]
    public async Task A_call_with_the_longest_timeout_there_is_is_made()
    {
        PlantServer server = await AttackedAsync();
        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection connection = opened;
        byte[] call = Requests.Call(
            session, new HandBytes().Id(server.Namespace, "Line").Done, new HandBytes().Id(server.Namespace, "Line.Add").Done, [6, 1, 0, 0, 0], [6, 2, 0, 0, 0]);
        BitConverter.TryWriteBytes(call.AsSpan(7 + session.Length + 8 + 4 + 4 + 4), uint.MaxValue);

        await connection.SendAsync(connection.Message('F', call));

        Assert.Equal(StatusCodes.Good, RawConnection.FirstResult(await connection.ReceiveAsync()));
    }

    private static Argument Int32(string name) => new() { Name = name, DataType = DataTypeIds.Int32 };

    private static void AssertSilent(byte[] answer)
    {
        string text = System.Text.Encoding.UTF8.GetString(answer);
        foreach (string word in new[] { "secret", "   at ", "Exception", "PrecastMes", ".cs" })
        {
            Assert.DoesNotContain(word, text, StringComparison.Ordinal);
        }
    }
}
