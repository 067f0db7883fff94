using System.Collections.Immutable;
using System.Xml;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// Puts NodeSets into an address space: namespaces mapped, both directions of every reference filled in, values read. Either all nodes
/// come in or none.
/// </summary>
internal sealed class NodeSetLoader(AddressSpace space)
{
    private readonly List<NodeSetProblem> _problems = [];
    private readonly List<(NodeSet Set, NamespaceMap Namespaces, NodeDefinition Node)> _nodes = [];
    private readonly Dictionary<NodeId, NodeDefinition> _byId = [];
    private readonly ReferenceTable _references = new();

    public void Load(IReadOnlyList<NodeSet> sets)
    {
        List<NodeSet> ordered = NodeSetOrder.Of(sets, space.Models, _problems);
        ThrowOnProblems();
        foreach (NodeSet set in ordered)
        {
            Take(set);
        }

        foreach ((NodeSet set, _, NodeDefinition node) in _nodes)
        {
            CheckIds(set, node);
        }

        foreach ((_, _, NodeDefinition node) in _nodes)
        {
            _references.Add(node);
        }

        foreach ((_, _, NodeDefinition node) in _nodes)
        {
            _references.AddInverses(node);
        }

        ThrowOnProblems();
        foreach ((NodeSet set, _, NodeDefinition node) in _nodes)
        {
            CheckSupertypes(set, node);
        }

        ThrowOnProblems();
        TypeRegistration.Add(_nodes.Select(entry => (entry.Node, (IReadOnlyList<UaReference>)ReferencesOf(entry.Node.NodeId))), Find, space.Types, space.DataTypes);
        UaNode[] made = [.. _nodes.Select(entry => Make(entry.Set, entry.Namespaces, entry.Node))];
        ThrowOnProblems();
        space.Add(made, ReferencesToOthers(), [.. ordered.SelectMany(set => set.Models)]);
    }

    private void Take(NodeSet set)
    {
        var namespaces = new NamespaceMap([.. set.NamespaceUris.Select(space.AddNamespace)]);
        foreach (NodeDefinition declared in set.Nodes)
        {
            NodeDefinition node = declared.In(namespaces).WithoutWriting();
            if (!_byId.TryAdd(node.NodeId, node) || space.TryGet(node.NodeId, out _))
            {
                Problem(set, node, $"{declared.NodeId} ({declared.BrowseName}) is in the address space already");
            }

            _nodes.Add((set, namespaces, node));
        }
    }

    private void CheckIds(NodeSet set, NodeDefinition node)
    {
        if (node.NodeClass is NodeClass.Variable or NodeClass.VariableType && Find(node.DataType) is not { NodeClass: NodeClass.DataType })
        {
            Problem(set, node, $"{node.BrowseName} has the data type {node.DataType}, which is none");
        }

        foreach (UaReference reference in node.References)
        {
            if (Find(reference.ReferenceTypeId) is not { NodeClass: NodeClass.ReferenceType })
            {
                Problem(set, node, $"{node.BrowseName} has a reference of type {reference.ReferenceTypeId}, which is none");
            }

            if (Find(reference.Target) is null && !IsUnserved(reference.Target))
            {
                Problem(set, node, $"{node.BrowseName} refers to {reference.Target}, which is nowhere");
            }
        }
    }

    // Before the types are known to anybody: who follows them relies on their ending. Those that were there before do.
    private void CheckSupertypes(NodeSet set, NodeDefinition node)
    {
        NodeId type = node.NodeId;
        for (int depth = 0; _byId.ContainsKey(type); depth++)
        {
            if (depth == TypeHierarchy.MaxDepth)
            {
                Problem(set, node, $"{node.BrowseName} has no end of supertypes: more than {TypeHierarchy.MaxDepth}, or itself among them");
                return;
            }

            type = TypeRegistration.Supertype(ReferencesOf(type));
        }
    }

    private NodeDefinition? Find(NodeId id) => _byId.TryGetValue(id, out NodeDefinition? node) ? node : space.TryGet(id, out UaNode? known) ? known.Definition : null;

    /// <summary>A node of the standard that this server leaves out; references to it are left out, too.</summary>
    private static bool IsUnserved(NodeId id) => BaseNodes.Shared.Unserved.Contains(id);

    private ImmutableArray<UaReference> ReferencesOf(NodeId id) =>
        [.. (_references.ByNode.GetValueOrDefault(id) ?? []).Where(reference => !IsUnserved(reference.Target))];

    private UaNode Make(NodeSet set, NamespaceMap namespaces, NodeDefinition node) =>
        NodeFactory.Create(space, node, ReferencesOf(node.NodeId), () => Value(set, namespaces, node));

    private Variant Value(NodeSet set, NamespaceMap namespaces, NodeDefinition node)
    {
        if (node.ValueXml is null)
        {
            return Variant.Null;
        }

        try
        {
            Variant value = XmlVariant.Read(node.ValueXml, space.DataTypes, namespaces);
            if (!value.IsNull && !space.DataTypes.Accepts(node.DataType, node.ValueRank, value))
            {
                Problem(set, node, $"{node.BrowseName} of data type {node.DataType}, rank {node.ValueRank}, has a value of {value.Type} {value.Shape}");
            }

            return value;
        }
        catch (Exception exception) when (exception is FormatException or XmlException)
        {
            Problem(set, node, $"the value of {node.BrowseName} can't be read: {exception.Message}");
            return Variant.Null;
        }
    }

    /// <summary>What the nodes that were there before get from the new ones.</summary>
    private IEnumerable<(NodeId Source, UaReference Reference)> ReferencesToOthers() =>
        from entry in _references.ByNode
        where !_byId.ContainsKey(entry.Key) && !IsUnserved(entry.Key)
        from reference in entry.Value
        select (entry.Key, reference);

    private void Problem(NodeSet set, NodeDefinition node, string text) => _problems.Add(new NodeSetProblem(set.Name, node.Line, text));

    private void ThrowOnProblems()
    {
        if (_problems.Count > 0)
        {
            throw new NodeSetException(_problems);
        }
    }
}
