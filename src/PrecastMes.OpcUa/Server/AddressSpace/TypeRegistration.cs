namespace PrecastMes.OpcUa.Server;

/// <summary>Enters the type nodes and encodings among loaded nodes into the tables that answer questions about types.</summary>
internal static class TypeRegistration
{
    public static void Add(
        IEnumerable<(NodeDefinition Node, IReadOnlyList<UaReference> References)> nodes, Func<NodeId, NodeDefinition?> find, TypeHierarchy types, DataTypeTable dataTypes)
    {
        foreach ((NodeDefinition node, IReadOnlyList<UaReference> references) in nodes)
        {
            if (node.NodeClass is NodeClass.ObjectType or NodeClass.VariableType or NodeClass.DataType or NodeClass.ReferenceType)
            {
                types.Add(node.NodeId, node.NodeClass, Supertype(references));
            }

            if (node.NodeClass == NodeClass.DataType)
            {
                dataTypes.Add(node);
                foreach (UaReference reference in references)
                {
                    if (reference.IsForward && reference.ReferenceTypeId == ReferenceTypeIds.HasEncoding)
                    {
                        dataTypes.AddEncoding(node.NodeId, reference.Target, find(reference.Target)?.BrowseName.Name);
                    }
                }
            }
        }
    }

    /// <summary>The type that the node's references make it a subtype of; null for none.</summary>
    public static NodeId Supertype(IReadOnlyList<UaReference> references)
    {
        foreach (UaReference reference in references)
        {
            if (!reference.IsForward && reference.ReferenceTypeId == ReferenceTypeIds.HasSubtype)
            {
                return reference.Target;
            }
        }

        return NodeId.Null;
    }
}
