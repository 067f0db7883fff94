using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>Our client at node-opcua's server.</summary>
public sealed class NodeServerTests(NodeServerTests.NodeServer server) : IClassFixture<NodeServerTests.NodeServer>
{
    public static TheoryData<string> KindNames => [.. Kinds.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Dictionary<string, Variant> Kinds { get; } = new()
    {
        ["Boolean"] = true,
        ["SByte"] = (sbyte)-8,
        ["Byte"] = (byte)200,
        ["Int16"] = (short)-1600,
        ["UInt16"] = (ushort)60_000,
        ["Int32"] = -320_000,
        ["UInt32"] = 4_000_000_000u,
        ["Int64"] = -2L,
        ["UInt64"] = ulong.MaxValue,
        ["Float"] = 1.5f,
        ["Double"] = -2.25,
        ["String"] = "布料工位 ß",
        ["DateTime"] = new DateTime(2026, 3, 4, 5, 6, 7, 80, DateTimeKind.Utc),
        ["Guid"] = new Guid("72962B91-FA75-4AE6-8D28-B404DC7DAF63"),
        ["ByteString"] = new byte[] { 1, 2, 255 },
        ["NodeId"] = new NodeId(1, "a;b=c"),
        ["LocalizedText"] = new LocalizedText("养护窑", "zh-CN"),
        ["StatusCode"] = StatusCodes.BadOutOfRange,
        ["Int32s"] = new[] { 1, -2, 3 },
        ["Strings"] = new string?[] { "a", "", "丙" },
        ["Booleans"] = new[] { true, false },
        ["Doubles"] = new[] { 0.5, 1e300 },
    };

    [Fact]
    public async Task The_line_is_found_from_the_root()
    {
        await using OpcUaClient client = await server.ConnectAsync();

        IReadOnlyList<ReferenceDescription> objects = await client.BrowseAsync(ObjectIds.ObjectsFolder, Token);
        ReferenceDescription line = Assert.Single(objects, reference => reference.BrowseName.Name == "Line");
        IReadOnlyList<ReferenceDescription> children = await client.BrowseAsync(line.NodeId.NodeId, Token);
        NodeId? counter = await client.TranslateAsync(ObjectIds.ObjectsFolder, $"/{server.Index(client)}:Line/{server.Index(client)}:Counter", Token);

        // The 22 kinds, the counter and the method.
        Assert.Equal(24, children.Count);
        Assert.Equal(server.Id(client, "Counter"), counter);
    }

    [Theory]
    [MemberData(nameof(KindNames))]
    public async Task A_value_of_this_kind_is_read_and_written_back(string kind)
    {
        await using OpcUaClient client = await server.ConnectAsync();
        NodeId node = server.Id(client, kind);

        DataValue[] before = await client.ReadAsync([node], Token);
        StatusCode[] written = await client.WriteAsync([(node, before[0].Value)], Token);
        DataValue[] after = await client.ReadAsync([node], Token);

        Assert.Equal(StatusCodes.Good, before[0].Status);
        Assert.Equal(Kinds[kind], before[0].Value);
        Assert.Equal([StatusCodes.Good], written);
        Assert.Equal(before[0].Value, after[0].Value);
    }

    [Fact]
    public async Task A_thousand_values_are_read_at_once()
    {
        await using OpcUaClient client = await server.ConnectAsync();

        DataValue[] values = await client.ReadAsync([.. Enumerable.Repeat(server.Id(client, "Double"), 1_000)], Token);

        Assert.All(values, value => Assert.Equal(-2.25, value.Value.Get<double>()));
    }

    [Fact]
    public async Task A_method_is_called_and_every_change_that_it_makes_is_seen()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        await using Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(50) }, Token);
        IReadOnlyList<MonitoredItem> added = await subscription.AddAsync(
            [new MonitoredItemRequest(server.Id(client, "Counter"), "counter") { SamplingInterval = TimeSpan.Zero, QueueSize = 50 }], Token);
        uint first = (await NextAsync(subscription)).Value.Value.Get<uint>();

        // One at a time: node-opcua samples, so of several changes at once it reports the last.
        for (uint i = 1; i <= 5; i++)
        {
            CallResult result = await client.CallAsync(server.Id(client, null), server.Id(client, "Count"), [1u], Token);
            Notification change = await NextAsync(subscription);

            Assert.Equal(StatusCodes.Good, result.Status);
            Assert.Equal(first + i, Assert.Single(result.Outputs).Get<uint>());
            Assert.Equal(("counter", first + i), (change.Tag, change.Value.Value.Get<uint>()));
        }

        Assert.Equal([StatusCodes.Good], added.Select(item => item.Status));
    }

    [Fact]
    public async Task A_watched_node_that_is_not_there_is_refused_alone()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        await using Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions(), Token);

        IReadOnlyList<MonitoredItem> added = await subscription.AddAsync(
            [new MonitoredItemRequest(server.Id(client, "Nothing")), new MonitoredItemRequest(server.Id(client, "Double"))], Token);

        Assert.Equal([StatusCodes.BadNodeIdUnknown, StatusCodes.Good], added.Select(item => item.Status));
    }

    [Fact]
    public async Task The_endpoints_are_listed_without_a_session()
    {
        IReadOnlyList<EndpointDescription> endpoints = await OpcUaClient.GetEndpointsAsync(new OpcUaClientOptions { EndpointUrl = server.Url, SecurityMode = MessageSecurityMode.None }, Token);

        Assert.Contains(endpoints, endpoint => endpoint.SecurityMode == MessageSecurityMode.None);
    }

    private static async Task<Notification> NextAsync(Subscription subscription) =>
        await subscription.Notifications.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);

    /// <summary>node-opcua's server, started once for the class.</summary>
    public sealed class NodeServer : IAsyncLifetime
    {
        private NodePeer? _peer;
        private string? _missing;
        private string _url = "";
        private string _namespace = "";

        public string Url
        {
            get
            {
                NodePeer.Demand(_missing);
                return _url;
            }
        }

        public async ValueTask InitializeAsync()
        {
            _missing = await NodePeer.MissingAsync();
            if (_missing is not null)
            {
                return;
            }

            _peer = NodePeer.Start("server.mjs", FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture));
            (_, JsonElement started) = await _peer.NextAsync(TestContext.Current.CancellationToken);
            _url = started.GetProperty("url").GetString()!;
            _namespace = started.GetProperty("namespace").GetString()!;
        }

        public Task<OpcUaClient> ConnectAsync() => OpcUaClient.ConnectAsync(new OpcUaClientOptions { EndpointUrl = Url, SecurityMode = MessageSecurityMode.None }, TestContext.Current.CancellationToken);

        public ushort Index(OpcUaClient client) => client.NamespaceIndex(_namespace);

        public NodeId Id(OpcUaClient client, string? name) => new(Index(client), name is null ? "Line" : "Line." + name);

        public async ValueTask DisposeAsync()
        {
            if (_peer is not null)
            {
                await _peer.DisposeAsync();
            }
        }

        private static int FreePort()
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
    }
}
