using System.Text.Json;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>What node-opcua's client finds at our server.</summary>
public sealed class NodeClientTests(NodeClientRun run) : IClassFixture<NodeClientRun>
{
    public static TheoryData<string> KindNames => [.. NodeClientRun.Kinds.Keys];

    [Fact]
    public void It_discovers_the_endpoint_and_the_server()
    {
        JsonElement endpoint = Assert.Single(run["endpoints"].EnumerateArray());

        Assert.Equal(PlantServer.ApplicationUri, endpoint.GetProperty("server").GetString());
        Assert.Equal("http://opcfoundation.org/UA/SecurityPolicy#None", endpoint.GetProperty("policy").GetString());
        Assert.Equal(PlantServer.ApplicationUri, Assert.Single(run["servers"].EnumerateArray()).GetString());
    }

    [Fact]
    public void It_logs_in_by_name_with_the_right_password_only()
    {
        Assert.Equal("accepted", run["user p@ss"].GetString());
        Assert.Contains("BadUserAccessDenied", run["user wrong"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_browses_everything_from_the_root()
    {
        int browsed = run["browsed"].GetInt32();
        await using OpcUaClient client = await run.Server.ConnectAsync();
        var seen = new HashSet<NodeId> { ObjectIds.RootFolder };
        IReadOnlyList<NodeId> open = [ObjectIds.RootFolder];
        while (open.Count > 0)
        {
            BrowseResult[] results = await client.BrowseAsync([.. open.Select(node => new BrowseDescription { NodeId = node, ReferenceTypeId = ReferenceTypeIds.HierarchicalReferences, IncludeSubtypes = true })], TestContext.Current.CancellationToken);
            open = [.. results.SelectMany(result => result.References ?? []).Select(reference => reference.NodeId.NodeId).Where(seen.Add)];
        }

        Assert.Equal(seen.Count, browsed);
        Assert.True(browsed > 3_500, $"{browsed} nodes");
    }

    [Fact]
    public void It_finds_the_line_by_browsing_by_path_and_by_registering()
    {
        Assert.Contains("2:TempC", run["line"].EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("ns=2;s=Line.TempC", Assert.Single(run["translated"].EnumerateArray()).GetString());
        Assert.Equal("ns=2;s=Line.TempC", Assert.Single(run["registered"].EnumerateArray()).GetString());
    }

    [Theory]
    [MemberData(nameof(KindNames))]
    public void It_reads_a_value_of_this_kind_and_writes_it_back_unchanged(string kind)
    {
        JsonElement report = run["kind " + kind];
        Assert.True(run.Server.Space.TryGet(run.Server.Id("Twins." + kind), out UaNode? twin));

        Assert.Equal("Good", report.GetProperty("status").GetString());
        Assert.Equal("Good", report.GetProperty("written").GetString());
        Assert.Equal(NodeClientRun.Kinds[kind].Value, ((UaVariable)twin).Value);
    }

    [Fact]
    public void It_sees_numbers_and_texts_as_they_are()
    {
        Assert.Equal(-2.25, run["kind Double"].GetProperty("value").GetDouble());
        Assert.Equal("布料工位 ß", run["kind String"].GetProperty("value").GetString());
        Assert.Equal("0102ff", run["kind ByteString"].GetProperty("value").GetString());
        Assert.Equal("2026-03-04T05:06:07.080Z", run["kind DateTime"].GetProperty("value").GetString());
        Assert.Equal("72962B91-FA75-4AE6-8D28-B404DC7DAF63", run["kind Guid"].GetProperty("value").GetString()!.ToUpperInvariant());
    }

    [Fact]
    public void It_reads_the_servers_state()
    {
        Assert.Equal(0, run["state"].GetInt32());
        Assert.Equal(PlantServer.Options.ApplicationName, run["status"].GetString());
    }

    [Fact]
    public void It_calls_a_method()
    {
        Assert.Equal("Good", run["call"].GetProperty("status").GetString());
        Assert.Equal(42, Assert.Single(run["call"].GetProperty("outputs").EnumerateArray()).GetInt32());
        Assert.Equal(["a", "b"], run["arguments"].EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void It_sees_every_change_of_a_subscribed_value()
    {
        Assert.Equal([7u, 101u, 102u, 103u, 104u, 105u], run["changes"].EnumerateArray().Select(value => value.GetUInt32()));
        Assert.True(run["keepalives"].GetBoolean());
    }
}
