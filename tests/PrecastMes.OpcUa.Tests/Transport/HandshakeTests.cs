using System.Net.Sockets;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Tests.Transport;

/// <summary>HEL and ACK, and the limits that they set (Part 6 §7.1.2).</summary>
public sealed class HandshakeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_newer_protocol_version_is_answered_with_ours_and_the_smaller_buffers()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", new Uri(server.Url).Port, Token);
        byte[] url = [.. "opc.tcp://a"u8];
        byte[] hello =
        [
            .. "HELF"u8, .. BitConverter.GetBytes(32 + url.Length),
            .. BitConverter.GetBytes(99), // protocol version
            .. BitConverter.GetBytes(9_000), // receives
            .. BitConverter.GetBytes(10_000), // sends
            .. BitConverter.GetBytes(0), .. BitConverter.GetBytes(0), // no limit of messages and chunks
            .. BitConverter.GetBytes(url.Length), .. url,
        ];
        await socket.SendAsync(hello, Token);

        byte[] received = new byte[28];
        await new NetworkStream(socket).ReadExactlyAsync(received, Token);

        var own = new TransportLimits();
        Assert.Equal(
            [
                .. "ACKF"u8, .. BitConverter.GetBytes(28),
                .. BitConverter.GetBytes(0),
                .. BitConverter.GetBytes(10_000),
                .. BitConverter.GetBytes(9_000),
                .. BitConverter.GetBytes(own.MaxMessageSize), .. BitConverter.GetBytes(own.MaxChunkCount),
            ],
            received);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")] // another protocol
    [InlineData("HELF\x27\0\0\0\0\0\0\0\0\x40\0\0\0\x40\0\0\0\0\0\0\0\0\0\0\x07\0\0\0opc.tcpMSGF")] // a message behind HEL, before its ACK
    public async Task What_no_client_begins_with_is_told_at_once_by_its_code(string begin)
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", new Uri(server.Url).Port, Token);
        await socket.SendAsync(System.Text.Encoding.Latin1.GetBytes(begin), Token);

        byte[] error = new byte[12];
        await new NetworkStream(socket).ReadExactlyAsync(error, Token);

        Assert.Equal("ERRF"u8, error.AsSpan(0, 4));
        Assert.Equal(StatusCodes.BadTcpMessageTypeInvalid.Code, BitConverter.ToUInt32(error, 8));
    }

    [Fact]
    public async Task An_answer_larger_than_the_session_takes_fails_alone()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        var options = new OpcUaClientOptions { EndpointUrl = server.Url, SecurityMode = MessageSecurityMode.None };
        using ClientChannel channel = await ClientChannel.OpenAsync(options, Token);
        CreateSessionResponse created = await channel.SendAsync<CreateSessionResponse>(new CreateSessionRequest { MaxResponseMessageSize = 10_000 }, Token);
        channel.AuthenticationToken = created.AuthenticationToken;
        await channel.SendAsync<ActivateSessionResponse>(new ActivateSessionRequest(), Token);

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => ReadAsync(channel, server, 2_000));

        Assert.Equal(StatusCodes.BadResponseTooLarge, refused.Status);
        Assert.Equal(100, (await ReadAsync(channel, server, 100)).Results!.Length);
    }

    [Fact]
    public async Task An_answer_larger_than_HEL_allows_fails_alone_under_security_too()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        var options = new OpcUaClientOptions
        {
            EndpointUrl = server.Url,
            Certificates = TestCertificates.Client(),
            Trust = new AcceptAllCertificates(),
            Transport = new TransportLimits { ReceiveBufferSize = 8_192, SendBufferSize = 65_536, MaxChunkCount = 4 },
        };
        using ClientChannel channel = await ClientChannel.OpenAsync(options, Token);
        ClientSession session = await ClientSession.CreateAsync(channel, options, Token);
        await session.ActivateAsync(channel, Token);

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => ReadAsync(channel, server, 5_000));

        Assert.Equal(StatusCodes.BadResponseTooLarge, refused.Status);
        Assert.Equal(1_000, (await ReadAsync(channel, server, 1_000)).Results!.Length);
    }

    [Fact]
    public void A_server_with_certificates_and_nothing_to_check_those_of_others_is_not_made() => Assert.Throws<ArgumentException>(
        () => new OpcUaServer(PlantServer.Secured with { Trust = null }, new AddressSpace(PlantServer.ApplicationUri)));

    private static Task<ReadResponse> ReadAsync(ClientChannel channel, PlantServer server, int count) => channel.SendAsync<ReadResponse>(
        new ReadRequest
        {
            NodesToRead = [.. Enumerable.Repeat(new ReadValueId { NodeId = server.Counter.NodeId, AttributeId = AttributeIds.Value }, count)],
            TimestampsToReturn = TimestampsToReturn.Both,
        },
        Token);
}
