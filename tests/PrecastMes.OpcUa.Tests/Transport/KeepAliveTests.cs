using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Transport;

/// <summary>A peer that lost its power is found out by TCP on both sides, whoever has nothing to say.</summary>
public sealed class KeepAliveTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_sides_probe_a_silent_peer()
    {
        using var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        var accepted = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var over = new CancellationTokenSource();
        Task accepting = new ConnectionListener(listening, new ConnectionAdmission(new ServerLimits(), TimeProvider.System), TimeProvider.System, NullLogger.Instance).AcceptAsync(
            (socket, _) =>
            {
                accepted.SetResult(socket);
                return Task.CompletedTask;
            },
            _ => false,
            over.Token);

        await using Stream client = await ClientTransport.ConnectAsync(new OpcUaClientOptions { EndpointUrl = $"opc.tcp://{listening.LocalEndPoint}" }, Token);

        AssertProbes(Assert.IsType<NetworkStream>(client).Socket);
        using Socket server = await accepted.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        AssertProbes(server);
        await over.CancelAsync();
        await accepting;
    }

    private static void AssertProbes(Socket socket)
    {
        Assert.NotEqual(0, socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
        Assert.Equal(60, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime));
    }
}
