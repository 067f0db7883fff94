using System.Buffers.Binary;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>A hostile client's chunks: sizes, letters, numbers, and messages that never end.</summary>
[Collection(HostileCollection.Name)]
public sealed class ChunkTests : AttackTests
{
    private const int Megabyte = 1 << 20;

    private static readonly OpcUa.Server.OpcUaServerOptions SmallMessages = PlantServer.Options with
    {
        Limits = new() { Transport = new TransportLimits { MaxMessageSize = 200_000, MaxChunkCount = 50 } },
    };

    [Theory]
    [InlineData("HELF")]
    [InlineData("OPNF")]
    [InlineData("MSGF")]
    [InlineData("MSGC")]
    public async Task A_chunk_that_claims_two_gigabytes_is_refused_at_its_header(string kind)
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        using RawConnection connection = kind == "HELF" ? await RawConnection.ConnectAsync(server) : await RawConnection.OpenAsync(server);
        var gauge = new MemoryGauge();

        await connection.SendAsync(RawLink.Frame(kind, [], claimedSize: 0x7FFF_FFFF));

        Assert.Equal(StatusCodes.BadTcpMessageTooLarge, RawLink.Error(await connection.ReceiveAsync()));
        Assert.Empty(await connection.ReceiveAsync());
        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(7u)]
    [InlineData(12u)]
    [InlineData(0xFFFF_FFFFu)]
    public async Task A_chunk_that_claims_no_room_for_its_headers_is_refused(uint size)
    {
        PlantServer server = await AttackedAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);

        await connection.SendAsync(RawLink.Frame("MSGF", new byte[16], claimedSize: size));

        Assert.Equal("ERRF", RawLink.Kind(await connection.ReceiveAsync()));
        Assert.Empty(await connection.ReceiveAsync());
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(1)]
    public async Task Chunks_without_end_are_refused_at_the_agreed_bytes_and_count(int body)
    {
        await using PlantServer server = await PlantServer.StartAsync(SmallMessages);
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        using RawConnection connection = await RawConnection.OpenAsync(server);
        byte[] chunk = connection.Message('C', new byte[body]);
        var gauge = new MemoryGauge();

        int sent = 0;
        while (sent < 10_000 && await connection.TrySendAsync(chunk))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(16), ++connection.SequenceNumber);
            if (++sent is 20 or 45 or 5_000)
            {
                gauge.Look();
            }
        }

        // The error itself may be lost: the server closes with bytes of ours unread.
        Assert.True(RawLink.Kind(await connection.ReceiveAsync()) is "ERRF" or "closed");
        gauge.AssertBelow(2 * Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task A_new_request_in_each_unfinished_chunk_is_refused()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        using RawConnection connection = await RawConnection.OpenAsync(server);
        var gauge = new MemoryGauge();

        for (uint request = 2; request < 3_000; request++)
        {
            if (!await connection.TrySendAsync(connection.Message('C', new byte[10], request)))
            {
                break;
            }
        }

        Assert.True(RawLink.Kind(await connection.ReceiveAsync()) is "ERRF" or "closed");
        await Until.TrueAsync(() => server.Server.ConnectionCount == 1, TestContext.Current.CancellationToken);
        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task Messages_begun_and_given_up_again_and_again_take_no_memory()
    {
        await using PlantServer server = await PlantServer.StartAsync(SmallMessages);
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        using RawConnection connection = await RawConnection.OpenAsync(server);
        byte[] body = new byte[8_000];
        byte[] reason = new HandBytes().U32(0x80000000).Text("given up").Done;
        var gauge = new MemoryGauge();

        for (uint request = 2; request < 500; request++)
        {
            await connection.SendAsync(connection.Message('C', body, request));
            await connection.SendAsync(connection.Message('A', reason, request));
        }

        Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.FindServers()));
        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(2u)]
    [InlineData(500u)]
    [InlineData(uint.MaxValue)]
    public async Task A_repeated_skipped_or_older_sequence_number_ends_the_connection(uint step)
    {
        PlantServer server = await AttackedAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);
        await connection.AskAsync(Requests.FindServers());
        connection.SequenceNumber = connection.SequenceNumber + step - 1;

        await connection.SendAsync(connection.Message('F', Requests.FindServers()));

        Assert.Equal(StatusCodes.BadSequenceNumberInvalid, RawLink.Error(await connection.ReceiveAsync()));
    }

    [Fact]
    public async Task A_second_channel_on_the_same_connection_is_refused()
    {
        PlantServer server = await AttackedAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);

        await connection.SendAsync(connection.Open(0));

        Assert.Equal("ERRF", RawLink.Kind(await connection.ReceiveAsync()));
        Assert.Empty(await connection.ReceiveAsync());
    }

    [Fact]
    public async Task Tokens_renewed_a_thousand_times_take_no_memory()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        using RawConnection connection = await RawConnection.OpenAsync(server);
        var gauge = new MemoryGauge();

        for (uint i = 0; i < 1_000; i++)
        {
            await connection.SendAsync(connection.Open(1));
            Assert.Equal("OPNF", RawLink.Kind(await connection.ReceiveAsync()));
        }

        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task A_message_under_another_channel_or_token_ends_the_connection()
    {
        PlantServer server = await AttackedAsync();
        using RawConnection first = await RawConnection.OpenAsync(server);
        byte[] message = first.Message('F', Requests.FindServers());
        message[8] ^= 0x40;
        await first.SendAsync(message);
        Assert.Equal(StatusCodes.BadTcpSecureChannelUnknown, RawLink.Error(await first.ReceiveAsync()));

        using RawConnection second = await RawConnection.OpenAsync(server);
        second.TokenId = 99;
        await second.SendAsync(second.Message('F', Requests.FindServers()));
        Assert.Equal(StatusCodes.BadSecureChannelTokenUnknown, RawLink.Error(await second.ReceiveAsync()));
    }

    [Fact]
    public async Task A_message_before_the_channel_is_open_is_refused()
    {
        PlantServer server = await AttackedAsync();
        using RawConnection connection = await RawConnection.ConnectAsync(server);
        await connection.SendAsync(RawConnection.Hello());
        await connection.ReceiveAsync();

        await connection.SendAsync(connection.Message('F', Requests.FindServers()));

        Assert.Equal(StatusCodes.BadTcpSecureChannelUnknown, RawLink.Error(await connection.ReceiveAsync()));
    }

    [Fact]
    public async Task Buffers_below_the_least_of_the_standard_are_refused()
    {
        PlantServer server = await AttackedAsync();
        using RawConnection connection = await RawConnection.ConnectAsync(server);

        await connection.SendAsync(RawConnection.Hello(receiveBuffer: 100));

        Assert.Equal(StatusCodes.BadConnectionRejected, RawLink.Error(await connection.ReceiveAsync()));
    }

    [Fact]
    public async Task An_address_longer_than_the_standard_allows_is_refused()
    {
        PlantServer server = await AttackedAsync();
        using RawConnection connection = await RawConnection.ConnectAsync(server);

        await connection.SendAsync(RawConnection.Hello(url: new string('a', 5_000)));

        Assert.Equal("ERRF", RawLink.Kind(await connection.ReceiveAsync()));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00FC\u0003\u0003")]
    public async Task Another_protocol_is_told_so_and_closed(string bytes)
    {
        PlantServer server = await AttackedAsync();
        using RawConnection connection = await RawConnection.ConnectAsync(server);

        await connection.SendAsync(System.Text.Encoding.Latin1.GetBytes(bytes));

        Assert.True(RawLink.Kind(await connection.ReceiveAsync()) is "ERRF" or "closed");
        await Until.TrueAsync(() => server.Server.ConnectionCount == 1, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("MSGX")]
    [InlineData("RHEF")]
    [InlineData("HELF")]
    [InlineData("ACKF")]
    [InlineData("OPNC")]
    [InlineData("\0\0\0\0")]
    public async Task A_chunk_of_the_wrong_kind_ends_the_connection(string kind)
    {
        PlantServer server = await AttackedAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);
        byte[] chunk = connection.Message('F', Requests.FindServers());
        System.Text.Encoding.ASCII.GetBytes(kind).CopyTo(chunk, 0);

        await connection.SendAsync(chunk);

        Assert.Equal("ERRF", RawLink.Kind(await connection.ReceiveAsync()));
        Assert.Empty(await connection.ReceiveAsync());
    }
}
