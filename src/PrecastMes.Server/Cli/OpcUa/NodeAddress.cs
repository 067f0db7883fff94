using System.Globalization;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>
/// A node as an engineer writes it: a node id (<c>ns=2;s=Line</c>, <c>nsu=urn:plc;i=7</c>, <c>i=85</c>) or a path from the root
/// (<c>/Objects/2:Line/State</c>, where a name without an index is looked for in every namespace).
/// </summary>
internal static class NodeAddress
{
    /// <summary>The nodes of all addresses, in their order.</summary>
    /// <exception cref="UsageException">A text is no address.</exception>
    /// <exception cref="RefusedException">The server has no such node.</exception>
    public static async Task<NodeId[]> ResolveAsync(OpcUaClient client, IReadOnlyList<string> addresses, CancellationToken cancel)
    {
        var nodes = new NodeId[addresses.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = await ResolveAsync(client, addresses[i], cancel);
        }

        return nodes;
    }

    public static Task<NodeId> ResolveAsync(OpcUaClient client, string address, CancellationToken cancel) =>
        address.StartsWith('/') ? FollowAsync(client, ObjectIds.RootFolder, address, cancel) : Task.FromResult(Parse(client, address));

    /// <summary>A node below another: an id, or a path without the leading slash.</summary>
    public static Task<NodeId> ResolveBelowAsync(OpcUaClient client, NodeId parent, string address, CancellationToken cancel) =>
        ExpandedNodeId.TryParse(address, out _) || address.StartsWith('/')
            ? ResolveAsync(client, address, cancel)
            : FollowAsync(client, parent, "/" + address, cancel);

    /// <summary>With the namespace's URI, which survives the server's restarts.</summary>
    public static string Lasting(OpcUaClient client, NodeId node) =>
        node.NamespaceIndex > 0 && node.NamespaceIndex < client.NamespaceUris.Count
            ? new ExpandedNodeId(node, client.NamespaceUris[node.NamespaceIndex]).ToString()
            : node.ToString();

    private static NodeId Parse(OpcUaClient client, string address)
    {
        if (!ExpandedNodeId.TryParse(address, out var id))
        {
            throw new UsageException(Text.Of("opcua.node.bad", address));
        }

        try
        {
            return client.Resolve(id);
        }
        catch (KeyNotFoundException)
        {
            throw new RefusedException(Text.Of("opcua.node.namespace", id.NamespaceUri, string.Join(", ", client.NamespaceUris)));
        }
    }

    private static async Task<NodeId> FollowAsync(OpcUaClient client, NodeId start, string path, CancellationToken cancel)
    {
        try
        {
            if (await client.TranslateAsync(start, path, cancel) is { } found)
            {
                return found;
            }
        }
        catch (FormatException fault)
        {
            throw new UsageException(Text.Of("opcua.path.bad", path, fault.Message));
        }

        return await WalkAsync(client, start, path, cancel);
    }

    /// <summary>Step by step, so that names need no namespace and the message tells how far the path leads.</summary>
    private static async Task<NodeId> WalkAsync(OpcUaClient client, NodeId start, string path, CancellationToken cancel)
    {
        var node = start;
        var walked = "";
        foreach (var step in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var children = await client.BrowseAsync(node, cancel);
            var fitting = children.Where(child => Fits(child.BrowseName, step)).DistinctBy(child => child.NodeId).ToList();
            switch (fitting.Count)
            {
                case 1:
                    node = client.Resolve(fitting[0].NodeId);
                    walked += "/" + fitting[0].BrowseName;
                    break;
                case 0:
                    throw new RefusedException(Text.Of(
                        "opcua.path.none", path, walked.Length == 0 ? "/" : walked, step, Names(children.Select(child => child.BrowseName))));
                default:
                    throw new RefusedException(Text.Of("opcua.path.many", path, step, Names(fitting.Select(child => child.BrowseName))));
            }
        }

        return node;
    }

    private static bool Fits(QualifiedName name, string step)
    {
        var asked = QualifiedName.Parse(step);
        var hasIndex = step.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{asked.NamespaceIndex}:"), StringComparison.Ordinal);
        return name.Name == asked.Name && (!hasIndex || name.NamespaceIndex == asked.NamespaceIndex);
    }

    private static string Names(IEnumerable<QualifiedName> names)
    {
        const int Shown = 20;
        var all = names.Select(name => name.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        return all.Count == 0 ? "-" : string.Join(", ", all.Take(Shown)) + (all.Count > Shown ? ", …" : "");
    }
}
