using System.Net.Sockets;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>Bytes that no honest client sends. After each attack an honest client is served.</summary>
public sealed class HostileBytesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chunk_that_claims_two_gigabytes_is_refused_at_its_header()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);

        await connection.SendAsync(connection.Message('F', [], claimedSize: 0x7FFF_FFFF));

        Assert.Equal(StatusCodes.BadTcpMessageTooLarge, RawConnection.Error(await connection.ReceiveAsync()));
        await AssertServesAsync(server);
    }

    [Fact]
    public async Task Chunks_without_end_are_refused_at_the_agreed_size()
    {
        await using PlantServer server = await PlantServer.StartAsync(
            PlantServer.Options with { Limits = new() { Transport = new TransportLimits { MaxMessageSize = 100_000, MaxChunkCount = 20 } } });
        using RawConnection connection = await RawConnection.OpenAsync(server);
        long before = GC.GetTotalAllocatedBytes();

        byte[] answer = await FloodAsync(connection, chunkBody: 8_000, chunks: 1_000, newRequestEach: false);

        Assert.True(RawConnection.Kind(answer) is "ERRF" or "closed", RawConnection.Kind(answer));
        await AssertServesAsync(server);

        // The flood's own 8 MB are made by the attacker, in this process, a few times over; the server's share is below 1 MB.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 100_000_000);
    }

    [Fact]
    public async Task A_second_unfinished_message_is_refused()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);

        byte[] answer = await FloodAsync(connection, chunkBody: 10, chunks: 3, newRequestEach: true);

        Assert.Equal(StatusCodes.BadTcpInternalError, RawConnection.Error(answer));
        await AssertServesAsync(server);
    }

    [Fact]
    public async Task Values_nested_beyond_the_limit_are_a_fault_and_the_channel_lives()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);
        byte[] write = RawConnection.Wire(encoder =>
        {
            encoder.WriteNodeId(new NodeId(0, WriteRequest.BinaryEncodingId));
            new RequestHeader { RequestHandle = 5 }.Encode(encoder);
            encoder.WriteInt32(1);
            encoder.WriteNodeId(server.Counter.NodeId);
            encoder.WriteUInt32(AttributeIds.Value);
            encoder.WriteString(null);
            encoder.WriteByte(1);
            for (int i = 0; i < 5_000; i++)
            {
                encoder.WriteByte(0x98);
                encoder.WriteInt32(1);
            }

            encoder.WriteByte(0);
        });

        await connection.SendAsync(connection.Message('F', write));
        Assert.Equal(StatusCodes.BadEncodingLimitsExceeded, RawConnection.Result(await connection.ReceiveAsync()));
        await connection.SendAsync(connection.Message(new FindServersRequest()));
        Assert.Equal(StatusCodes.Good, RawConnection.Result(await connection.ReceiveAsync()));
    }

    [Fact]
    public async Task A_body_cut_short_is_a_fault_at_once()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);
        byte[] whole = RawConnection.Body(new FindServersRequest { EndpointUrl = "opc.tcp://here" });

        await connection.SendAsync(connection.Message('F', whole[..^3]));

        Assert.Equal(StatusCodes.BadDecodingError, RawConnection.Result(await connection.ReceiveAsync()));
        await connection.SendAsync(connection.Message(new FindServersRequest()));
        Assert.Equal(StatusCodes.Good, RawConnection.Result(await connection.ReceiveAsync()));
    }

    [Fact]
    public async Task Bytes_behind_a_request_are_a_fault()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);

        await connection.SendAsync(connection.Message('F', [.. RawConnection.Body(new FindServersRequest()), 0]));

        Assert.Equal(StatusCodes.BadDecodingError, RawConnection.Result(await connection.ReceiveAsync()));
    }

    [Fact]
    public async Task A_service_that_is_not_offered_is_a_fault_of_that_name()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);

        await connection.SendAsync(connection.Message(new HistoryReadRequest()));

        Assert.Equal(StatusCodes.BadServiceUnsupported, RawConnection.Result(await connection.ReceiveAsync()));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(2u)]
    public async Task A_repeated_or_skipped_sequence_number_ends_the_connection(uint step)
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);
        connection.SequenceNumber = connection.SequenceNumber + step - 1;

        await connection.SendAsync(connection.Message(new FindServersRequest()));

        Assert.Equal(StatusCodes.BadSequenceNumberInvalid, RawConnection.Error(await connection.ReceiveAsync()));
    }

    [Fact]
    public async Task A_second_channel_on_the_same_connection_is_refused()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);

        await connection.SendAsync(connection.Open(SecurityTokenRequestType.Issue));

        Assert.Equal("ERRF", RawConnection.Kind(await connection.ReceiveAsync()));
    }

    [Fact]
    public async Task A_message_before_the_channel_is_open_is_refused()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.ConnectAsync(server);
        await connection.SendAsync(RawConnection.Hello());
        await connection.ReceiveAsync();

        await connection.SendAsync(connection.Message(new FindServersRequest()));

        Assert.Equal(StatusCodes.BadTcpSecureChannelUnknown, RawConnection.Error(await connection.ReceiveAsync()));
    }

    [Fact]
    public async Task Buffers_below_the_least_of_the_standard_are_refused()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.ConnectAsync(server);

        await connection.SendAsync(RawConnection.Hello(receiveBuffer: 100));

        Assert.Equal(StatusCodes.BadConnectionRejected, RawConnection.Error(await connection.ReceiveAsync()));
    }

    [Fact]
    public async Task Another_protocol_is_told_so_and_closed()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.ConnectAsync(server);

        await connection.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());

        Assert.Equal("ERRF", RawConnection.Kind(await connection.ReceiveAsync()));
        Assert.Empty(await connection.ReceiveAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("48 45 4C")]
    public async Task A_connection_that_does_not_get_to_the_point_is_closed(string hex)
    {
        await using PlantServer server = await PlantServer.StartAsync(
            PlantServer.Options with { Limits = new() { HandshakeTimeout = TimeSpan.FromMilliseconds(200) } });
        using RawConnection connection = await RawConnection.ConnectAsync(server);
        await connection.SendAsync(Encoding.Wire.Bytes(hex));

        byte[] answer = await connection.ReceiveAsync();

        Assert.True(RawConnection.Kind(answer) is "ERRF" or "closed", RawConnection.Kind(answer));
        await Until.TrueAsync(() => server.Server.ConnectionCount == 0, Token);
    }

    [Fact]
    public async Task A_chunk_that_comes_byte_by_byte_is_given_up()
    {
        await using PlantServer server = await PlantServer.StartAsync(
            PlantServer.Options with { Limits = new() { MessageTimeout = TimeSpan.FromMilliseconds(200) } });
        using RawConnection connection = await RawConnection.OpenAsync(server);

        await connection.SendAsync(connection.Message(new FindServersRequest())[..20]);

        Assert.Equal(StatusCodes.BadTimeout, RawConnection.Error(await connection.ReceiveAsync()));
    }

    [Fact]
    public async Task Sessions_that_nobody_activates_lock_nobody_out()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { MaxSessions = 5 } });
        await using OpcUaClient honest = await server.ConnectAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);
        for (int i = 0; i < 50; i++)
        {
            await connection.SendAsync(connection.Message(new CreateSessionRequest { RequestedSessionTimeout = 3_600_000 }));
            Assert.Equal(StatusCodes.Good, RawConnection.Result(await connection.ReceiveAsync()));
        }

        Assert.Equal(5, server.Server.SessionCount);
        await AssertServesAsync(server);
        Assert.Equal(7u, (await honest.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());
    }

    [Fact]
    public async Task Too_many_publish_requests_send_the_oldest_back()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { MaxPublishRequestsPerSession = 3 } });
        using RawConnection connection = await RawConnection.OpenAsync(server);
        NodeId session = await ActivateAsync(connection);
        await connection.SendAsync(connection.Message(new CreateSubscriptionRequest
        {
            RequestHeader = new RequestHeader { AuthenticationToken = session },
            RequestedPublishingInterval = 3_600_000,
        }));
        Assert.Equal(StatusCodes.Good, RawConnection.Result(await connection.ReceiveAsync()));

        for (uint i = 100; i < 104; i++)
        {
            byte[] publish = RawConnection.Body(new PublishRequest { RequestHeader = new RequestHeader { AuthenticationToken = session, RequestHandle = i } });
            await connection.SendAsync(connection.Message('F', publish, requestId: i));
        }

        byte[] answer = await connection.ReceiveAsync();
        Assert.Equal(StatusCodes.BadTooManyPublishRequests, RawConnection.Result(answer));
        Assert.Equal(100u, BitConverter.ToUInt32(answer, 20));
    }

    [Fact]
    public async Task Subscriptions_end_at_their_limit()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { MaxSubscriptionsPerSession = 2 } });
        await using OpcUaClient client = await server.ConnectAsync();
        await client.SubscribeAsync(new SubscriptionOptions(), Token);
        await client.SubscribeAsync(new SubscriptionOptions(), Token);

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => client.SubscribeAsync(new SubscriptionOptions(), Token));

        Assert.Equal(StatusCodes.BadTooManySubscriptions, refused.Status);
    }

    [Fact]
    public async Task Services_need_an_activated_session_of_the_same_channel()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection mine = await RawConnection.OpenAsync(server);
        using RawConnection other = await RawConnection.OpenAsync(server);
        NodeId session = await CreateAsync(mine);
        var header = new RequestHeader { AuthenticationToken = session };

        await mine.SendAsync(mine.Message(new ReadRequest { RequestHeader = header }));
        Assert.Equal(StatusCodes.BadSessionNotActivated, RawConnection.Result(await mine.ReceiveAsync()));
        await other.SendAsync(other.Message(new ReadRequest { RequestHeader = header }));
        Assert.Equal(StatusCodes.BadSecureChannelIdInvalid, RawConnection.Result(await other.ReceiveAsync()));
        await other.SendAsync(other.Message(new ActivateSessionRequest { RequestHeader = header }));
        Assert.Equal(StatusCodes.BadSessionIdInvalid, RawConnection.Result(await other.ReceiveAsync()));
        await other.SendAsync(other.Message(new ReadRequest()));
        Assert.Equal(StatusCodes.BadSessionIdInvalid, RawConnection.Result(await other.ReceiveAsync()));
    }

    [Fact]
    public async Task Service_parameters_are_refused_as_other_servers_do()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);
        var header = new RequestHeader { AuthenticationToken = await ActivateAsync(connection) };
        ReadValueId[] one = [new ReadValueId { NodeId = server.Counter.NodeId, AttributeId = AttributeIds.Value }];

        foreach ((IStructure request, StatusCode expected) in new (IStructure, StatusCode)[]
        {
            (new ReadRequest { RequestHeader = header }, StatusCodes.BadNothingToDo),
            (new ReadRequest { RequestHeader = header, NodesToRead = one, MaxAge = -1 }, StatusCodes.BadMaxAgeInvalid),
            (new ReadRequest { RequestHeader = header, NodesToRead = one, TimestampsToReturn = (TimestampsToReturn)9 }, StatusCodes.BadTimestampsToReturnInvalid),
            (new ReadRequest { RequestHeader = header, NodesToRead = [.. Enumerable.Repeat(one[0], 10_001)] }, StatusCodes.BadTooManyOperations),
            (new PublishRequest { RequestHeader = header }, StatusCodes.BadNoSubscription),
        })
        {
            foreach (byte[] chunk in Split(connection, RawConnection.Body(request)))
            {
                await connection.SendAsync(chunk);
            }

            Assert.Equal(expected, RawConnection.Result(await connection.ReceiveAsync()));
        }
    }

    private static IEnumerable<byte[]> Split(RawConnection connection, byte[] body)
    {
        byte[][] parts = [.. body.Chunk(60_000)];
        return parts.Select((part, i) => connection.Message(i == parts.Length - 1 ? 'F' : 'C', part));
    }

    private static async Task<NodeId> CreateAsync(RawConnection connection)
    {
        await connection.SendAsync(connection.Message(new CreateSessionRequest()));
        byte[] answer = await connection.ReceiveAsync();
        var decoder = new OpcUa.Encoding.BinaryDecoder(answer.AsSpan(24));
        decoder.ReadNodeId();
        return CreateSessionResponse.Decode(ref decoder).AuthenticationToken;
    }

    private static async Task<NodeId> ActivateAsync(RawConnection connection)
    {
        NodeId session = await CreateAsync(connection);
        await connection.SendAsync(connection.Message(new ActivateSessionRequest { RequestHeader = new RequestHeader { AuthenticationToken = session } }));
        Assert.Equal(StatusCodes.Good, RawConnection.Result(await connection.ReceiveAsync()));
        return session;
    }

    /// <summary>Sends until the server answers or closes.</summary>
    private static async Task<byte[]> FloodAsync(RawConnection connection, int chunkBody, int chunks, bool newRequestEach)
    {
        try
        {
            for (uint i = 0; i < chunks; i++)
            {
                await connection.SendAsync(connection.Message('C', new byte[chunkBody], requestId: newRequestEach ? 2 + i : 2));
            }
        }
        catch (SocketException)
        {
            return [];
        }

        return await connection.ReceiveAsync();
    }

    private static async Task AssertServesAsync(PlantServer server)
    {
        await using OpcUaClient client = await server.ConnectAsync();
        Assert.Equal(7u, (await client.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());
    }
}
