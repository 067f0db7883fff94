using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Server;
using PrecastMes.OpcUa.Tests.Server;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>What a user who may read and watch does to the writer of what he watches, to the reporter of events, and to the others.</summary>
[Collection(HostileCollection.Name)]
public sealed class HostileItemTests
{
    private const string ToTheEndOfNumbers = "0:2147483647";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_part_up_to_the_largest_index_is_cut_at_the_end_of_the_text_and_the_writer_never_learns_of_it()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        await using OpcUaClient client = await server.ConnectAsync();
        server.Name.Value = "";
        using WireSession session = await WireSession.OpenAsync(server);
        uint subscription = (await session.SubscribeAsync(keepAlive: 1)).SubscriptionId;
        MonitoredItemCreateResult created = await session.WatchAsync(subscription, server.Name.NodeId, range: ToTheEndOfNumbers);

        server.Name.Value = "模台二";
        DataValue[] read = await client.ReadAsync(
            [
                new ReadValueId { NodeId = server.Name.NodeId, AttributeId = AttributeIds.Value, IndexRange = ToTheEndOfNumbers },
                new ReadValueId { NodeId = server.Codes.NodeId, AttributeId = AttributeIds.Value, IndexRange = "1:2147483647" },
                new ReadValueId { NodeId = server.Counter.NodeId, AttributeId = AttributeIds.Value },
            ],
            Token);

        Assert.Equal(StatusCodes.Good, created.StatusCode);
        Assert.Equal(["模台二", new short[] { -2, 3 }, 7u], read.Select(each => each.Value));
        Assert.Equal("模台二", await LastTextAsync(session));
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task An_observer_that_fails_harms_neither_the_writer_nor_the_next()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        var failing = new Observer(value => throw new InvalidOperationException($"{value} on purpose"));
        List<Variant> seen = [];
        server.Counter.Attach(failing);
        server.Counter.Attach(new Observer(value => seen.Add(value)));

        server.Counter.Value = 8u;

        Assert.Equal([7u, 8u], seen);
    }

    private static ReadValueId Value(NodeId node) => new() { NodeId = node, AttributeId = AttributeIds.Value };

    private static async Task<string?> LastTextAsync(WireSession session)
    {
        while (true)
        {
            if ((await session.PublishAsync()).Changes() is [.., { Value.Value.Value: string text }])
            {
                return text;
            }
        }
    }

    private sealed class Observer(Action<Variant> told) : IValueObserver
    {
        public void OnValue(in DataValue value) => told(value.Value);
    }
}
