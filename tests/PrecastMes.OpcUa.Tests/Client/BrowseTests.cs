using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Tests.Server;

namespace PrecastMes.OpcUa.Tests.Client;

public sealed class BrowseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_line_is_found_from_the_root()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient client = await server.ConnectAsync();

        IReadOnlyList<ReferenceDescription> root = await client.BrowseAsync(ObjectIds.RootFolder, Token);
        IReadOnlyList<ReferenceDescription> objects = await client.BrowseAsync(ObjectIds.ObjectsFolder, Token);
        IReadOnlyList<ReferenceDescription> line = await client.BrowseAsync(server.Line, Token);

        Assert.Equal(["Objects", "Types", "Views"], root.Select(reference => reference.BrowseName.Name));
        Assert.Equal(["Locations", "Server", "Line"], objects.Select(reference => reference.BrowseName.Name));
        Assert.Contains(line, reference => reference.BrowseName == new QualifiedName(server.Namespace, "TempC") && reference.NodeClass == NodeClass.Variable);
    }

    [Fact]
    public async Task A_long_list_of_children_comes_in_pages()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { MaxReferencesPerNode = 3 } });
        await using OpcUaClient client = await server.ConnectAsync();

        // Counter, TempC, Name, Codes, Guarded, Fixed, Add: 3 + 3 + 1.
        IReadOnlyList<ReferenceDescription> line = await client.BrowseAsync(server.Line, Token);

        Assert.Equal(7, line.Count);
    }

    [Fact]
    public async Task A_browse_path_leads_to_its_node()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient client = await server.ConnectAsync();

        Assert.Equal(server.Temperature.NodeId, await client.TranslateAsync(ObjectIds.ObjectsFolder, "/2:Line/2:TempC", Token));
        Assert.Equal(VariableIds.Server_ServerStatus_State, await client.TranslateAsync(ObjectIds.RootFolder, "/Objects/Server/ServerStatus.State", Token));
        Assert.Null(await client.TranslateAsync(ObjectIds.ObjectsFolder, "/2:Line/2:Nothing", Token));
    }

    [Fact]
    public async Task Ids_that_can_be_no_node_s_are_not_registered()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using WireSession session = await WireSession.OpenAsync(server);

        Assert.Equal(StatusCodes.BadNodeIdInvalid, await session.ResultAsync(new RegisterNodesRequest { NodesToRegister = [server.Line, NodeId.Null] }));
        Assert.Equal(StatusCodes.BadNodeIdInvalid, await session.ResultAsync(new RegisterNodesRequest { NodesToRegister = [new NodeId(99, 1)] }));

        // Whether there is such a node is told when it is used (Part 4 §5.9.5).
        NodeId[] registered = (await session.AskAsync(new RegisterNodesRequest { NodesToRegister = [server.Line, server.Id("Nothing")] }, RegisterNodesResponse.Decode)).RegisteredNodeIds!;
        Assert.Equal([server.Line, server.Id("Nothing")], registered);
    }

    [Fact]
    public async Task Every_node_that_is_referred_to_is_there_and_can_be_browsed()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient client = await server.ConnectAsync();
        var seen = new HashSet<NodeId> { ObjectIds.RootFolder };
        var open = new Queue<NodeId>(seen);
        while (open.TryDequeue(out NodeId node))
        {
            var all = new BrowseDescription { NodeId = node, BrowseDirection = BrowseDirection.Both, ResultMask = (uint)BrowseResultMask.All };
            foreach (ReferenceDescription reference in await client.BrowseAsync(all, Token))
            {
                Assert.NotEqual(NodeClass.Unspecified, reference.NodeClass);
                if (seen.Add(reference.NodeId.NodeId))
                {
                    open.Enqueue(reference.NodeId.NodeId);
                }
            }
        }

        Assert.True(seen.Count > 4_000, $"{seen.Count} nodes");
    }

    [Fact]
    public async Task The_shown_limits_are_the_enforced_ones()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { MaxNodesPerCall = 12 } });
        await using OpcUaClient client = await server.ConnectAsync();

        DataValue[] values = await client.ReadAsync([VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead, VariableIds.Server_ServerStatus_State], Token);

        Assert.Equal(12u, values[0].Value.Get<uint>());
        Assert.Equal((int)ServerState.Running, values[1].Value.Get<int>());
    }
}
