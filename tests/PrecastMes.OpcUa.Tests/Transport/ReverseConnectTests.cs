using System.Net.Sockets;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Transport;

/// <summary>Connections that servers make to clients (Part 6 §7.1.3).</summary>
public sealed class ReverseConnectTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_clients_read_securely_from_a_server_that_dialled_them()
    {
        await using ReverseConnectListener listener = await ListenAsync();
        await using PlantServer server = await PlantServer.StartAsync(Dialling(listener.Url));
        await using OpcUaClient first = await ConnectAsync(server, listener);
        await using OpcUaClient second = await ConnectAsync(server, listener);

        Assert.Equal(7u, (await first.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());
        Assert.Equal(7u, (await second.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());
    }

    [Fact]
    public async Task A_client_that_listens_later_is_found()
    {
        int port;
        using (var probe = new TcpListener(System.Net.IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
        }

        await using PlantServer server = await PlantServer.StartAsync(Dialling($"opc.tcp://127.0.0.1:{port}"));
        await using ReverseConnectListener listener = await ListenAsync(options => options with { ListenUrl = $"opc.tcp://127.0.0.1:{port}" });
        await using OpcUaClient client = await ConnectAsync(server, listener);

        Assert.Equal(7u, (await client.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());
    }

    [Fact]
    public async Task The_hello_of_a_server_has_the_bytes_of_the_standard()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        await using PlantServer server = await PlantServer.StartAsync(Dialling($"opc.tcp://{listener.LocalEndpoint}"));
        using Socket socket = await listener.AcceptSocketAsync(Token);
        byte[] expected =
        [
            .. "RHEF"u8,
            .. BitConverter.GetBytes(8 + 4 + PlantServer.ApplicationUri.Length + 4 + server.Url.Length),
            .. BitConverter.GetBytes(PlantServer.ApplicationUri.Length), .. System.Text.Encoding.ASCII.GetBytes(PlantServer.ApplicationUri),
            .. BitConverter.GetBytes(server.Url.Length), .. System.Text.Encoding.ASCII.GetBytes(server.Url),
        ];

        byte[] received = new byte[expected.Length];
        await new NetworkStream(socket).ReadExactlyAsync(received, Token);

        Assert.Equal(expected, received);
    }

    [Fact]
    public async Task Strangers_are_held_up_to_the_limit_and_not_for_ever()
    {
        await using ReverseConnectListener listener = await ListenAsync(options => options with { MaxHeld = 3, HoldTime = TimeSpan.FromSeconds(2) });
        var sockets = new List<Socket>();
        for (int i = 0; i < 20; i++)
        {
            sockets.Add(await DialAsync(listener, Hello("urn:stranger", "opc.tcp://stranger:4840")));
        }

        await Until.TrueAsync(() => listener.HeldCount is > 0 and <= 3, Token);
        foreach (Socket socket in sockets)
        {
            await AssertClosedAsync(socket);
        }

        Assert.Equal(0, listener.HeldCount);
    }

    [Fact]
    public async Task Silence_nonsense_and_unexpected_servers_are_cut_off()
    {
        await using ReverseConnectListener listener = await ListenAsync(options => options with
        {
            HelloTimeout = TimeSpan.FromSeconds(1), IsExpected = (uri, _) => uri == PlantServer.ApplicationUri,
        });

        await AssertClosedAsync(await DialAsync(listener, []));
        await AssertClosedAsync(await DialAsync(listener, [.. "RHEF"u8]));
        await AssertClosedAsync(await DialAsync(listener, [.. "GET / HTTP/1.1\r\n\r\n"u8]));
        await AssertClosedAsync(await DialAsync(listener, [.. "RHEF"u8, 0xFF, 0xFF, 0xFF, 0x7F]));
        await AssertClosedAsync(await DialAsync(listener, [.. "RHEF"u8, 16, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F]));
        await AssertClosedAsync(await DialAsync(listener, Hello("urn:stranger", "opc.tcp://stranger:4840")));

        await using PlantServer server = await PlantServer.StartAsync(Dialling(listener.Url));
        await using OpcUaClient client = await ConnectAsync(server, listener);
    }

    [Fact]
    public async Task A_server_gets_in_through_a_storm_of_silent_connections()
    {
        // A silent one may stay for minutes, so that none leaves by itself.
        await using ReverseConnectListener listener = await ListenAsync(options => options with { MaxHeld = 5, HelloTimeout = TimeSpan.FromMinutes(5) });
        List<Socket> silent = [];
        for (int i = 0; i < 50; i++)
        {
            silent.Add(await DialAsync(listener, []));
        }

        await using PlantServer server = await PlantServer.StartAsync(Dialling(listener.Url));
        await using OpcUaClient client = await ConnectAsync(server, listener);

        Assert.Equal(7u, (await client.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());
        Assert.InRange(silent.Count(socket => socket.Poll(0, SelectMode.SelectRead)), 45, 50);
        silent.ForEach(socket => socket.Dispose());
    }

    private static OpcUaServerOptions Dialling(string url) => PlantServer.Secured with
    {
        ReverseConnectUrls = [url], Limits = new() { MinReverseRetry = TimeSpan.FromMilliseconds(50), MaxReverseRetry = TimeSpan.FromMilliseconds(500) },
    };

    private static Task<ReverseConnectListener> ListenAsync(Func<ReverseConnectOptions, ReverseConnectOptions>? change = null)
    {
        var options = new ReverseConnectOptions { ListenUrl = "opc.tcp://127.0.0.1:0" };
        return ReverseConnectListener.StartAsync(change?.Invoke(options) ?? options, Token);
    }

    private static Task<OpcUaClient> ConnectAsync(PlantServer server, ReverseConnectListener listener) => OpcUaClient.ConnectAsync(
        new OpcUaClientOptions
        {
            EndpointUrl = server.Url,
            Certificates = TestCertificates.Client(),
            Trust = new AcceptAllCertificates(),
            ConnectTimeout = Generous,
            OpenStream = listener.OpenStream(PlantServer.ApplicationUri),
        },
        Token);

    private static byte[] Hello(string server, string endpoint) =>
    [
        .. "RHEF"u8, .. BitConverter.GetBytes(16 + server.Length + endpoint.Length),
        .. BitConverter.GetBytes(server.Length), .. System.Text.Encoding.ASCII.GetBytes(server),
        .. BitConverter.GetBytes(endpoint.Length), .. System.Text.Encoding.ASCII.GetBytes(endpoint),
    ];

    private static async Task<Socket> DialAsync(ReverseConnectListener listener, byte[] bytes)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", new Uri(listener.Url).Port, Token);
        await socket.SendAsync(bytes, Token);
        return socket;
    }

    private static async Task AssertClosedAsync(Socket socket)
    {
        using (socket)
        {
            using var late = new CancellationTokenSource(Generous);
            try
            {
                Assert.Equal(0, await socket.ReceiveAsync(new byte[1], late.Token));
            }
            catch (SocketException)
            {
                // Reset is closed, too.
            }
        }
    }
}
