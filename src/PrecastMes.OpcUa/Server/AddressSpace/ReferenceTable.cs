namespace PrecastMes.OpcUa.Server;

/// <summary>
/// The references of many nodes with both directions filled in: a file declares a reference at one end, at the other, or at both.
/// </summary>
internal sealed class ReferenceTable
{
    private readonly Dictionary<NodeId, List<UaReference>> _byNode = [];
    private readonly HashSet<(NodeId Source, UaReference Reference)> _all = [];

    public IReadOnlyDictionary<NodeId, List<UaReference>> ByNode => _byNode;

    /// <summary>
    /// Part 3 §7.13 and §7.14: whoever follows a type definition or a modelling rule starts at the instance; the other way they would
    /// list thousands of nodes and are not kept.
    /// </summary>
    public static bool HasInverse(NodeId referenceType) => referenceType != ReferenceTypeIds.HasTypeDefinition && referenceType != ReferenceTypeIds.HasModellingRule;

    public void Add(NodeDefinition node)
    {
        foreach (UaReference reference in node.References)
        {
            Add(node.NodeId, reference);
        }
    }

    public void AddInverses(NodeDefinition node)
    {
        foreach (UaReference reference in node.References)
        {
            if (!reference.IsForward || HasInverse(reference.ReferenceTypeId))
            {
                Add(reference.Target, new UaReference(reference.ReferenceTypeId, !reference.IsForward, node.NodeId));
            }
        }
    }

    private void Add(NodeId source, UaReference reference)
    {
        if (!reference.IsForward && !HasInverse(reference.ReferenceTypeId))
        {
            return;
        }

        if (_all.Add((source, reference)))
        {
            if (!_byNode.TryGetValue(source, out List<UaReference>? references))
            {
                _byNode[source] = references = [];
            }

            references.Add(reference);
        }
    }
}
