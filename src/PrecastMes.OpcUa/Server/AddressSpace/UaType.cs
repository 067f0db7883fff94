using System.Collections.Immutable;

namespace PrecastMes.OpcUa.Server;

/// <summary>An object, variable, data or reference type.</summary>
internal sealed class UaType(AddressSpace space, NodeDefinition definition, ImmutableArray<UaReference> references, Variant value) : UaNode(definition, references)
{
    /// <summary>The default value of a variable type; null when it has none.</summary>
    public Variant Value => value;

    internal override DataValue ReadAttribute(uint attributeId) => (attributeId, NodeClass) switch
    {
        (AttributeIds.IsAbstract, _) => new DataValue(Definition.IsAbstract),
        (AttributeIds.Symmetric, NodeClass.ReferenceType) => new DataValue(Definition.Symmetric),
        (AttributeIds.InverseName, NodeClass.ReferenceType) when Definition.InverseName != default => new DataValue(Definition.InverseName),
        (AttributeIds.DataType, NodeClass.VariableType) => new DataValue(Definition.DataType),
        (AttributeIds.ValueRank, NodeClass.VariableType) => new DataValue(Definition.ValueRank),
        (AttributeIds.ArrayDimensions, NodeClass.VariableType) when Definition.ArrayDimensions is { } dimensions => new DataValue(dimensions),
        (AttributeIds.Value, NodeClass.VariableType) when !value.IsNull => new DataValue(value),
        (AttributeIds.DataTypeDefinition, NodeClass.DataType) when space.DataTypes.Definition(NodeId) is { } known => new DataValue(new ExtensionObject(known)),
        _ => base.ReadAttribute(attributeId),
    };
}
