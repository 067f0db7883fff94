namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>A hostile client's bodies: each lie is a fault of its request, at once, and the channel lives.</summary>
[Collection(HostileCollection.Name)]
public sealed class BodyTests : AttackTests
{
    private const int Megabyte = 1 << 20;

    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Lies { get; } = [.. Attacks.Variants.Keys];

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_value_that_lies_is_a_fault_within_a_second_and_the_channel_lives(string lie)
    {
        (byte[] variant, StatusCode expected) = Attacks.Variants[lie];
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        using RawConnection connection = await RawConnection.OpenAsync(server);
        var gauge = new MemoryGauge();

        // Without a session, the value is decoded all the same: the request comes before the right to make it.
        long start = TimeProvider.System.GetTimestamp();
        StatusCode result = await connection.AskAsync(Requests.Write([0, 0], Node(server, "Line.Counter"), variant));

        Assert.Equal(expected.IsBad ? expected : StatusCodes.BadSessionIdInvalid, result);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, AtOnce);
        Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.FindServers()));
        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task A_body_cut_short_anywhere_is_a_fault_at_once_and_no_thread_waits_for_the_rest()
    {
        PlantServer server = await AttackedAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);
        int threads = ThreadPool.ThreadCount;
        foreach (byte[] whole in new[] { Requests.CreateSession(), Requests.FindServers(), Requests.ActivateSession([0, 0]), Requests.Read([0, 0], [0, 0]) })
        {
            for (int length = 0; length < whole.Length; length++)
            {
                StatusCode result = await connection.AskAsync(whole[..length]);
                Assert.Equal(StatusCodes.BadDecodingError, result);
            }
        }

        Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.FindServers()));
        Assert.InRange(ThreadPool.ThreadCount, 0, threads + 4);
    }

    [Fact]
    public async Task A_list_that_claims_two_thousand_million_nodes_is_a_fault()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        using RawConnection connection = await RawConnection.OpenAsync(server);
        var gauge = new MemoryGauge();

        byte[] read = Requests.Begin(631, [0, 0]).F64(0).U32(2).I32(0x7FFF_FFFF).Done;

        Assert.Equal(StatusCodes.BadDecodingError, await connection.AskAsync(read));
        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task Sixty_thousand_empty_elements_take_no_more_memory_than_the_budget_of_their_message()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        (RawConnection connection, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection opened = connection;
        var gauge = new MemoryGauge();

        // A DataValue of nothing is one byte on the wire and some eighty in memory.
        byte[] variant = new HandBytes().U8(0x80 | 23).I32(60_000).Raw(new byte[60_000]).Done;

        Assert.Equal(StatusCodes.BadEncodingLimitsExceeded, await connection.AskAsync(Requests.Write(session, Node(server, "Line.Counter"), variant)));
        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task Bytes_that_are_no_text_become_replacement_characters()
    {
        PlantServer server = await AttackedAsync();
        (RawConnection connection, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection opened = connection;

        foreach (byte[] bad in Attacks.BadTexts)
        {
            Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.FindServers(url: bad)));
            Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.Write(session, Node(server, "Line.Name"), new HandBytes().U8(12).Blob(bad).Done)));
        }

        Assert.Equal("\0\0\0", server.Name.Current.Value.Get<string>());
        await connection.AskAsync(Requests.Write(session, Node(server, "Line.Name"), new HandBytes().U8(12).Blob([0x41, 0xFF, 0x42]).Done));
        Assert.Equal("A\uFFFDB", server.Name.Current.Value.Get<string>());
    }

    [Fact]
    public async Task Bytes_behind_a_request_are_a_fault()
    {
        PlantServer server = await AttackedAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);

        Assert.Equal(StatusCodes.BadDecodingError, await connection.AskAsync([.. Requests.FindServers(), 0]));
    }

    [Theory]
    [InlineData(620u)]
    [InlineData(397u)]
    [InlineData(4_000_000_000u)]
    public async Task A_service_that_nobody_offers_is_a_fault_of_that_name(uint type)
    {
        PlantServer server = await AttackedAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);

        Assert.Equal(StatusCodes.BadServiceUnsupported, await connection.AskAsync(Requests.Begin(type, [0, 0]).Done));
    }

    private static byte[] Node(PlantServer server, string name) => new HandBytes().Id(server.Namespace, name).Done;
}
