namespace PrecastMes.OpcUa.Server;

/// <summary>A reference as seen from the node that holds it.</summary>
public readonly record struct UaReference(NodeId ReferenceTypeId, bool IsForward, NodeId Target);
