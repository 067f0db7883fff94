using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>Structures that node-opcua's server knows from a NodeSet and our client only from that server.</summary>
public sealed class NodeStructureTests(NodeStructureTests.StructureServer server) : IClassFixture<NodeStructureTests.StructureServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_structure_is_read_by_its_definition_changed_and_written_back()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        NodeId node = Id("Element");

        DynamicStructure element = await client.ReadAsync<DynamicStructure>(node, Token);
        Assert.Equal("{Id: 7, Name: 墙板, Size: {Length: 3.5, Width: 2.5}, Phase: Curing, Weights: [1.5, 2.5], Holes: [{Length: 0.5, Width: 0.25}]}", element.ToString());

        element["Name"] = "W3";
        element["Phase"] = 1;
        element.Get<DynamicStructure>("Size")["Width"] = 4;
        StatusCode[] written = await client.WriteAsync([(node, element.ToExtensionObject())], Token);
        DynamicStructure again = await client.ReadAsync<DynamicStructure>(node, Token);

        Assert.Equal([StatusCodes.Good], written);
        Assert.Equal("{Id: 7, Name: W3, Size: {Length: 3.5, Width: 4}, Phase: Casting, Weights: [1.5, 2.5], Holes: [{Length: 0.5, Width: 0.25}]}", again.ToString());
    }

    [Fact]
    public async Task Optional_fields_and_unions_are_read_and_written_back()
    {
        await using OpcUaClient client = await server.ConnectAsync();

        DynamicStructure note = await client.ReadAsync<DynamicStructure>(Id("Note"), Token);
        DynamicStructure choice = await client.ReadAsync<DynamicStructure>(Id("Choice"), Token);
        Assert.Equal((false, "W", 9u), (note.Has("Text"), note.Get<string>("Author"), note.Get<uint>("Id")));
        Assert.Equal("Size", choice.Choice);

        note["Text"] = "dry";
        choice["Number"] = 5;
        StatusCode[] written = await client.WriteAsync([(Id("Note"), note.ToExtensionObject()), (Id("Choice"), choice.ToExtensionObject())], Token);

        Assert.Equal([StatusCodes.Good, StatusCodes.Good], written);
        Assert.Equal("{Id: 9, Text: dry, Author: W}", (await client.ReadAsync<DynamicStructure>(Id("Note"), Token)).ToString());
        Assert.Equal("{Number: 5}", (await client.ReadAsync<DynamicStructure>(Id("Choice"), Token)).ToString());
    }

    [Fact]
    public async Task An_array_of_structures_is_read_and_a_new_one_written()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        NodeId node = Id("Sizes");

        DynamicStructure[] sizes = await client.ReadAsync<DynamicStructure[]>(node, Token);
        Assert.Equal([1.0, 3.0], sizes.Select(size => size.Get<double>("Length")));

        DynamicStructure added = await client.Types.CreateAsync(sizes[0].Type.DataTypeId, Token);
        added["Length"] = 9;
        ExtensionObject?[] all = [.. sizes.Append(added).Select(size => size.ToExtensionObject())];
        Assert.Equal([StatusCodes.Good], await client.WriteAsync([(node, all)], Token));

        Assert.Equal([1.0, 3.0, 9.0], (await client.ReadAsync<DynamicStructure[]>(node, Token)).Select(size => size.Get<double>("Length")));
    }

    [Fact]
    public async Task A_structure_that_is_not_looked_into_is_written_back_as_it_came()
    {
        await using OpcUaClient client = await server.ConnectAsync();
        NodeId node = Id("Element");

        DataValue before = (await client.ReadAsync([node], Token))[0];
        StatusCode[] written = await client.WriteAsync([(node, before.Value)], Token);

        Assert.Equal([StatusCodes.Good], written);
        Assert.Equal(before.Value, (await client.ReadAsync([node], Token))[0].Value);
    }

    // The server's own namespace, where its variables are.
    private static NodeId Id(string name) => new(1, name);

    /// <summary>node-opcua's server with the NodeSet beside it, started once for the class.</summary>
    public sealed class StructureServer : IAsyncLifetime
    {
        private NodePeer? _peer;
        private string? _missing;
        private string _url = "";

        public async ValueTask InitializeAsync()
        {
            _missing = await NodePeer.MissingAsync();
            if (_missing is null)
            {
                using var probe = new TcpListener(IPAddress.Loopback, 0);
                probe.Start();
                int port = ((IPEndPoint)probe.LocalEndpoint).Port;
                probe.Stop();
                _peer = NodePeer.Start("structures.mjs", port.ToString(CultureInfo.InvariantCulture), "structures.xml");
                (_, System.Text.Json.JsonElement started) = await _peer.NextAsync(TestContext.Current.CancellationToken);
                _url = started.GetProperty("url").GetString()!;
            }
        }

        public Task<OpcUaClient> ConnectAsync()
        {
            NodePeer.Demand(_missing);
            return OpcUaClient.ConnectAsync(new OpcUaClientOptions { EndpointUrl = _url, SecurityMode = MessageSecurityMode.None }, TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            if (_peer is not null)
            {
                await _peer.DisposeAsync();
            }
        }
    }
}
