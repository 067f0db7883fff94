namespace PrecastMes.OpcUa.Server;

/// <summary>Which values a data type takes: the built-in type that it is derived from, or one of a family for an abstract type.</summary>
internal sealed class DataTypeTable
{
    private const uint Number = 26;
    private const uint Integer = 27;
    private const uint UInteger = 28;
    private const uint Enumeration = 29;
    private const uint BaseDataType = 24;

    private readonly Dictionary<uint, uint> _supertypes = StandardTypes.All
        .Where(type => type.NodeClass == NodeClass.DataType)
        .ToDictionary(type => type.Id, type => type.Supertype);

    public bool Accepts(NodeId dataType, int valueRank, Variant value)
    {
        bool shapeFits = valueRank switch
        {
            -1 => value.Shape == VariantShape.Scalar,
            1 => value.Shape == VariantShape.Array || (value.Type == BuiltInType.ByteString && dataType == DataTypeIds.Byte),
            0 => value.Shape != VariantShape.Scalar,
            > 1 => value.Shape == VariantShape.Matrix,
            _ => true,
        };
        return shapeFits && AcceptsType(dataType, value.Type);
    }

    private bool AcceptsType(NodeId dataType, BuiltInType type)
    {
        if (dataType.NamespaceIndex != 0 || dataType.Kind != IdType.Numeric)
        {
            return type is BuiltInType.ExtensionObject or BuiltInType.Int32;
        }

        uint id = dataType.Numeric;
        while (id > (uint)BuiltInType.DiagnosticInfo && id is not (Number or Integer or UInteger or Enumeration) && _supertypes.TryGetValue(id, out uint supertype))
        {
            id = supertype;
        }

        return id switch
        {
            0 or BaseDataType => true,
            Number => type is >= BuiltInType.SByte and <= BuiltInType.Double,
            Integer => type is BuiltInType.SByte or BuiltInType.Int16 or BuiltInType.Int32 or BuiltInType.Int64,
            UInteger => type is BuiltInType.Byte or BuiltInType.UInt16 or BuiltInType.UInt32 or BuiltInType.UInt64,
            Enumeration => type == BuiltInType.Int32,
            (uint)BuiltInType.Byte => type is BuiltInType.Byte or BuiltInType.ByteString,
            _ => id == (uint)type,
        };
    }
}
