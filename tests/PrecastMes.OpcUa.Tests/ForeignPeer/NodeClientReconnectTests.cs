using System.Text.Json;
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
}
