using System.Text.Json;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Tests.Client;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>node-opcua's client at our server, with a proxy between that cuts it off.</summary>
public sealed class NodeClientReconnectTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_each_cut_it_finds_its_session_and_subscription_and_no_value_is_lost()
    {
        NodePeer.Demand(await NodePeer.MissingAsync());
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using var proxy = new CuttingProxy(server.Url);
        await using NodePeer peer = NodePeer.Start("reconnect-client.mjs", proxy.Url, server.Counter.NodeId.ToString(), "SignAndEncrypt");
        Assert.Equal(7u, await ValueAsync());
        uint next = 8;
        string? before = await WhoAsync();
        for (int round = 0; round < 3; round++)
        {
            proxy.Cut();
            for (uint last = next + 5; next < last; next++)
            {
                server.Counter.Value = next;
            }

            // What the client got but had not acknowledged may come again.
            var told = new List<uint>();
            do
            {
                told.Add(await ValueAsync());
            }
            while (told[^1] != next - 1);
            Assert.Equal([next - 5, next - 4, next - 3, next - 2, next - 1], told.Where(value => value >= next - 5).Distinct());
            Assert.Equal(before, await WhoAsync());
        }

        async Task<uint> ValueAsync()
        {
            (string step, JsonElement value) = await peer.NextAsync(Token);
            Assert.Equal("value", step);
            return value.GetUInt32();
        }

        async Task<string?> WhoAsync()
        {
            await peer.SendAsync("who", Token);
            while (true)
            {
                (string step, JsonElement value) = await peer.NextAsync(Token);
                if (step == "who")
                {
                    return value.GetString();
                }

                Assert.InRange(value.GetUInt32(), 7u, next - 1);
            }
        }
    }

    [Fact]
    public async Task Killed_it_leaves_a_session_until_its_timeout_and_comes_in_again_when_it_is_started_anew()
    {
        NodePeer.Demand(await NodePeer.MissingAsync());
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured with { Limits = new() { MaxSessionTimeout = TimeSpan.FromSeconds(10) } });
        await using OpcUaClient other = await server.ConnectSecurelyAsync();
        await using (NodePeer killed = await StartAsync())
        {
            Assert.Equal(2, server.Server.SessionCount);
            await killed.KillAsync();
        }

        await Until.TrueAsync(() => server.Server.ConnectionCount == 1, Token);
        Assert.Equal(7u, (await other.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());
        await Until.TrueAsync(() => server.Server.SessionCount == 1, Token);
        await using NodePeer anew = await StartAsync();
        Assert.Equal(7u, (await other.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());

        // Up to its first value. It wants its keep-alives, one a second here, to come well within the session's timeout.
        async Task<NodePeer> StartAsync()
        {
            NodePeer peer = NodePeer.Start("reconnect-client.mjs", server.Url, server.Counter.NodeId.ToString(), "SignAndEncrypt", "20");
            (string step, JsonElement value) = await peer.NextAsync(Token);
            Assert.Equal(("value", 7u), (step, value.GetUInt32()));
            return peer;
        }
    }
}
