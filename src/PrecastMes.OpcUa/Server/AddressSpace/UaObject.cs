using System.Collections.Immutable;

namespace PrecastMes.OpcUa.Server;

/// <summary>An object or a folder.</summary>
public sealed class UaObject : UaNode
{
    internal UaObject(NodeDefinition definition, ImmutableArray<UaReference> references)
        : base(definition, references) => EventNotifier = definition.EventNotifier;

    /// <summary>What clients may do with its events: bit 0 subscribe, bit 2 read history (Part 3 §5.5.1).</summary>
    internal byte EventNotifier { get; set; }

    internal override DataValue ReadAttribute(uint attributeId) =>
        attributeId == AttributeIds.EventNotifier ? new DataValue(EventNotifier) : base.ReadAttribute(attributeId);
}
