using System.Collections.Immutable;

namespace PrecastMes.OpcUa.Server;

/// <summary>A node of namespace 0 as every server of the process begins with it.</summary>
internal sealed class BaseNode(NodeDefinition definition, ImmutableArray<UaReference> references)
{
    private Variant? _value;

    public NodeDefinition Definition => definition;

    public ImmutableArray<UaReference> References => references;

    /// <summary>The value of the NodeSet; null where it has none.</summary>
    public Variant Value
    {
        get
        {
            // Two threads may both read the XML: they come to the same value.
            Variant value = _value ?? (definition.ValueXml is { } xml ? XmlVariant.Read(xml, BaseNodes.DataTypes, NamespaceMap.Identity) : Variant.Null);
            _value = value;
            return value;
        }
    }
}
