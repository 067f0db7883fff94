using System.Diagnostics.CodeAnalysis;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// Namespace 0 from the embedded NodeSet of the OPC Foundation: read once in a process, and shared by all its servers because nothing
/// in it changes.
/// </summary>
internal sealed class BaseNodes
{
    private const string Resource = "PrecastMes.OpcUa.Generated.Opc.Ua.NodeSet2.uanodes";

    private static readonly Lazy<BaseNodes> Once = new(Load);

    private readonly Dictionary<NodeId, BaseNode> _nodes;
    private readonly TypeHierarchy _types = new(null);
    private readonly DataTypeTable _dataTypes;

    private BaseNodes(NodeSet set)
    {
        Models = set.Models;
        HashSet<NodeId> absent = UnservedNodes.Of(set.Nodes);
        Unserved = absent;
        NodeDefinition[] nodes = [.. set.Nodes.Where(node => !absent.Contains(node.NodeId))];
        var references = new ReferenceTable();
        foreach (NodeDefinition node in nodes)
        {
            references.Add(node);
        }

        foreach (NodeDefinition node in nodes)
        {
            references.AddInverses(node);
        }

        _nodes = new Dictionary<NodeId, BaseNode>(nodes.Length);
        _dataTypes = new DataTypeTable(_types, null);
        foreach (NodeDefinition node in nodes)
        {
            List<UaReference> all = references.ByNode.GetValueOrDefault(node.NodeId) ?? [];
            _nodes.Add(node.NodeId, new BaseNode(node, [.. all.Where(reference => !absent.Contains(reference.Target))]));
        }

        TypeRegistration.Add(_nodes.Values.Select(node => (node.Definition, (IReadOnlyList<UaReference>)node.References)), Find, _types, _dataTypes);
    }

    public static BaseNodes Shared => Once.Value;

    public static TypeHierarchy Types => Shared._types;

    public static DataTypeTable DataTypes => Shared._dataTypes;

    public IReadOnlyList<NodeSetModel> Models { get; }

    /// <summary>The nodes of the NodeSet that are left out.</summary>
    public IReadOnlySet<NodeId> Unserved { get; }

    public IReadOnlyCollection<BaseNode> All => _nodes.Values;

    public bool TryGet(NodeId id, [NotNullWhen(true)] out BaseNode? node) => _nodes.TryGetValue(id, out node);

    private NodeDefinition? Find(NodeId id) => _nodes.GetValueOrDefault(id)?.Definition;

    private static BaseNodes Load()
    {
        using Stream stream = typeof(BaseNodes).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The library was built without {Resource}; the generator makes it.");
        return new BaseNodes(NodeSet.ReadCompact(stream, "Opc.Ua.NodeSet2"));
    }
}
