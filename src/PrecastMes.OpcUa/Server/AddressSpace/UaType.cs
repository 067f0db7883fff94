namespace PrecastMes.OpcUa.Server;

/// <summary>An object, variable, data or reference type.</summary>
internal sealed class UaType : UaNode
{
    private readonly StandardType _type;

    internal UaType(StandardType type)
        : base(new NodeId(0, type.Id), type.NodeClass, new QualifiedName(0, type.Name), type.Name) => _type = type;

    internal override DataValue ReadAttribute(uint attributeId) => (attributeId, NodeClass) switch
    {
        (AttributeIds.IsAbstract, _) => new DataValue(_type.IsAbstract),
        (AttributeIds.Symmetric, NodeClass.ReferenceType) => new DataValue(_type.Symmetric),
        (AttributeIds.InverseName, NodeClass.ReferenceType) when _type.InverseName is not null => new DataValue(new LocalizedText(_type.InverseName)),
        (AttributeIds.DataType, NodeClass.VariableType) => new DataValue(new NodeId(0, _type.DataType)),
        (AttributeIds.ValueRank, NodeClass.VariableType) => new DataValue(_type.ValueRank),
        _ => base.ReadAttribute(attributeId),
    };
}
