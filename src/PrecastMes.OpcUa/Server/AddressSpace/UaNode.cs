using System.Collections.Immutable;

namespace PrecastMes.OpcUa.Server;

/// <summary>A node of the address space: the attributes that every class has, and its references (Part 3 §5.2).</summary>
public abstract class UaNode
{
    private ImmutableArray<UaReference> _references;

    private protected UaNode(NodeDefinition definition, ImmutableArray<UaReference> references)
    {
        Definition = definition;
        _references = references;
        Permissions = NodePermissions.Of(definition);
    }

    /// <summary>Unique in the address space.</summary>
    public NodeId NodeId => Definition.NodeId;

    /// <summary>Which attributes the node has besides these (Part 3 §5.9).</summary>
    public NodeClass NodeClass => Definition.NodeClass;

    /// <summary>Its name in paths.</summary>
    public QualifiedName BrowseName => Definition.BrowseName;

    /// <summary>Its name for people.</summary>
    public LocalizedText DisplayName => Definition.DisplayName;

    /// <summary>What it is, for people; empty where nothing is said.</summary>
    public LocalizedText Description => Definition.Description;

    /// <summary>A snapshot: whoever browses it sees one state, whatever is added meanwhile.</summary>
    public ImmutableArray<UaReference> References => _references;

    internal NodeDefinition Definition { get; }

    /// <summary>Null where the node leaves everything to its namespace.</summary>
    internal NodePermissions? Permissions { get; set; }

    internal void AddReference(UaReference reference)
    {
        ImmutableInterlocked.Update(ref _references, static (all, added) => all.Contains(added) ? all : all.Add(added), reference);
    }

    /// <summary>The value of an attribute other than Value, or Bad_AttributeIdInvalid for one that the node lacks.</summary>
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
