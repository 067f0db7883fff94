namespace PrecastMes.OpcUa.Server;

/// <summary>Collects the members that a type declares for its instances (Part 3 §6.2 to §6.4).</summary>
internal sealed class TypeDeclarations(AddressSpace space)
{
    // A type whose mandatory members are of the type itself has no finite instance.
    private const int MaxDepth = 16;

    public Dictionary<QualifiedName, InstanceDeclaration> Of(NodeId type)
    {
        var members = new Dictionary<QualifiedName, InstanceDeclaration>();
        AddType(members, type, 0);
        return members;
    }

    private void AddType(Dictionary<QualifiedName, InstanceDeclaration> members, NodeId type, int depth)
    {
        var chain = new Stack<UaNode>();
        foreach (NodeId current in space.Types.WithSupertypes(type))
        {
            if (!space.TryGet(current, out UaNode? node))
            {
                break;
            }

            chain.Push(node);
        }

        foreach (UaNode node in chain)
        {
            AddMembers(members, node, depth);
        }
    }

    /// <summary>What a later node declares under the same browse name overrides the earlier; a member that is mandatory once stays so.</summary>
    private void AddMembers(Dictionary<QualifiedName, InstanceDeclaration> members, UaNode owner, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ArgumentException($"{owner.BrowseName} ({owner.NodeId}) has members inside each other without end.");
        }

        foreach (UaReference reference in owner.References)
        {
            if (reference.IsForward && reference.ReferenceTypeId == ReferenceTypeIds.HasInterface)
            {
                AddType(members, reference.Target, depth + 1);
            }
        }

        foreach (UaReference reference in owner.References)
        {
            if (!reference.IsForward || !IsMembership(reference.ReferenceTypeId) || !space.TryGet(reference.Target, out UaNode? node) || Rule(node) is not { } isMandatory)
            {
                continue;
            }

            if (!members.TryGetValue(node.BrowseName, out InstanceDeclaration? member))
            {
                members[node.BrowseName] = member = new InstanceDeclaration(node.BrowseName);
            }

            member.Node = node;
            member.Sources.Add(node.NodeId);
            member.ReferenceType = reference.ReferenceTypeId;
            member.IsMandatory |= isMandatory;
            if (TypeOf(node) is { IsNull: false } type)
            {
                AddType(member.Members, type, depth + 1);
            }

            AddMembers(member.Members, node, depth + 1);
        }
    }

    public static NodeId TypeOf(UaNode node)
    {
        foreach (UaReference reference in node.References)
        {
            if (reference.IsForward && reference.ReferenceTypeId == ReferenceTypeIds.HasTypeDefinition)
            {
                return reference.Target;
            }
        }

        return NodeId.Null;
    }

    private bool IsMembership(NodeId referenceType) =>
        space.Types.Matches(referenceType, ReferenceTypeIds.Aggregates) || referenceType == ReferenceTypeIds.Organizes;

    /// <summary>True for Mandatory, false for Optional; null for placeholders and for what is no declaration.</summary>
    private static bool? Rule(UaNode node)
    {
        foreach (UaReference reference in node.References)
        {
            if (reference.IsForward && reference.ReferenceTypeId == ReferenceTypeIds.HasModellingRule)
            {
                return reference.Target == ObjectIds.ModellingRule_Mandatory ? true : reference.Target == ObjectIds.ModellingRule_Optional ? false : null;
            }
        }

        return null;
    }
}
