namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>A hostile client's connections: idle ones, slow ones, too many of them, and those that close at the wrong time.</summary>
[Collection(HostileCollection.Name)]
public sealed class ConnectionAttackTests : AttackTests
{
    private const int Megabyte = 1 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_connection_has_ten_seconds_for_its_hello_its_channel_and_each_message()
    {
        Assert.Equal(TimeSpan.FromSeconds(10), PlantServer.Options.Limits.HandshakeTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), PlantServer.Options.Limits.MessageTimeout);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("half a HEL")]
    [InlineData("HEL")]
    [InlineData("half an OPN")]
    public async Task A_connection_that_does_not_get_to_the_point_is_closed(string sent)
    {
        await using PlantServer server = await PlantServer.StartAsync(
            PlantServer.Options with { Limits = new() { HandshakeTimeout = TimeSpan.FromSeconds(1) } });
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        var gauge = new MemoryGauge();
        List<RawConnection> connections = [];
        for (int i = 0; i < 20; i++)
        {
            RawConnection connection = await RawConnection.ConnectAsync(server);
            connections.Add(connection);
            byte[] hello = RawConnection.Hello();
            await connection.SendAsync(sent switch
            {
                "nothing" => [],
                "half a HEL" => hello[..20],
                "HEL" => hello,
                _ => [.. hello, .. connection.Open(0)[..40]],
            });
        }

        await Until.TrueAsync(() => server.Server.ConnectionCount == 1, Token);
        connections.ForEach(connection => connection.Dispose());
        gauge.AssertBelow(2 * Megabyte);
        await honest.AssertServedAsync();
    }

    [Theory]
    [InlineData('F')]
    [InlineData('C')]
    public async Task A_message_that_comes_byte_by_byte_is_given_up(char letter)
    {
        PlantServer server = await AttackedAsync(
            PlantServer.Options with { Limits = new() { MessageTimeout = TimeSpan.FromSeconds(1) } });
        using RawConnection connection = await RawConnection.OpenAsync(server);

        // Bytes keep coming, so that no timeout of silence helps: as one chunk of many bytes, or as many chunks of one.
        Task attack = DripAsync(connection, letter);

        Assert.Equal(StatusCodes.BadTimeout, RawLink.Error(await connection.ReceiveAsync()));
        await attack;
    }

    [Fact]
    public async Task A_connection_that_closes_while_its_call_runs_cancels_the_call()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        int started = 0;
        int cancelled = 0;
        server.Space.AddMethod(server.Id("Line.Wait"), server.Line, "Wait", [Int32("a"), Int32("b")], [], async (_, cancellationToken) =>
        {
            Interlocked.Increment(ref started);
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                Interlocked.Increment(ref cancelled);
            }

            return CallResult.Good();
        });
        var gauge = new MemoryGauge();
        for (int round = 0; round < 10; round++)
        {
            (RawConnection connection, byte[] session) = await RawConnection.WithSessionAsync(server);
            using RawConnection opened = connection;
            for (uint i = 0; i < 10; i++)
            {
                byte[] call = Requests.Call(session, new HandBytes().Id(server.Namespace, "Line").Done, new HandBytes().Id(server.Namespace, "Line.Wait").Done, [6, 1, 0, 0, 0], [6, 2, 0, 0, 0]);
                await connection.SendAsync(connection.Message('F', call, requestId: 10 + i));
            }

            int expected = 10 * (round + 1);
            await Until.TrueAsync(() => Volatile.Read(ref started) == expected, Token);
        }

        await Until.TrueAsync(() => Volatile.Read(ref cancelled) == 100 && server.Server.ConnectionCount == 1, Token);
        gauge.AssertBelow(2 * Megabyte);
        await honest.AssertServedAsync();
    }

    private static Argument Int32(string name) => new() { Name = name, DataType = DataTypeIds.Int32 };

    private static async Task DripAsync(RawConnection connection, char letter)
    {
        byte[] whole = letter == 'F' ? connection.Message('F', new byte[10_000]) : [];
        for (int i = 0; i < 2_000; i++)
        {
            ReadOnlyMemory<byte> next = letter == 'F' ? whole.AsMemory(i, 1) : connection.Message('C', [0]);
            if (!await connection.TrySendAsync(next))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
        }
    }
}
