using System.Collections.Concurrent;

namespace PrecastMes.OpcUa.Server;

/// <summary>Supertype and class of every type node; those of namespace 0 are shared by all spaces of the process.</summary>
internal sealed class TypeHierarchy(TypeHierarchy? shared)
{
    /// <summary>A supertype chain in the standard has at most 9 members; no file's may have more than this.</summary>
    public const int MaxDepth = 100;

    private readonly ConcurrentDictionary<NodeId, (NodeClass NodeClass, NodeId Supertype)> _types = new();

    public void Add(NodeId type, NodeClass nodeClass, NodeId supertype) => _types[type] = (nodeClass, supertype);

    public bool IsKnown(NodeId type, NodeClass nodeClass) => Find(type) is { } found && found.NodeClass == nodeClass;

    /// <summary>Null for a root of a hierarchy and for an unknown type.</summary>
    public NodeId Supertype(NodeId type) => Find(type)?.Supertype ?? NodeId.Null;

    /// <summary>The type, its supertype, and so on.</summary>
    public IEnumerable<NodeId> WithSupertypes(NodeId type)
    {
        for (int depth = 0; depth < MaxDepth && !type.IsNull; depth++)
        {
            yield return type;
            type = Supertype(type);
        }
    }

    /// <summary>True when <paramref name="type"/> is <paramref name="wanted"/>, or a subtype of it where those count.</summary>
    public bool Matches(NodeId type, NodeId wanted, bool includeSubtypes = true)
    {
        for (int depth = 0; depth < MaxDepth && !type.IsNull; depth++)
        {
            if (type == wanted)
            {
                return true;
            }

            if (!includeSubtypes)
            {
                return false;
            }

            type = Supertype(type);
        }

        return false;
    }

    private (NodeClass NodeClass, NodeId Supertype)? Find(NodeId type)
    {
        if (shared is not null && type.NamespaceIndex == 0)
        {
            return shared.Find(type);
        }

        return _types.TryGetValue(type, out (NodeClass, NodeId) found) ? found : null;
    }
}
