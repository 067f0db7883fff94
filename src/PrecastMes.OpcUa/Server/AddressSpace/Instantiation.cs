namespace PrecastMes.OpcUa.Server;

/// <summary>Makes an object of a type with its members (Part 3 §6.4.2).</summary>
internal sealed class Instantiation(AddressSpace space, InstanceOptions options)
{
    private readonly Dictionary<NodeId, NodeId> _copies = [];
    private readonly List<(NodeId Copy, UaNode Source)> _made = [];
    private readonly HashSet<string> _unused = [.. options.Optional];

    public UaObject Make(NodeId id, NodeId parent, string browseName, NodeId objectType)
    {
        if (!space.TryGet(objectType, out UaNode? type) || type.NodeClass != NodeClass.ObjectType || type.Definition.IsAbstract)
        {
            throw new ArgumentException($"{objectType} is no object type with instances.", nameof(objectType));
        }

        Dictionary<QualifiedName, InstanceDeclaration> declarations = new TypeDeclarations(space).Of(objectType);
        var definition = new NodeDefinition
        {
            NodeId = id,
            NodeClass = NodeClass.Object,
            BrowseName = new QualifiedName(options.BrowseNameNamespace ?? id.NamespaceIndex, browseName),
            DisplayName = options.DisplayName.Text is null ? browseName : options.DisplayName,
        };
        var made = new UaObject(definition, []);
        space.Add(made, parent, options.ReferenceType ?? ReferenceTypeIds.HasComponent, objectType);
        _copies[objectType] = id;
        AddMembers(id, declarations, "");
        if (_unused.Count > 0)
        {
            throw new ArgumentException($"{type.BrowseName} has no optional member {string.Join(", ", _unused)}.", nameof(objectType));
        }

        foreach ((NodeId copy, UaNode source) in _made)
        {
            AddOtherReferences(copy, source);
        }

        return made;
    }

    private void AddMembers(NodeId owner, Dictionary<QualifiedName, InstanceDeclaration> members, string path)
    {
        foreach (InstanceDeclaration member in members.Values)
        {
            string memberPath = path + member.Name.Name;
            _unused.Remove(memberPath);
            bool isChosen = options.Optional.Any(chosen => chosen == memberPath || chosen.StartsWith(memberPath + "/", StringComparison.Ordinal));
            if (member.IsMandatory || isChosen)
            {
                NodeId id = Add(owner, member);
                AddMembers(id, member.Members, memberPath + "/");
            }
        }
    }

    private NodeId Add(NodeId owner, InstanceDeclaration member)
    {
        NodeId id = options.MemberId?.Invoke(owner, member.Name) ?? new NodeId(owner.NamespaceIndex, $"{owner.Identifier}.{member.Name.Name}");
        UaNode source = member.Node;
        NodeDefinition definition = source.Definition.WithoutWriting() with
        {
            NodeId = id,
            References = [],
            ValueXml = null,
            Line = 0,
            MethodDeclaration = source.Definition.MethodDeclaration.IsNull && source.NodeClass == NodeClass.Method ? source.NodeId : source.Definition.MethodDeclaration,
        };
        UaNode copy = NodeFactory.Create(space, definition, [], () => source is UaVariable variable ? variable.Value : Variant.Null);
        NodeId type = TypeDeclarations.TypeOf(source);
        space.Add(copy, owner, member.ReferenceType, type.IsNull ? null : type);
        foreach (NodeId from in member.Sources)
        {
            _copies[from] = id;
        }

        _made.Add((id, source));
        return id;
    }

    /// <summary>References between members become references between their copies; those to interfaces and dictionary entries are kept.</summary>
    private void AddOtherReferences(NodeId copy, UaNode source)
    {
        foreach (UaReference reference in source.References)
        {
            NodeId type = reference.ReferenceTypeId;
            bool isMembership = space.Types.Matches(type, ReferenceTypeIds.Aggregates) || type == ReferenceTypeIds.Organizes;
            if (!reference.IsForward || isMembership || type == ReferenceTypeIds.HasTypeDefinition || type == ReferenceTypeIds.HasModellingRule)
            {
                continue;
            }

            if (_copies.TryGetValue(reference.Target, out NodeId target))
            {
                space.AddReference(copy, type, target);
            }
            else if (type == ReferenceTypeIds.HasInterface || type == ReferenceTypeIds.HasDictionaryEntry)
            {
                space.AddReference(copy, type, reference.Target);
            }
        }
    }
}
