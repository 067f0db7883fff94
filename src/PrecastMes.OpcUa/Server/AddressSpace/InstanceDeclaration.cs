namespace PrecastMes.OpcUa.Server;

/// <summary>A member that instances of a type have or may have, merged from the type, its supertypes and interfaces (Part 3 §6.2).</summary>
internal sealed class InstanceDeclaration(QualifiedName name)
{
    public QualifiedName Name => name;

    /// <summary>The most derived node that declares the member: its attributes are taken.</summary>
    public UaNode Node { get; set; } = null!;

    /// <summary>All nodes that declare it: references to any of them mean the member.</summary>
    public List<NodeId> Sources { get; } = [];

    public NodeId ReferenceType { get; set; }

    public bool IsMandatory { get; set; }

    public Dictionary<QualifiedName, InstanceDeclaration> Members { get; } = [];
}
