namespace PrecastMes.OpcUa.Generator;

/// <summary>How a type of the dictionary is named in C# and by the decoder's Read… and the encoder's Write… methods.</summary>
internal sealed record WireType(string CSharp, string Codec, WireKind Kind)
{
    private static readonly Dictionary<string, WireType> BuiltIn = new()
    {
        ["Boolean"] = new("bool", "Boolean", WireKind.Value),
        ["SByte"] = new("sbyte", "SByte", WireKind.Value),
        ["Byte"] = new("byte", "Byte", WireKind.Value),
        ["Int16"] = new("short", "Int16", WireKind.Value),
        ["UInt16"] = new("ushort", "UInt16", WireKind.Value),
        ["Int32"] = new("int", "Int32", WireKind.Value),
        ["UInt32"] = new("uint", "UInt32", WireKind.Value),
        ["Int64"] = new("long", "Int64", WireKind.Value),
        ["UInt64"] = new("ulong", "UInt64", WireKind.Value),
        ["Float"] = new("float", "Float", WireKind.Value),
        ["Double"] = new("double", "Double", WireKind.Value),
        ["String"] = new("string?", "String", WireKind.Value),
        ["CharArray"] = new("string?", "String", WireKind.Value),
        ["DateTime"] = new("DateTime", "DateTime", WireKind.Value),
        ["Guid"] = new("Guid", "Guid", WireKind.Value),
        ["ByteString"] = new("byte[]?", "ByteString", WireKind.Value),
        ["XmlElement"] = new("XmlElement", "XmlElement", WireKind.Value),
        ["NodeId"] = new("NodeId", "NodeId", WireKind.Value),
        ["ExpandedNodeId"] = new("ExpandedNodeId", "ExpandedNodeId", WireKind.Value),
        ["StatusCode"] = new("StatusCode", "StatusCode", WireKind.Value),
        ["QualifiedName"] = new("QualifiedName", "QualifiedName", WireKind.Value),
        ["LocalizedText"] = new("LocalizedText", "LocalizedText", WireKind.Value),
        ["ExtensionObject"] = new("ExtensionObject?", "ExtensionObject", WireKind.Value),
        ["DataValue"] = new("DataValue", "DataValue", WireKind.Value),
        ["Variant"] = new("Variant", "Variant", WireKind.Value),
        ["DiagnosticInfo"] = new("DiagnosticInfo?", "DiagnosticInfo", WireKind.Value),
    };

    public static WireType Of(string typeName, TypeDictionary dictionary)
    {
        if (BuiltIn.TryGetValue(typeName, out WireType? builtIn))
        {
            return builtIn;
        }

        return dictionary.Enumerations.TryGetValue(typeName, out EnumerationType? enumeration)
            ? new WireType(typeName, EnumerationFile.Underlying(enumeration).Codec, WireKind.Enumeration)
            : new WireType(typeName, "Structure", WireKind.Structure);
    }
}
