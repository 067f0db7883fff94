using System.Xml.Linq;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Server;
using PrecastMes.OpcUa.Tests.ForeignPeer;

namespace PrecastMes.OpcUa.Tests.Schema;

/// <summary>
/// Namespace 0 against the published NodeSet 1.05.03 itself, which npm carries in node-opcua-nodesets 2.139.0 (one documentation link in it
/// is misspelt; links are not part of the compact form).
/// </summary>
public sealed class BaseNodeSetTests
{
    private static readonly XNamespace Xml = "http://opcfoundation.org/UA/2011/03/UANodeSet.xsd";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_embedded_nodes_are_those_of_the_published_file()
    {
        var published = NodeSet.Read(await PublishedAsync());
        using Stream embedded = typeof(NodeSet).Assembly.GetManifestResourceStream("PrecastMes.OpcUa.Generated.Opc.Ua.NodeSet2.uanodes")!;
        var ours = NodeSet.ReadCompact(embedded, "embedded");

        Assert.Equal(published.Models.Select(model => model.ToString()), ours.Models.Select(model => model.ToString()));
        Assert.Equal(published.Nodes.Select(Text), ours.Nodes.Select(Text));
    }

    [Fact]
    public async Task A_browse_from_the_root_finds_every_node_of_the_published_file()
    {
        XElement[] nodes = [.. XDocument.Load(await PublishedAsync()).Root!.Elements().Where(element => element.Attribute("NodeId") is not null)];
        await using PlantServer server = await PlantServer.StartAsync(
            PlantServer.Options with { CheckUser = (name, _) => new UserAccount(name, [WellKnownRoles.SecurityAdmin]) });
        await using OpcUaClient client = await server.ConnectAsync(options => options with { User = UserIdentity.UserName("admin", "p") });

        Dictionary<NodeId, ReferenceDescription> seen = await BrowseAllAsync(client);

        HashSet<string> reachable = Reachable(nodes);
        HashSet<string> unserved = [.. BaseNodes.Shared.Unserved.Select(id => id.ToString())];
        Assert.Empty(unserved.Except(nodes.Select(node => node.Attribute("NodeId")!.Value)));
        Assert.Equal(
            nodes.Select(node => node.Attribute("NodeId")!.Value).Where(id => reachable.Contains(id) && !unserved.Contains(id)).Order(StringComparer.Ordinal),
            seen.Keys.Where(id => id.NamespaceIndex == 0).Select(id => id.ToString()).Order(StringComparer.Ordinal));
        foreach (XElement node in nodes)
        {
            if (seen.TryGetValue(NodeId.Parse(node.Attribute("NodeId")!.Value), out ReferenceDescription? description))
            {
                Assert.Equal("UA" + description.NodeClass, node.Name.LocalName);
                Assert.Equal(node.Attribute("BrowseName")!.Value.Replace("0:http", "http", StringComparison.Ordinal), description.BrowseName.Name);
                Assert.Equal(node.Element(Xml + "DisplayName")!.Value, description.DisplayName.Text);
            }
        }
    }

    /// <summary>82 nodes of the file, such as the property NodeVersion, hang on nothing: they are there, but no reference leads to them.</summary>
    private static HashSet<string> Reachable(XElement[] nodes)
    {
        ILookup<string, string> neighbours = nodes
            .SelectMany(node => node.Elements(Xml + "References").Elements().SelectMany(reference =>
            {
                string id = node.Attribute("NodeId")!.Value;
                bool oneWay = reference.Attribute("ReferenceType")!.Value is "HasTypeDefinition" or "HasModellingRule";
                return oneWay ? [(id, reference.Value)] : new[] { (id, reference.Value), (reference.Value, id) };
            }))
            .ToLookup(pair => pair.Item1, pair => pair.Item2);
        var reachable = new HashSet<string> { "i=84" };
        var open = new Queue<string>(reachable);
        while (open.TryDequeue(out string? id))
        {
            foreach (string next in neighbours[id].Where(reachable.Add))
            {
                open.Enqueue(next);
            }
        }

        return reachable;
    }

    private static async Task<Dictionary<NodeId, ReferenceDescription>> BrowseAllAsync(OpcUaClient client)
    {
        var seen = new Dictionary<NodeId, ReferenceDescription>();
        var open = new List<NodeId> { ObjectIds.RootFolder };
        while (open.Count > 0)
        {
            BrowseResult[] results = await client.BrowseAsync(
                [.. open.Select(node => new BrowseDescription { NodeId = node, BrowseDirection = BrowseDirection.Both, ResultMask = (uint)BrowseResultMask.All })], Token);
            open = [];
            foreach (ReferenceDescription reference in results.SelectMany(result => result.References ?? []))
            {
                if (seen.TryAdd(reference.NodeId.NodeId, reference))
                {
                    open.Add(reference.NodeId.NodeId);
                }
            }
        }

        return seen;
    }

    internal static async Task<string> PublishedAsync()
    {
        NodePeer.Demand(await NodePeer.MissingAsync());
        return Path.Combine(AppContext.BaseDirectory, "ForeignPeer", "node_modules", "base-nodeset", "nodesets", "Opc.Ua.NodeSet2.xml");
    }

    private static string Text(NodeDefinition node) => string.Join(
        ' ',
        node with { Line = 0, References = [], DataTypeDefinition = null, RolePermissions = null, ArrayDimensions = null },
        string.Join(',', node.ArrayDimensions ?? []),
        string.Join(' ', node.References),
        string.Join(' ', node.RolePermissions?.Select(role => $"{role.RoleId} {role.Permissions}") ?? ["open"]),
        Hex(node.DataTypeDefinition));

    private static string Hex(IStructure? structure)
    {
        using var encoder = new BinaryEncoder();
        structure?.Encode(encoder);
        return Convert.ToHexString(encoder.WrittenSpan);
    }
}
