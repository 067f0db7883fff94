namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>What takes long to work out, such as the arrays of diagnostics, is no lever for who asks for it again and again.</summary>
public sealed class SharedValueTests
{
    private int _worked;

    [Fact]
    public async Task It_is_worked_out_once_for_a_request_and_anew_for_the_next()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        server.Counter.BindShared(() => (uint)++_worked);
        using WireSession session = await WireSession.OpenAsync(server);
        var request = new ReadRequest
        {
            NodesToRead = [.. Enumerable.Repeat(new ReadValueId { NodeId = server.Counter.NodeId, AttributeId = AttributeIds.Value }, 1_000)],
        };

        DataValue[] first = (await session.AskAsync(request, ReadResponse.Decode)).Results!;
        DataValue[] second = (await session.AskAsync(request, ReadResponse.Decode)).Results!;

        Assert.All(first, value => Assert.Equal(1u, value.Value.Get<uint>()));
        Assert.All(second, value => Assert.Equal(2u, value.Value.Get<uint>()));
    }

    [Fact]
    public async Task A_thousand_monitored_items_share_it()
    {
        await using PlantServer server = await PlantServer.StartAsync(new PublishingClock().Options);
        server.Counter.BindShared(() => (uint)++_worked);
        using WireSession session = await WireSession.OpenAsync(server);
        uint id = (await session.SubscribeAsync()).SubscriptionId;
        var request = new CreateMonitoredItemsRequest
        {
            SubscriptionId = id, ItemsToCreate = [.. Enumerable.Repeat(WireSession.Item(server.Counter.NodeId), 1_000)],
        };

        Assert.All((await session.AskAsync(request, CreateMonitoredItemsResponse.Decode)).Results!, result => Assert.Equal(StatusCodes.Good, result.StatusCode));

        Assert.InRange(_worked, 1, 100);
    }
}
