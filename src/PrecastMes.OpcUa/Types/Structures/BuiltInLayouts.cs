namespace PrecastMes.OpcUa;

/// <summary>The data types that Part 6 §5.1.2 gives a built-in encoding, and the abstract ones that a Variant or an ExtensionObject carries.</summary>
internal static class BuiltInLayouts
{
    private const uint Number = 26;
    private const uint UInteger = 28;
    private const uint Enumeration = 29;

    private static readonly SimpleLayout[] ById = [.. Enumerable.Range(0, 30).Select(id => new SimpleLayout(new NodeId(0, (uint)id), NameOf(id), Of((uint)id)))];

    public static SimpleLayout Variant => ById[(int)BuiltInType.Variant];

    public static SimpleLayout ExtensionObject => ById[(int)BuiltInType.ExtensionObject];

    public static SimpleLayout ByteString => ById[(int)BuiltInType.ByteString];

    public static SimpleLayout? Find(NodeId dataType) =>
        dataType is { NamespaceIndex: 0, Kind: IdType.Numeric, Numeric: > 0 and <= Enumeration } ? ById[dataType.Numeric] : null;

    public static SimpleLayout Find(BuiltInType type) => ById[(int)type];

    /// <summary>The ids of data types 1 to 25 are those of the built-in types; BaseDataType is a Variant, Structure an ExtensionObject.</summary>
    private static BuiltInType Of(uint id) => id switch
    {
        >= Number and <= UInteger => BuiltInType.Variant,
        Enumeration => BuiltInType.Int32,
        _ => (BuiltInType)id,
    };

    private static string NameOf(int id) => id switch
    {
        22 => "Structure",
        24 => "BaseDataType",
        26 => "Number",
        27 => "Integer",
        28 => "UInteger",
        29 => "Enumeration",
        _ => ((BuiltInType)id).ToString(),
    };
}
