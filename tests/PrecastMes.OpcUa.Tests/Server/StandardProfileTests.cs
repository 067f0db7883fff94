using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>The numbers of the Standard 2017 UA Server profile (Part 7 §6.6) that no other test needs.</summary>
public sealed class StandardProfileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_sessions_are_served_at_once()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        OpcUaClient[] clients = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.ConnectAsync()));

        uint[] values = await Task.WhenAll(clients.Select(client => client.ReadAsync<uint>(server.Counter.NodeId, Token)));

        Assert.Equal(50, server.Server.SessionCount);
        Assert.All(values, value => Assert.Equal(7u, value));
        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_session_has_five_subscriptions_of_five_hundred_items_with_queues_of_five()
    {
        var clock = new PublishingClock();
        await using PlantServer server = await PlantServer.StartAsync(clock.Options);
        UaVariable[] nodes = [.. Enumerable.Range(0, 500).Select(i => server.Space.AddVariable(server.Id($"Line.N{i}"), server.Line, $"N{i}", DataTypeIds.Int32, 0))];
        using WireSession session = await WireSession.OpenAsync(server);
        for (int i = 0; i < 5; i++)
        {
            uint id = (await session.SubscribeAsync()).SubscriptionId;
            var request = new CreateMonitoredItemsRequest { SubscriptionId = id, ItemsToCreate = [.. nodes.Select(node => WireSession.Item(node.NodeId, queueSize: 5))] };
            Assert.All((await session.AskAsync(request, CreateMonitoredItemsResponse.Decode)).Results!, result => Assert.Equal((StatusCodes.Good, 5u), (result.StatusCode, result.RevisedQueueSize)));
        }

        for (int value = 1; value <= 4; value++)
        {
            foreach (UaVariable node in nodes)
            {
                node.Value = value;
            }
        }

        clock.Publish();
        var received = new Dictionary<uint, int>();
        while (received.Values.Sum() < 5 * 500 * 5)
        {
            PublishResponse response = await session.PublishAsync();
            received[response.SubscriptionId] = received.GetValueOrDefault(response.SubscriptionId) + response.Changes().Count;
        }

        Assert.Equal([2_500, 2_500, 2_500, 2_500, 2_500], received.Values);
    }

    [Fact]
    public async Task Ten_publish_requests_of_a_session_wait()
    {
        var clock = new PublishingClock();
        await using PlantServer server = await PlantServer.StartAsync(clock.Options);
        using WireSession session = await WireSession.OpenAsync(server);
        await session.SubscribeAsync(keepAlive: 1);
        Task<PublishResponse>[] waiting = new Task<PublishResponse>[10];
        for (int i = 0; i < waiting.Length; i++)
        {
            waiting[i] = await session.PostPublishAsync();
        }

        // Behind them in the same stream.
        await session.ResultAsync(new ReadRequest());
        Assert.DoesNotContain(waiting, task => task.IsCompleted);
        for (int i = 0; i < waiting.Length; i++)
        {
            clock.Publish();
            Assert.True((await waiting[i]).IsKeepAlive());
        }
    }

    [Fact]
    public async Task A_session_has_five_continuation_points()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using WireSession session = await WireSession.OpenAsync(server);
        var request = new BrowseRequest
        {
            NodesToBrowse = [.. Enumerable.Repeat(new BrowseDescription { NodeId = server.Line, ResultMask = (uint)BrowseResultMask.All }, 5)],
            RequestedMaxReferencesPerNode = 1,
        };

        BrowseResult[] results = (await session.AskAsync(request, BrowseResponse.Decode)).Results!;
        var next = new BrowseNextRequest { ContinuationPoints = [.. results.Select(result => result.ContinuationPoint)] };
        BrowseResult[] rests = (await session.AskAsync(next, BrowseNextResponse.Decode)).Results!;

        Assert.All(rests, rest => Assert.Equal(StatusCodes.Good, rest.StatusCode));
        Assert.All(results.Zip(rests), pair => Assert.NotEqual(Assert.Single(pair.First.References!).NodeId, Assert.Single(pair.Second.References!).NodeId));
    }
}
