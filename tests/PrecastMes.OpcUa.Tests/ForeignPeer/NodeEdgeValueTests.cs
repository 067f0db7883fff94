using System.Text.Json;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>Values at the edges of their types, which node-opcua decodes and encodes again: as the server that we write to and read from, and as our client.</summary>
public sealed class NodeEdgeValueTests(NodeEdgeValueTests.Run run) : IClassFixture<NodeEdgeValueTests.Run>
{
    // node-opcua writes no empty text or locale. Its server refuses null for a variable of any type, and keeps the node alone of an
    // ExpandedNodeId, while its client keeps all.
    private static readonly string[] LostByIt = ["LocalizedText empty"];
    private static readonly string[] LostByItsServer = [.. LostByIt, "Null", "ExpandedNodeId with a uri", "ExpandedNodeId with a server", "ExpandedNodeId with both"];

    public static TheoryData<string> ForItsServer => [.. EdgeValues.All.Keys.Except(LostByItsServer)];

    public static TheoryData<string> ForItsClient => [.. EdgeValues.All.Keys.Except(LostByIt)];

    [Theory]
    [MemberData(nameof(ForItsServer))]
    public void Its_server_gives_back_what_we_wrote(string name)
    {
        (StatusCode written, DataValue read) = run.FromServer(name);

        Assert.Equal(StatusCodes.Good, written);
        Assert.Equal(EdgeValues.All[name], read.Value);
    }

    [Theory]
    [MemberData(nameof(ForItsClient))]
    public void Its_client_writes_what_it_read(string name)
    {
        (string report, Variant written) = run.FromClient(name);

        Assert.Equal("Good", report);
        Assert.Equal(EdgeValues.All[name], written);
    }

    /// <summary>All values through its server and all through its client, once.</summary>
    public sealed class Run : IAsyncLifetime
    {
        private readonly Dictionary<string, (StatusCode Written, DataValue Read)> _fromServer = [];
        private readonly Dictionary<string, (string Report, Variant Written)> _fromClient = [];
        private string? _missing;

        internal (StatusCode Written, DataValue Read) FromServer(string name)
        {
            NodePeer.Demand(_missing);
            return _fromServer[name];
        }

        internal (string Report, Variant Written) FromClient(string name)
        {
            NodePeer.Demand(_missing);
            return _fromClient[name];
        }

        public async ValueTask InitializeAsync()
        {
            _missing = await NodePeer.MissingAsync();
            if (_missing is null)
            {
                CancellationToken token = TestContext.Current.CancellationToken;
                await AskServerAsync(token);
                await AskClientAsync(token);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private async Task AskServerAsync(CancellationToken token)
        {
            await using NodePeer peer = NodePeer.Start("server.mjs", NodePeer.FreePort());
            (_, JsonElement started) = await peer.NextAsync(token);
            await using OpcUaClient client = await OpcUaClient.ConnectAsync(
                new OpcUaClientOptions { EndpointUrl = started.GetProperty("url").GetString()!, SecurityMode = MessageSecurityMode.None }, token);
            ushort ns = client.NamespaceIndex(started.GetProperty("namespace").GetString()!);
            foreach ((string name, Variant value) in EdgeValues.All)
            {
                var any = new NodeId(ns, value.Type is BuiltInType.Boolean or BuiltInType.ExtensionObject ? $"Any{value.Type}" : "Any");
                StatusCode written = (await client.WriteAsync([(any, value)], token))[0];
                _fromServer[name] = (written, (await client.ReadAsync([any], token))[0]);
            }
        }

        private async Task AskClientAsync(CancellationToken token)
        {
            await using PlantServer server = await PlantServer.StartAsync();
            UaVariable source = Add("Source");
            UaVariable target = Add("Target");
            await using NodePeer peer = NodePeer.Start("echo.mjs", server.Url, source.NodeId.ToString(), target.NodeId.ToString());
            foreach ((string name, Variant value) in EdgeValues.All)
            {
                source.Value = value;
                target.Value = "untouched";
                await peer.SendAsync(name, token);
                (_, JsonElement report) = await peer.NextAsync(token);
                _fromClient[name] = (report.GetString()!, target.Value);
            }

            UaVariable Add(string name) => server.Space.AddVariable(
                server.Id(name), ObjectIds.ObjectsFolder, name, DataTypeIds.BaseDataType, Variant.Null, writable: true, valueRank: -2);
        }
    }
}
