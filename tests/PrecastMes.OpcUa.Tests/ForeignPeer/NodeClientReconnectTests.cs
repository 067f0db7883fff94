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
        string? before = await WhoAsync();
        uint next = 8;
        for (int round = 0; round < 3; round++)
        {
            proxy.Cut();
            for (uint last = next + 5; next < last; next++)
            {
                server.Counter.Value = next;
            }

            var told = new List<uint>();
            do
            {
                told.Add(await ValueAsync());
            }
            while (told[^1] != next - 1);
            Assert.Equal((before, $"{next - 5} {next - 4} {next - 3} {next - 2} {next - 1}"), (await WhoAsync(), string.Join(' ', told)));
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
            return (await peer.NextAsync(Token)).Value.GetString();
        }
    }
}
