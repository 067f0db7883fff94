using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Tests.Client;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>Our lasting connection at node-opcua's server, which is cut off or killed meanwhile.</summary>
public sealed class NodeReconnectTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MessageSecurityMode.None)]
    [InlineData(MessageSecurityMode.SignAndEncrypt)]
    public async Task After_each_cut_the_subscription_goes_on_and_tells_the_present_value(MessageSecurityMode mode)
    {
        NodePeer.Demand(await NodePeer.MissingAsync());
        (NodePeer peer, string url) = await StartAsync(FreePort(), mode);
        await using (peer)
        {
            await using var proxy = new CuttingProxy(url);
            await using var connection = new OpcUaConnection(Options(proxy.Url, mode));
            await using Subscription subscription = await WatchAsync(connection);
            uint present = await NextAsync(subscription);

            for (int round = 0; round < 3; round++)
            {
                proxy.Cut();
                CallResult result = await CountAsync(connection);
                Assert.Equal(StatusCodes.Good, result.Status);
                present = result.Outputs[0].Get<uint>();
                while (await NextAsync(subscription) != present)
                {
                    // What came before the cut comes first.
                }
            }

            Assert.Equal(ConnectionPhase.Connected, connection.State.Phase);
        }
    }

    [Theory]
    [InlineData(MessageSecurityMode.None)]
    [InlineData(MessageSecurityMode.SignAndEncrypt)]
    public async Task After_the_server_was_killed_and_started_again_a_gap_stands_before_the_present_value(MessageSecurityMode mode)
    {
        NodePeer.Demand(await NodePeer.MissingAsync());
        int port = FreePort();
        (NodePeer first, string url) = await StartAsync(port, mode);
        await using var connection = new OpcUaConnection(Options(url, mode));
        await using Subscription subscription = await WatchAsync(connection);
        Assert.Equal(1u, await NextAsync(subscription));
        await first.KillAsync();
        await first.DisposeAsync();
        (NodePeer second, _) = await StartAsync(port, mode);
        await using (second)
        {
            Notification gap = await ReadAsync(subscription);
            Assert.Equal(GapCause.SubscriptionRecreated, gap.Gap?.Cause);
            Assert.Equal(1u, await NextAsync(subscription));
            CallResult result = await CountAsync(connection);
            Assert.Equal(2u, result.Outputs[0].Get<uint>());
            Assert.Equal(2u, await NextAsync(subscription));
        }
    }

    private static ExpandedNodeId Id(OpcUaClient client, string name) => new(new NodeId(0, name), client.NamespaceUris[1]);

    private static OpcUaConnectionOptions Options(string url, MessageSecurityMode mode) => new()
    {
        Client = new OpcUaClientOptions { EndpointUrl = url, SecurityMode = mode, Certificates = TestCertificates.Client(), Trust = new AcceptAllCertificates() },
        Requests = WhileDisconnected.Wait,
        FirstDelay = TimeSpan.FromMilliseconds(50),
        LongestDelay = TimeSpan.FromSeconds(1),
    };

    private static async Task<(NodePeer Peer, string Url)> StartAsync(int port, MessageSecurityMode mode)
    {
        NodePeer peer = NodePeer.Start("server.mjs", port.ToString(CultureInfo.InvariantCulture), mode.ToString());
        (_, JsonElement started) = await peer.NextAsync(Token);
        return (peer, started.GetProperty("url").GetString()!);
    }

    private static async Task<Subscription> WatchAsync(OpcUaConnection connection)
    {
        OpcUaClient client = await connection.ConnectedAsync(Token).WaitAsync(Patience, Token);
        Subscription subscription = await connection.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(50) }, Token);
        IReadOnlyList<MonitoredItem> items = await subscription.AddAsync(
            [new MonitoredItemRequest(Id(client, "Line.Counter")) { SamplingInterval = TimeSpan.Zero, QueueSize = 100 }], Token);
        Assert.Equal(StatusCodes.Good, items[0].Status);
        return subscription;
    }

    /// <summary>A call that is under way when the link breaks fails; this one may be repeated.</summary>
    private static async Task<CallResult> CountAsync(OpcUaConnection connection)
    {
        while (true)
        {
            try
            {
                OpcUaClient client = await connection.ClientAsync(Token);
                return await connection.CallAsync(Id(client, "Line"), Id(client, "Line.Count"), [1u], Token).WaitAsync(Patience, Token);
            }
            catch (OpcUaException exception) when (exception.Status == StatusCodes.BadNotConnected)
            {
                // The cut was noticed by this very call.
            }
        }
    }

    private static async Task<Notification> ReadAsync(Subscription subscription) =>
        await subscription.Notifications.ReadAsync(Token).AsTask().WaitAsync(Patience, Token);

    private static async Task<uint> NextAsync(Subscription subscription)
    {
        Notification next;
        do
        {
            next = await ReadAsync(subscription);
        }
        while (next.Kind != NotificationKind.DataChange);
        return next.Value.Value.Get<uint>();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
