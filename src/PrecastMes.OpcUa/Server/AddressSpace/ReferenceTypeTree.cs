namespace PrecastMes.OpcUa.Server;

/// <summary>The subtype hierarchy of the reference types.</summary>
internal sealed class ReferenceTypeTree
{
    private readonly Dictionary<NodeId, NodeId> _supertypes = StandardTypes.All
        .Where(type => type.NodeClass == NodeClass.ReferenceType)
        .ToDictionary(type => new NodeId(0, type.Id), type => new NodeId(0, type.Supertype));

    public bool IsKnown(NodeId type) => _supertypes.ContainsKey(type);

    /// <summary>True when <paramref name="type"/> is <paramref name="wanted"/>, or a subtype of it where those count.</summary>
    public bool Matches(NodeId type, NodeId wanted, bool includeSubtypes)
    {
        for (NodeId current = type; ; current = _supertypes[current])
        {
            if (current == wanted)
            {
                return true;
            }

            if (!includeSubtypes || !_supertypes.ContainsKey(current))
            {
                return false;
            }
        }
    }
}
