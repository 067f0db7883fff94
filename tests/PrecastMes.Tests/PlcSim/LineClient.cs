using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Tests.PlcSim;

/// <summary>A client that speaks in units and signals.</summary>
internal sealed class LineClient(OpcUaClient client) : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public OpcUaClient Client { get; } = client;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public NodeId Node(string unit, string signal) => new(Client.NamespaceIndex("urn:precastmes:line"), $"{unit}.{signal}");

    public async Task<T> ReadAsync<T>(string unit, string signal) =>
        (await Client.ReadAsync([Node(unit, signal)], Cancelled))[0].Value.Get<T>();

    public async Task<StatusCode> WriteAsync(string unit, string signal, Variant value) =>
        (await Client.WriteAsync([(Node(unit, signal), value)], Cancelled))[0];

    /// <summary>Writes a command as the contract says: the data in one call, the number in a second.</summary>
    public async Task SendAsync(string unit, uint seq, ushort code, string carrier = "", string source = "", string target = "", uint workSeconds = 0, string recipe = "")
    {
        var codes = await Client.WriteAsync(
            [
                (Node(unit, "Cmd.Id"), 5000 + seq),
                (Node(unit, "Cmd.Code"), code),
                (Node(unit, "Cmd.Operation"), "op"),
                (Node(unit, "Cmd.Load"), "L1"),
                (Node(unit, "Cmd.Carrier"), carrier),
                (Node(unit, "Cmd.Source"), source),
                (Node(unit, "Cmd.Target"), target),
                (Node(unit, "Cmd.WorkSeconds"), workSeconds),
                (Node(unit, "Cmd.Interruptible"), false),
                (Node(unit, "Cmd.Recipe"), recipe),
                (Node(unit, "Cmd.Quantity"), 0u),
                (Node(unit, "Cmd.Fence"), 1u),
            ],
            Cancelled);
        Assert.All(codes, code => Assert.True(code.IsGood, code.ToString()));
        Assert.True((await WriteAsync(unit, "Cmd.Seq", seq)).IsGood);
    }

    /// <summary>Waits until a signal has a value.</summary>
    public async Task UntilAsync<T>(string unit, string signal, T value)
    {
        await using var subscription = await Client.SubscribeAsync(
            new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(10) }, Cancelled);
        var items = await subscription.AddAsync(
            [new MonitoredItemRequest(Node(unit, signal)) { SamplingInterval = TimeSpan.Zero, QueueSize = 100 }], Cancelled);
        Assert.All(items, item => Assert.True(item.Status.IsGood, item.Status.ToString()));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(Deadline);
        await foreach (var change in subscription.Notifications.ReadAllAsync(deadline.Token))
        {
            if (Equals(change.Value.Value.Get<T>(), value))
            {
                return;
            }
        }

        Assert.Fail($"{unit}.{signal} never was {value}.");
    }

    public Task<CallResult> CallAsync(string method, params IReadOnlyList<Variant> inputs) => Client.CallAsync(
        new NodeId(Client.NamespaceIndex("urn:precastmes:line"), "Faults"), Node("Faults", method), inputs, Cancelled);

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
