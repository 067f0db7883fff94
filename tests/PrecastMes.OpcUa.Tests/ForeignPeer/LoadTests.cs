using System.Globalization;
using System.Text.Json;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;
using MonitoredItem = PrecastMes.OpcUa.Client.MonitoredItem;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>
/// Variables that count ten times a second, watched by us at node-opcua's server, by its client at our server and by us at our server. For ten
/// seconds, or for a minute when PRECASTMES_LONG is set.
/// </summary>
[Collection(LoadCollection.Name)]
public sealed class LoadTests
{
    private const int Thousand = 1_000;
    private const int Hundred = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly int Rounds = Environment.GetEnvironmentVariable("PRECASTMES_LONG") == "1" ? 600 : 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Our_client_loses_none_of_a_thousand_at_its_server()
    {
        await using NodePeer peer = await StartServerAsync(Thousand);
        await using OpcUaClient client = await ConnectAsync(peer, options => options with { SecurityMode = MessageSecurityMode.None });

        await CountAsync(client, client.NamespaceUris.Count - 1, Thousand, () => peer.SendAsync("go", Token));
    }

    [Fact]
    public async Task Our_client_loses_none_at_its_server_while_the_token_is_renewed_and_values_are_read()
    {
        await using NodePeer peer = await StartServerAsync(Hundred);
        await using OpcUaClient client = await ConnectAsync(peer, options => options with { TokenLifetime = TimeSpan.FromSeconds(2) });
        using var counted = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<int> reading = ReadAsync(client, counted.Token);

        await CountAsync(client, client.NamespaceUris.Count - 1, Hundred, () => peer.SendAsync("go", Token));
        await counted.CancelAsync();

        Assert.True(await reading > 20, $"{await reading} reads");
    }

    [Fact]
    public async Task Its_client_loses_none_of_a_thousand_at_our_server()
    {
        JsonElement counted = await WatchedByItAsync(Thousand, MessageSecurityMode.None, TimeSpan.FromHours(1));

        Assert.Equal((0, 0), (counted.GetProperty("gaps").GetInt32(), counted.GetProperty("overflows").GetInt32()));
    }

    [Fact]
    public async Task Its_client_loses_none_at_our_server_while_the_token_is_renewed_and_values_are_read()
    {
        JsonElement counted = await WatchedByItAsync(Hundred, MessageSecurityMode.SignAndEncrypt, TimeSpan.FromSeconds(2));

        Assert.Equal(
            (0, 0, 0),
            (counted.GetProperty("gaps").GetInt32(), counted.GetProperty("overflows").GetInt32(), counted.GetProperty("losses").GetInt32()));
        Assert.True(counted.GetProperty("renewals").GetInt32() >= 3 && counted.GetProperty("reads").GetInt32() > 20, counted.ToString());
    }

    [Fact]
    public async Task Our_client_loses_none_of_a_thousand_at_our_server_while_the_token_is_renewed()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        UaVariable[] items = AddItems(server, Thousand);
        await using OpcUaClient client = await server.ConnectSecurelyAsync(change: options => options with { TokenLifetime = TimeSpan.FromSeconds(2) });

        await CountAsync(client, server.Namespace, Thousand, () => TickAsync(items));
    }

    private static async Task<NodePeer> StartServerAsync(int count)
    {
        NodePeer.Demand(await NodePeer.MissingAsync());
        return NodePeer.Start("load-server.mjs", NodePeer.FreePort(), Text(count), Text(Rounds));
    }

    private static async Task<OpcUaClient> ConnectAsync(NodePeer peer, Func<OpcUaClientOptions, OpcUaClientOptions> change)
    {
        (_, JsonElement started) = await peer.NextAsync(Token);
        return await OpcUaClient.ConnectAsync(
            change(new OpcUaClientOptions { EndpointUrl = started.GetProperty("url").GetString()!, Certificates = TestCertificates.Client(), Trust = new AcceptAllCertificates() }),
            Token);
    }

    private static async Task<JsonElement> WatchedByItAsync(int count, MessageSecurityMode mode, TimeSpan tokenLife)
    {
        NodePeer.Demand(await NodePeer.MissingAsync());
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        UaVariable[] items = AddItems(server, count);
        await using NodePeer peer = NodePeer.Start(
            "load-client.mjs", server.Url, Text(server.Namespace), Text(count), Text(Rounds), mode.ToString(), Text((int)tokenLife.TotalMilliseconds));
        Assert.Equal("watching", (await peer.NextAsync(Token)).Step);
        await TickAsync(items);
        (string step, JsonElement counted) = await peer.NextAsync(Token, Patience);
        Assert.Equal("counted", step);
        return counted;
    }

    private static async Task CountAsync(OpcUaClient client, int ns, int count, Func<Task> start)
    {
        await using Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(100) }, Token);
        IReadOnlyList<MonitoredItem> added = await subscription.AddAsync(
            [.. Enumerable.Range(0, count).Select(i => new MonitoredItemRequest(new NodeId((ushort)ns, $"Item.{i}"), i) { SamplingInterval = TimeSpan.Zero, QueueSize = 200 })], Token);
        Assert.All(added, item => Assert.Equal(StatusCodes.Good, item.Status));
        uint[] next = new uint[count];
        for (int begun = 0; begun < count; begun++)
        {
            await NextAsync();
        }

        Task ticking = start();
        for (int rest = count * Rounds; rest > 0; rest--)
        {
            await NextAsync();
        }

        await ticking;
        Assert.All(next, number => Assert.Equal((uint)Rounds + 1, number));

        async ValueTask NextAsync()
        {
            Notification change = subscription.Notifications.TryRead(out Notification waiting)
                ? waiting
                : await subscription.Notifications.ReadAsync(Token).AsTask().WaitAsync(Patience, Token);
            Assert.Equal((NotificationKind.DataChange, false), (change.Kind, change.Value.Status.HasOverflow));
            Assert.Equal(next[(int)change.Tag!]++, change.Value.Value.Get<uint>());
        }
    }

    private static async Task<int> ReadAsync(OpcUaClient client, CancellationToken counted)
    {
        int reads = 0;
        while (!counted.IsCancellationRequested)
        {
            Assert.Equal(StatusCodes.Good, (await client.ReadAsync([VariableIds.Server_ServerStatus_State], Token))[0].Status);
            reads++;
            await Task.Yield();
        }

        return reads;
    }

    private static UaVariable[] AddItems(PlantServer server, int count) => [.. Enumerable.Range(0, count).Select(i =>
        server.Space.AddVariable(server.Id($"Item.{i}"), server.Line, $"Item.{i}", DataTypeIds.UInt32, 0u))];

    private static async Task TickAsync(UaVariable[] items)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (uint round = 1; round <= Rounds; round++)
        {
            foreach (UaVariable item in items)
            {
                item.Value = round;
            }

            await clock.WaitForNextTickAsync(Token);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
