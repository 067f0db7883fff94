using PrecastMes.OpcUa;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>A node of a browsed tree with what was read of it.</summary>
internal sealed class BrowsedNode(NodeId id, QualifiedName browseName, string? displayName, NodeClass nodeClass)
{
    public NodeId Id { get; } = id;

    public QualifiedName BrowseName { get; } = browseName;

    public string? DisplayName { get; } = displayName;

    public NodeClass NodeClass { get; } = nodeClass;

    public List<BrowsedNode> Children { get; } = [];

    /// <summary>It stands elsewhere in the tree with its children, because several references lead to it.</summary>
    public bool IsRepeated { get; set; }

    /// <summary>Why its children are not shown; Good when they are.</summary>
    public StatusCode ChildrenStatus { get; set; }

    /// <summary>Of a variable.</summary>
    public NodeId DataType { get; set; }

    public int ValueRank { get; set; }

    /// <summary>What the user of the session may do with a variable.</summary>
    public AccessLevelType Access { get; set; }

    /// <summary>Of a method: the user of the session may call it.</summary>
    public bool IsExecutable { get; set; }

    /// <summary>Read on request only.</summary>
    public DataValue? Value { get; set; }

    /// <summary>The value with its structures' fields.</summary>
    public object? Decoded { get; set; }
}
