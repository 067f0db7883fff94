using System.Collections.Immutable;

namespace PrecastMes.OpcUa.Server;

/// <summary>Makes the live node of an address space from its definition.</summary>
internal static class NodeFactory
{
    public static UaNode Create(AddressSpace space, NodeDefinition definition, ImmutableArray<UaReference> references, Func<Variant> value) => definition.NodeClass switch
    {
        NodeClass.Object => new UaObject(definition, references),
        NodeClass.Variable => new UaVariable(space, definition, references, value()),
        NodeClass.Method => new UaMethod(space, definition, references),
        NodeClass.View => new UaView(definition, references),
        NodeClass.VariableType => new UaType(space, definition, references, value()),
        NodeClass.ObjectType or NodeClass.DataType or NodeClass.ReferenceType => new UaType(space, definition, references, Variant.Null),
        var other => throw new ArgumentException($"{definition.NodeId} has the node class {other}.", nameof(definition)),
    };
}
