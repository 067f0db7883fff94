using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.Client;

public sealed class PlcProfileTests
{
    [Theory]
    [InlineData("s7-1500", "\"DB_MES\".\"Order\".\"Id\"")]
    [InlineData("codesys", "|var|DB_MES.Order.Id")]
    [InlineData("twincat", "DB_MES.Order.Id")]
    [InlineData("B&R", "::DB_MES:Order:Id")]
    public void Each_make_spells_the_identifier_of_a_variable_in_its_own_way(string make, string identifier) =>
        Assert.Equal(identifier, PlcProfile.Named(make).Identifier("DB_MES", "Order", "Id"));

    [Fact]
    public void Quotes_of_an_S7_stand_around_names_and_not_around_indexes_and_survive_the_text_of_the_node_id()
    {
        string identifier = PlcProfile.S71500.Identifier("DB_MES", "Units[3]", "State");

        NodeId node = NodeId.Parse($"ns=3;s={identifier}");

        Assert.Equal("\"DB_MES\".\"Units\"[3].\"State\"", identifier);
        Assert.Equal(new NodeId(3, identifier), node);
        Assert.Equal($"ns=3;s={identifier}", node.ToString());
    }

    [Fact]
    public async Task What_the_profile_says_holds_where_the_server_says_nothing_and_never_more_than_it_says()
    {
        await using var silent = new ScriptedServer((_, _) => null);
        await using OpcUaClient codesys = await silent.ConnectAsync(options => options with { Profile = PlcProfile.Codesys });
        await using var generous = new ScriptedServer((_, _) => null) { MaxNodesPerRead = 5_000 };
        await using OpcUaClient capped = await generous.ConnectAsync(options => options with { Profile = PlcProfile.Codesys });
        NodeId[] nodes = [.. Enumerable.Range(1, 250).Select(i => new NodeId(1, (uint)i))];

        await codesys.ReadAsync(nodes, TestContext.Current.CancellationToken);
        await capped.ReadAsync(nodes, TestContext.Current.CancellationToken);

        Assert.All(silent.SeenOf<ReadRequest>().Concat(generous.SeenOf<ReadRequest>()), request => Assert.InRange(request.NodesToRead!.Length, 1, 100));
    }

    [Fact]
    public async Task Intervals_below_what_the_make_stands_are_not_asked_for()
    {
        await using var server = new ScriptedServer((_, _) => null);
        await using OpcUaClient client = await server.ConnectAsync(options => options with { Profile = PlcProfile.Codesys });
        await using Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(10) }, TestContext.Current.CancellationToken);
        await subscription.AddAsync([new MonitoredItemRequest(new NodeId(1, 1u)) { SamplingInterval = TimeSpan.Zero }], TestContext.Current.CancellationToken);

        Assert.Equal(100, server.SeenOf<CreateSubscriptionRequest>().Single().RequestedPublishingInterval);
        Assert.Equal(100, server.SeenOf<CreateMonitoredItemsRequest>().Single().ItemsToCreate![0].RequestedParameters.SamplingInterval);
    }

    [Fact]
    public void An_unknown_make_is_told_with_those_that_are_known() =>
        Assert.Contains("codesys", Assert.Throws<ArgumentException>(() => PlcProfile.Named("abacus")).Message, StringComparison.Ordinal);
}
