using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>A client of ours between two servers: a hostile one, to which it is connected, and an honest one, which another client reads.</summary>
internal sealed class Mirror : IAsyncDisposable
{
    public static readonly NodeId Node = new(0, 2258u);

    private readonly PlantServer _honestServer;
    private readonly HonestPeer _honest;
    private readonly RawServer _hostile;
    private readonly MemoryGauge _gauge = new();

    private Mirror(PlantServer honestServer, HonestPeer honest, RawServer hostile, OpcUaClient client, RawServerLink link)
    {
        _honestServer = honestServer;
        _honest = honest;
        _hostile = hostile;
        Client = client;
        Link = link;
    }

    public OpcUaClient Client { get; }

    /// <summary>The hostile server's end.</summary>
    public RawServerLink Link { get; }

    public MemoryGauge Gauge => _gauge;

    public static async Task<Mirror> StartAsync(Func<OpcUaClientOptions, OpcUaClientOptions>? change = null)
    {
        PlantServer honestServer = await PlantServer.StartAsync();
        HonestPeer honest = await HonestPeer.StartAsync(honestServer);
        var hostile = new RawServer();
        (OpcUaClient client, RawServerLink link) = await hostile.ConnectAsync(change);
        return new Mirror(honestServer, honest, hostile, client, link);
    }

    /// <summary>A read of the client, which waits for what the hostile server answers.</summary>
    public async Task<(Task<DataValue[]> Reading, uint RequestId)> ReadAsync()
    {
        Task<DataValue[]> reading = Client.ReadAsync([Node], TestContext.Current.CancellationToken);
        return (reading, await Link.NextAsync(Answers.ReadRequest));
    }

    /// <summary>A subscription of the client with one item, and its first Publish requests under way.</summary>
    public async Task<Subscription> SubscribeAsync(SubscriptionOptions options)
    {
        Task<Subscription> subscribing = Client.SubscribeAsync(options, TestContext.Current.CancellationToken);
        await Link.AnswerAsync(await Link.NextAsync(Answers.CreateSubscriptionRequest), Answers.CreateSubscription());
        Subscription subscription = await subscribing;
        Task<IReadOnlyList<MonitoredItem>> adding = subscription.AddAsync([new MonitoredItemRequest(Node)], TestContext.Current.CancellationToken);
        await Link.AnswerAsync(await Link.NextAsync(Answers.CreateMonitoredItemsRequest), Answers.CreateMonitoredItem());
        await adding;
        return subscription;
    }

    /// <summary>The link still carries a read, and nobody else noticed anything.</summary>
    public async Task AssertLinkLivesAsync(long ceiling)
    {
        (Task<DataValue[]> reading, uint requestId) = await ReadAsync();
        await Link.AnswerAsync(requestId, Answers.Values(new HandBytes().U8(7).U32(42).Done));
        Assert.Equal(42u, (await reading)[0].Value.Get<uint>());
        await AssertUnharmedAsync(ceiling);
    }

    /// <summary>The link broke for this reason, and nobody else noticed anything.</summary>
    public async Task AssertLinkBrokeAsync(StatusCode reason, long ceiling)
    {
        Task<Exception> broken = Client.Broken.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(reason, Assert.IsType<OpcUaException>(await broken).Status);
        await AssertUnharmedAsync(ceiling);
    }

    public async ValueTask DisposeAsync()
    {
        Link.Dispose();
        await Client.DisposeAsync();
        _hostile.Dispose();
        await _honest.DisposeAsync();
        await _honestServer.DisposeAsync();
    }

    private async Task AssertUnharmedAsync(long ceiling)
    {
        _gauge.AssertBelow(ceiling);
        await _honest.AssertServedAsync();
    }
}
