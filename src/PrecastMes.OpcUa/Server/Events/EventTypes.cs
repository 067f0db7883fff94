namespace PrecastMes.OpcUa.Server;

/// <summary>What the types of events declare.</summary>
internal static class EventTypes
{
    /// <summary>Whether the type or one of its supertypes has an instance declaration under that path (Part 3 §6.2.6).</summary>
    public static bool Declares(AddressSpace space, NodeId type, QualifiedName[] path)
    {
        if (path.Length == 0)
        {
            return true;
        }

        return space.Types.WithSupertypes(type).Any(each => Leads(space, each, path));
    }

    private static bool Leads(AddressSpace space, NodeId start, QualifiedName[] path)
    {
        List<NodeId> here = [start];
        foreach (QualifiedName name in path)
        {
            here = [.. here.SelectMany(id => ChildrenOf(space, id)).Where(child => child.BrowseName == name).Select(child => child.NodeId)];
        }

        return here.Count > 0;
    }

    // A declared variable is of a type that may declare more, as a TwoStateVariable does its Id.
    private static IEnumerable<UaNode> ChildrenOf(AddressSpace space, NodeId id)
    {
        if (!space.TryGet(id, out UaNode? node))
        {
            yield break;
        }

        foreach (UaReference reference in node.References)
        {
            bool isChild = reference.IsForward && space.Types.Matches(reference.ReferenceTypeId, ReferenceTypeIds.HierarchicalReferences)
                && reference.ReferenceTypeId != ReferenceTypeIds.HasSubtype;
            if (isChild && space.TryGet(reference.Target, out UaNode? child))
            {
                yield return child;
            }
            else if (reference.IsForward && reference.ReferenceTypeId == ReferenceTypeIds.HasTypeDefinition)
            {
                foreach (UaNode declared in space.Types.WithSupertypes(reference.Target).SelectMany(type => ChildrenOf(space, type)))
                {
                    yield return declared;
                }
            }
        }
    }
}
