using System.Collections.Immutable;

namespace PrecastMes.OpcUa.Server;

/// <summary>A view that a NodeSet declares; nodes can't be browsed through it (Part 3 §5.4).</summary>
internal sealed class UaView(NodeDefinition definition, ImmutableArray<UaReference> references) : UaNode(definition, references)
{
    public byte EventNotifier => Definition.EventNotifier;

    internal override DataValue ReadAttribute(uint attributeId) => attributeId switch
    {
        AttributeIds.ContainsNoLoops => new DataValue(Definition.ContainsNoLoops),
        AttributeIds.EventNotifier => new DataValue(EventNotifier),
        _ => base.ReadAttribute(attributeId),
    };
}
