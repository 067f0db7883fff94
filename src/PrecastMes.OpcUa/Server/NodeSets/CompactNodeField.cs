namespace PrecastMes.OpcUa.Server;

/// <summary>Which attributes of a node follow in a compact NodeSet: those that differ from what a NodeSet means by saying nothing.</summary>
[Flags]
internal enum CompactNodeField
{
    None = 0,
    DisplayName = 1 << 0,
    Description = 1 << 1,
    InverseName = 1 << 2,
    IsAbstract = 1 << 3,
    Symmetric = 1 << 4,
    ContainsNoLoops = 1 << 5,
    EventNotifier = 1 << 6,
    DataType = 1 << 7,
    ValueRank = 1 << 8,
    ArrayDimensions = 1 << 9,
    AccessLevel = 1 << 10,
    MinimumSamplingInterval = 1 << 11,
    Historizing = 1 << 12,
    NotExecutable = 1 << 13,
    WriteMask = 1 << 14,
    MethodDeclaration = 1 << 15,
    Structure = 1 << 16,
    Enumeration = 1 << 17,
    RolePermissions = 1 << 18,
    AccessRestrictions = 1 << 19,
    Value = 1 << 20,
}
