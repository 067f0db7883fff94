using System.Collections.Immutable;

namespace PrecastMes.OpcUa.Server;

/// <summary>A node of the address space: the attributes that every class has, and its references (Part 3 §5.2).</summary>
public abstract class UaNode
{
    private ImmutableArray<UaReference> _references = [];

    private protected UaNode(NodeId nodeId, NodeClass nodeClass, QualifiedName browseName, LocalizedText displayName)
    {
        NodeId = nodeId;
        NodeClass = nodeClass;
        BrowseName = browseName;
        DisplayName = displayName;
    }

    public NodeId NodeId { get; }

    public NodeClass NodeClass { get; }

    public QualifiedName BrowseName { get; }

    public LocalizedText DisplayName { get; }

    public LocalizedText Description { get; init; }

    /// <summary>A snapshot: whoever browses it sees one state, whatever is added meanwhile.</summary>
    public ImmutableArray<UaReference> References => _references;

    internal void AddReference(UaReference reference)
    {
        ImmutableInterlocked.Update(ref _references, static (all, added) => all.Contains(added) ? all : all.Add(added), reference);
    }

    /// <summary>The value of an attribute other than Value, or Bad_AttributeIdInvalid for one that the node's class lacks.</summary>
    internal virtual DataValue ReadAttribute(uint attributeId) => attributeId switch
    {
        AttributeIds.NodeId => new DataValue(NodeId),
        AttributeIds.NodeClass => new DataValue((int)NodeClass),
        AttributeIds.BrowseName => new DataValue(BrowseName),
        AttributeIds.DisplayName => new DataValue(DisplayName),
        AttributeIds.Description => new DataValue(Description),
        AttributeIds.WriteMask or AttributeIds.UserWriteMask => new DataValue(0u),
        _ => new DataValue(Variant.Null, StatusCodes.BadAttributeIdInvalid),
    };
}
