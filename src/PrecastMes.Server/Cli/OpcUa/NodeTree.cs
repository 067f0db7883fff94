using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>Browses level by level: one request for all nodes of a level, so that a large server is seen within seconds.</summary>
internal sealed class NodeTree(OpcUaClient client, DataTypes types, int maxNodes)
{
    private readonly HashSet<NodeId> _seen = [];

    public int Count { get; private set; }

    /// <summary>The tree ends because it has as many nodes as were asked for.</summary>
    public bool IsCut { get; private set; }

    public async Task<BrowsedNode> ReadAsync(NodeId start, int depth, bool values, CancellationToken cancel)
    {
        var top = await DescribeAsync(start, cancel);
        _seen.Add(start);
        Count = 1;
        List<BrowsedNode> level = [top], all = [top];
        for (var i = 0; i < depth && level.Count > 0 && !IsCut; i++)
        {
            level = await ExpandAsync(level, cancel);
            all.AddRange(level);
        }

        await ReadAttributesAsync(all, values, cancel);
        await types.LearnNamesAsync(all.Select(node => node.DataType), cancel);
        return top;
    }

    private async Task<BrowsedNode> DescribeAsync(NodeId node, CancellationToken cancel)
    {
        uint[] attributes = [AttributeIds.NodeClass, AttributeIds.BrowseName, AttributeIds.DisplayName];
        var values = await client.ReadAsync(
            [.. attributes.Select(attribute => new ReadValueId { NodeId = node, AttributeId = attribute })], TimestampsToReturn.Neither, TimeSpan.Zero, cancel);
        if (values[0].Status.IsBad)
        {
            throw new RefusedException(Text.Of("opcua.node.refused", node, values[0].Status));
        }

        return new BrowsedNode(
            node,
            values[1].Value.TryGet(out QualifiedName name) ? name : default,
            values[2].Value.TryGet(out LocalizedText text) ? text.Text : null,
            values[0].Value.TryAs(out NodeClass nodeClass) ? nodeClass : NodeClass.Unspecified);
    }

    /// <summary>Adds the children of all nodes; gives those that are to be expanded next.</summary>
    private async Task<List<BrowsedNode>> ExpandAsync(List<BrowsedNode> level, CancellationToken cancel)
    {
        var results = await client.BrowseAsync([.. level.Select(Children)], cancel);
        var next = new List<BrowsedNode>();
        foreach (var (node, result) in level.Zip(results))
        {
            node.ChildrenStatus = result.StatusCode;
            foreach (var reference in (result.References ?? []).DistinctBy(reference => reference.NodeId))
            {
                if (Count == maxNodes)
                {
                    IsCut = true;
                    break;
                }

                Add(node, reference, next);
            }
        }

        return next;
    }

    private void Add(BrowsedNode parent, ReferenceDescription reference, List<BrowsedNode> next)
    {
        Count++;
        // A node of another server can be named, not looked into.
        var isHere = reference.NodeId is { ServerIndex: 0 } && TryResolve(reference.NodeId, out _);
        var id = isHere ? client.Resolve(reference.NodeId) : reference.NodeId.NodeId;
        var child = new BrowsedNode(id, reference.BrowseName, reference.DisplayName.Text, reference.NodeClass);
        parent.Children.Add(child);
        if (IsOfEvents(reference.ReferenceTypeId) || !_seen.Add(id))
        {
            child.IsRepeated = true;
        }
        else if (isHere)
        {
            next.Add(child);
        }
    }

    /// <summary>Sources of events stand where they belong too, and are looked into there.</summary>
    private static bool IsOfEvents(NodeId referenceType) => referenceType == ReferenceTypeIds.HasEventSource || referenceType == ReferenceTypeIds.HasNotifier;

    private bool TryResolve(ExpandedNodeId id, out NodeId node)
    {
        try
        {
            node = client.Resolve(id);
            return true;
        }
        catch (KeyNotFoundException)
        {
            node = NodeId.Null;
            return false;
        }
    }

    private async Task ReadAttributesAsync(List<BrowsedNode> nodes, bool values, CancellationToken cancel)
    {
        var asked = new List<(BrowsedNode Node, uint Attribute)>();
        foreach (var node in nodes)
        {
            uint[] attributes = node.NodeClass switch
            {
                NodeClass.Variable when values => [AttributeIds.DataType, AttributeIds.ValueRank, AttributeIds.UserAccessLevel, AttributeIds.Value],
                NodeClass.Variable => [AttributeIds.DataType, AttributeIds.ValueRank, AttributeIds.UserAccessLevel],
                NodeClass.VariableType => [AttributeIds.DataType, AttributeIds.ValueRank],
                NodeClass.Method => [AttributeIds.UserExecutable],
                _ => [],
            };
            asked.AddRange(attributes.Select(attribute => (node, attribute)));
        }

        var answers = await client.ReadAsync([.. asked.Select(each => new ReadValueId { NodeId = each.Node.Id, AttributeId = each.Attribute })], cancel);
        foreach (var ((node, attribute), answer) in asked.Zip(answers))
        {
            await TakeAsync(node, attribute, answer, cancel);
        }
    }

    private async Task TakeAsync(BrowsedNode node, uint attribute, DataValue answer, CancellationToken cancel)
    {
        switch (attribute)
        {
            case AttributeIds.DataType:
                node.DataType = answer.Value.TryGet(out NodeId type) ? type : NodeId.Null;
                break;
            case AttributeIds.ValueRank:
                node.ValueRank = answer.Value.TryGet(out int rank) ? rank : -1;
                break;
            case AttributeIds.UserAccessLevel:
                node.Access = answer.Value.TryGet(out byte access) ? (AccessLevelType)access : AccessLevelType.None;
                break;
            case AttributeIds.UserExecutable:
                node.IsExecutable = answer.Value.TryGet(out bool executable) && executable;
                break;
            default:
                node.Value = answer;
                node.Decoded = await types.DecodeAsync(answer.Value.Value, cancel);
                break;
        }
    }

    private static BrowseDescription Children(BrowsedNode node) => new()
    {
        NodeId = node.Id,
        BrowseDirection = BrowseDirection.Forward,
        ReferenceTypeId = ReferenceTypeIds.HierarchicalReferences,
        IncludeSubtypes = true,
        ResultMask = (uint)BrowseResultMask.All,
    };
}
