namespace PrecastMes.OpcUa.Server;

/// <summary>An object or a folder.</summary>
public sealed class UaObject : UaNode
{
    internal UaObject(NodeId nodeId, QualifiedName browseName, LocalizedText displayName)
        : base(nodeId, NodeClass.Object, browseName, displayName)
    {
    }

    internal override DataValue ReadAttribute(uint attributeId) =>
        attributeId == AttributeIds.EventNotifier ? new DataValue((byte)0) : base.ReadAttribute(attributeId);
}
