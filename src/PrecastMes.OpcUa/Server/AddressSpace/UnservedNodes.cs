namespace PrecastMes.OpcUa.Server;

/// <summary>
/// Instances of the base NodeSet that are optional and that this server has nothing behind: a client that found them would expect them
/// to work. They are left out with everything that belongs to them alone; the types stay.
/// </summary>
internal static class UnservedNodes
{
    // By their ids in the NodeSet, where most of them have no name of their own.
    private static readonly uint[] Roots =
    [
        12637, // ServerConfiguration: certificates are kept in files and by the command line (Part 12)
        14443, // PublishSubscribe (Part 14)
        23470, // Aliases (Part 17)
        24226, // Resources (Part 21, Part 22)
        16314, // FileSystem (Part 20)
        15004, // UrisVersion: RegisterNodes keeps ids for the session, there is no versioned table
        16134, // DefaultRolePermissions of namespace 0, and the two behind it: its nodes have their own or none
        16135,
        16136,
        12885, // EstimatedReturnTime
        17634, // LocalTime: all times are UTC
        12749, // SetSubscriptionDurable
        12886, // RequestServerStateChange
        2289, // SamplingIntervalDiagnosticsArray
        24101, // ConformanceUnits
        32637, // DefaultHAConfiguration: each variable with a history has its own
        32754, // DefaultHEConfiguration
        25565, // SecurityKeyServerAdmin,
        25584, // SecurityKeyServerPush,
        25603, // SecurityKeyServerAccess: roles of Part 14
        11713, // MaxNodesPerNodeManagement: these services are not offered
        12166, // MaxNodesPerHistoryReadEvents
        12167, // MaxNodesPerHistoryUpdateData
        12168, // MaxNodesPerHistoryUpdateEvents
    ];

    private static readonly NodeId[] Owning =
    [
        ReferenceTypeIds.HasComponent, ReferenceTypeIds.HasOrderedComponent, ReferenceTypeIds.HasProperty, ReferenceTypeIds.Organizes, ReferenceTypeIds.HasAddIn,
    ];

    public static HashSet<NodeId> Of(IReadOnlyList<NodeDefinition> nodes)
    {
        var parents = new Dictionary<NodeId, HashSet<NodeId>>();
        foreach (NodeDefinition node in nodes)
        {
            foreach (UaReference reference in node.References.Where(reference => Owning.Contains(reference.ReferenceTypeId)))
            {
                (NodeId parent, NodeId child) = reference.IsForward ? (node.NodeId, reference.Target) : (reference.Target, node.NodeId);
                (parents.TryGetValue(child, out HashSet<NodeId>? known) ? known : parents[child] = []).Add(parent);
            }
        }

        Dictionary<NodeId, List<NodeId>> children = [];
        foreach ((NodeId child, HashSet<NodeId> owners) in parents)
        {
            foreach (NodeId owner in owners)
            {
                (children.TryGetValue(owner, out List<NodeId>? known) ? known : children[owner] = []).Add(child);
            }
        }

        var absent = new HashSet<NodeId>();
        var open = new Stack<NodeId>(Roots.Select(root => new NodeId(0, root)).Concat(RoleSettings(nodes, children)));
        while (open.TryPop(out NodeId id))
        {
            if (absent.Add(id))
            {
                foreach (NodeId child in children.GetValueOrDefault(id) ?? [])
                {
                    if (parents[child].All(absent.Contains))
                    {
                        open.Push(child);
                    }
                }
            }
        }

        return absent;
    }

    /// <summary>Of a role the server shows who has it; by what else it could be granted or changed is optional (Part 18 §4.4).</summary>
    private static IEnumerable<NodeId> RoleSettings(IReadOnlyList<NodeDefinition> nodes, Dictionary<NodeId, List<NodeId>> children)
    {
        Dictionary<NodeId, string?> names = nodes.ToDictionary(node => node.NodeId, node => node.BrowseName.Name);
        return nodes
            .Where(node => node.NodeClass == NodeClass.Object && node.References.Any(reference =>
                reference.ReferenceTypeId == ReferenceTypeIds.HasTypeDefinition && reference.Target == ObjectTypeIds.RoleType
                && !node.References.Any(other => other.ReferenceTypeId == ReferenceTypeIds.HasModellingRule)))
            .SelectMany(role => children.GetValueOrDefault(role.NodeId) ?? [])
            .Where(child => names[child] != "Identities");
    }
}
