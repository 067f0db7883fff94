namespace PrecastMes.OpcUa.Server;

/// <summary>
/// A node as a NodeSet or the program declares it: its attributes and the references that were written down with it (Part 3 §5). It
/// does not change, so servers of one process share those of namespace 0.
/// </summary>
internal sealed record NodeDefinition
{
    private const AccessLevelType Writing =
        AccessLevelType.CurrentWrite | AccessLevelType.HistoryWrite | AccessLevelType.StatusWrite | AccessLevelType.TimestampWrite;

    public required NodeId NodeId { get; init; }

    public required NodeClass NodeClass { get; init; }

    public required QualifiedName BrowseName { get; init; }

    public LocalizedText DisplayName { get; init; }

    public LocalizedText Description { get; init; }

    /// <summary>Of a reference type.</summary>
    public LocalizedText InverseName { get; init; }

    public bool IsAbstract { get; init; }

    public bool Symmetric { get; init; }

    public bool ContainsNoLoops { get; init; }

    public byte EventNotifier { get; init; }

    /// <summary>Of a variable or variable type.</summary>
    public NodeId DataType { get; init; } = DataTypeIds.BaseDataType;

    public int ValueRank { get; init; } = -1;

    public uint[]? ArrayDimensions { get; init; }

    /// <summary>All 32 bits of AccessLevelEx.</summary>
    public uint AccessLevel { get; init; } = (uint)AccessLevelType.CurrentRead;

    public double MinimumSamplingInterval { get; init; }

    public bool Historizing { get; init; }

    public bool Executable { get; init; } = true;

    public uint WriteMask { get; init; }

    /// <summary>The method of the type that a method of an instance stands for.</summary>
    public NodeId MethodDeclaration { get; init; }

    /// <summary>
    /// Of a data type: a <see cref="StructureDefinition"/> with the fields that the type adds to its supertype, or an
    /// <see cref="EnumDefinition"/>; null when the type has none.
    /// </summary>
    public IStructure? DataTypeDefinition { get; init; }

    public RolePermissionType[]? RolePermissions { get; init; }

    public ushort? AccessRestrictions { get; init; }

    /// <summary>The initial value as XML (Part 6 §5.3.1.17), read when someone needs it.</summary>
    public string? ValueXml { get; init; }

    /// <summary>As declared with the node, in both directions; a reference may be declared at either of its ends.</summary>
    public UaReference[] References { get; init; } = [];

    /// <summary>Where the node's element begins in its XML file; 0 when it comes from elsewhere.</summary>
    public int Line { get; init; }

    /// <summary>The same node, but clients only read its value: a model says what a variable may be, not that somebody heeds what is written.</summary>
    public NodeDefinition WithoutWriting() => this with { AccessLevel = AccessLevel & ~(uint)Writing };

    /// <summary>The same node in the namespace table of an address space.</summary>
    public NodeDefinition In(NamespaceMap namespaces) => this with
    {
        NodeId = namespaces.Map(NodeId),
        BrowseName = namespaces.Map(BrowseName),
        DataType = namespaces.Map(DataType),
        MethodDeclaration = namespaces.Map(MethodDeclaration),
        DataTypeDefinition = namespaces.Map(DataTypeDefinition),
        RolePermissions = RolePermissions is null
            ? null
            : [.. RolePermissions.Select(permission => new RolePermissionType { RoleId = namespaces.Map(permission.RoleId), Permissions = permission.Permissions })],
        References = Array.ConvertAll(
            References, reference => new UaReference(namespaces.Map(reference.ReferenceTypeId), reference.IsForward, namespaces.Map(reference.Target))),
    };
}
