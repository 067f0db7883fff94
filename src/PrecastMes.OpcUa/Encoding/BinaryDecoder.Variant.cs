using System.Runtime.CompilerServices;

namespace PrecastMes.OpcUa.Encoding;

/// <summary>Variants (Part 6 §5.2.2.16): a byte of type and shape, the value or the array, the dimensions of a matrix.</summary>
public ref partial struct BinaryDecoder
{
    private const byte ArrayFlag = 0x80;
    private const byte DimensionsFlag = 0x40;

    /// <summary>Reads what <see cref="BinaryEncoder.WriteVariant"/> writes.</summary>
    public Variant ReadVariant()
    {
        byte mask = ReadByte();
        byte typeId = (byte)(mask & 0x3F);
        if (typeId > 31)
        {
            throw Malformed($"Variant type {typeId} at byte {_position - 1}");
        }

        // Part 6 §5.1.2: the ids 26 to 31 are kept for types to come and are read as ByteString.
        var type = typeId > 25 ? BuiltInType.ByteString : (BuiltInType)typeId;
        if ((mask & ArrayFlag) == 0)
        {
            return (mask & DimensionsFlag) == 0 ? ReadScalar(type) : throw Malformed("a Variant has dimensions and no array");
        }

        Enter();
        Array? elements = ReadElements(type);
        Variant variant = (mask & DimensionsFlag) == 0 ? Variant.FromArray(type, elements) : Shape(type, elements, ReadInt32Array());
        Leave();
        return variant;
    }

    private static Variant Shape(BuiltInType type, Array? elements, int[]? dimensions)
    {
        if (dimensions is null || dimensions.Length == 0)
        {
            return Variant.FromArray(type, elements);
        }

        long product = 1;
        foreach (int dimension in dimensions)
        {
            if (dimension < 0 || (product *= dimension) > int.MaxValue)
            {
                throw Malformed($"matrix dimensions [{string.Join(",", dimensions)}]");
            }
        }

        if (product != (elements?.Length ?? 0))
        {
            throw Malformed($"matrix dimensions [{string.Join(",", dimensions)}] with {elements?.Length ?? 0} elements");
        }

        return dimensions.Length == 1 || elements is null ? Variant.FromArray(type, elements) : Variant.FromMatrix(new Matrix(elements, dimensions));
    }

    internal Variant ReadScalar(BuiltInType type)
    {
        switch (type)
        {
            case BuiltInType.Null: return default;
            case BuiltInType.Boolean: return ReadBoolean();
            case BuiltInType.SByte: return ReadSByte();
            case BuiltInType.Byte: return ReadByte();
            case BuiltInType.Int16: return ReadInt16();
            case BuiltInType.UInt16: return ReadUInt16();
            case BuiltInType.Int32: return ReadInt32();
            case BuiltInType.UInt32: return ReadUInt32();
            case BuiltInType.Int64: return ReadInt64();
            case BuiltInType.UInt64: return ReadUInt64();
            case BuiltInType.Float: return ReadFloat();
            case BuiltInType.Double: return ReadDouble();
            case BuiltInType.String: return ReadString();
            case BuiltInType.DateTime: return ReadDateTime();
            case BuiltInType.Guid: return Boxed(ReadGuid());
            case BuiltInType.ByteString: return ReadByteString();
            case BuiltInType.XmlElement: return Boxed(ReadXmlElement());
            case BuiltInType.NodeId: return Boxed(ReadNodeId());
            case BuiltInType.ExpandedNodeId: return Boxed(ReadExpandedNodeId());
            case BuiltInType.StatusCode: return ReadStatusCode();
            case BuiltInType.QualifiedName: return Boxed(ReadQualifiedName());
            case BuiltInType.LocalizedText: return Boxed(ReadLocalizedText());
            case BuiltInType.ExtensionObject: return ReadExtensionObject();
            case BuiltInType.DataValue:
                Enter();
                Variant value = Boxed(ReadDataValue());
                Leave();
                return value;
            case BuiltInType.Variant: throw Malformed("a Variant directly inside a Variant");
            default: throw Malformed("a DiagnosticInfo inside a Variant");
        }
    }

    /// <summary>A type that a Variant holds as an object.</summary>
    private T Boxed<T>(T value)
        where T : struct
    {
        Charge(16 + Unsafe.SizeOf<T>());
        return value;
    }

    internal Array? ReadElements(BuiltInType type) => type switch
    {
        BuiltInType.Boolean => ReadBooleanArray(),
        BuiltInType.SByte => ReadSByteArray(),
        BuiltInType.Byte => ReadByteArray(),
        BuiltInType.Int16 => ReadInt16Array(),
        BuiltInType.UInt16 => ReadUInt16Array(),
        BuiltInType.Int32 => ReadInt32Array(),
        BuiltInType.UInt32 => ReadUInt32Array(),
        BuiltInType.Int64 => ReadInt64Array(),
        BuiltInType.UInt64 => ReadUInt64Array(),
        BuiltInType.Float => ReadFloatArray(),
        BuiltInType.Double => ReadDoubleArray(),
        BuiltInType.String => ReadStringArray(),
        BuiltInType.DateTime => ReadDateTimeArray(),
        BuiltInType.Guid => ReadGuidArray(),
        BuiltInType.ByteString => ReadByteStringArray(),
        BuiltInType.XmlElement => ReadXmlElementArray(),
        BuiltInType.NodeId => ReadNodeIdArray(),
        BuiltInType.ExpandedNodeId => ReadExpandedNodeIdArray(),
        BuiltInType.StatusCode => ReadStatusCodeArray(),
        BuiltInType.QualifiedName => ReadQualifiedNameArray(),
        BuiltInType.LocalizedText => ReadLocalizedTextArray(),
        BuiltInType.ExtensionObject => ReadExtensionObjectArray(),
        BuiltInType.DataValue => ReadDataValueArray(),
        BuiltInType.Variant => ReadVariantArray(),
        _ => throw Malformed($"an array of {type} inside a Variant"),
    };
}
