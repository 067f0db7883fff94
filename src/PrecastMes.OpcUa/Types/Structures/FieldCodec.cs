using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa;

/// <summary>Single values, arrays and matrices of any layout, and what .NET objects hold them.</summary>
internal static class FieldCodec
{
    // What a structure's object with its slots takes in memory at least.
    private const int StructureMemory = 64;
    private static readonly object True = true;
    private static readonly object False = false;

    public static object NullOf(FieldLayout field) =>
        field.Rank == 0 && field.Type is SimpleLayout { BuiltInType: BuiltInType.Variant } ? Variant.Null : PresentNull.Instance;

    public static object? Read(ref BinaryDecoder decoder, DataTypeLayout type, int rank) => rank switch
    {
        0 => ReadScalar(ref decoder, type),
        1 => ReadArray(ref decoder, type),
        _ => ReadMatrix(ref decoder, type, rank),
    };

    public static void Write(BinaryEncoder encoder, DataTypeLayout type, int rank, object? value)
    {
        value = value is PresentNull ? null : value;
        switch (rank)
        {
            case 0:
                WriteScalar(encoder, type, value);
                break;
            case 1:
                WriteArray(encoder, type, (Array?)value);
                break;
            default:
                WriteMatrix(encoder, type, rank, (Matrix?)value);
                break;
        }
    }

    public static BuiltInType BuiltIn(DataTypeLayout type) => type switch
    {
        SimpleLayout simple => simple.BuiltInType,
        EnumerationLayout enumeration => enumeration.BuiltInType,
        _ => BuiltInType.Null,
    };

    private static object? ReadScalar(ref BinaryDecoder decoder, DataTypeLayout type)
    {
        decoder.Charge(sizeof(long));
        switch (type)
        {
            case StructureLayout structure:
                return DynamicStructure.Decode(structure, ref decoder);
            case SimpleLayout { BuiltInType: BuiltInType.Variant }:
                return decoder.ReadVariant();
            case SimpleLayout { BuiltInType: BuiltInType.DiagnosticInfo }:
                return decoder.ReadDiagnosticInfo();
            case SimpleLayout { BuiltInType: BuiltInType.DataValue }:
                return decoder.ReadDataValue();
            case SimpleLayout { BuiltInType: BuiltInType.Boolean }:
                return decoder.ReadBoolean() ? True : False;
            default:
                return decoder.ReadScalar(BuiltIn(type)).Value;
        }
    }

    private static Array? ReadArray(ref BinaryDecoder decoder, DataTypeLayout type)
    {
        if (type is not StructureLayout structure)
        {
            BuiltInType builtIn = BuiltIn(type);
            return builtIn == BuiltInType.DiagnosticInfo ? decoder.ReadDiagnosticInfoArray() : decoder.ReadElements(builtIn);
        }

        int length = decoder.ReadArrayLength(1, StructureMemory);
        return length < 0 ? null : ReadStructures(ref decoder, structure, length);
    }

    /// <summary>Dimensions as an Int32 array, then the elements without another length (Part 6 §5.2.5).</summary>
    private static Matrix? ReadMatrix(ref BinaryDecoder decoder, DataTypeLayout type, int rank)
    {
        int[]? dimensions = decoder.ReadInt32Array();
        if (dimensions is null)
        {
            return null;
        }

        if (dimensions.Length != rank)
        {
            throw new OpcUaException(StatusCodes.BadDecodingError, $"a matrix of {rank} dimensions has {dimensions.Length}");
        }

        long count = 1;
        foreach (int dimension in dimensions)
        {
            count *= Math.Max(0, dimension);
            if (count > decoder.Left)
            {
                throw new OpcUaException(StatusCodes.BadDecodingError, $"a matrix claims [{string.Join(",", dimensions)}] elements, {decoder.Left} bytes are left");
            }
        }

        decoder.Charge(count * StructureMemory);
        Array elements;
        if (type is StructureLayout structure)
        {
            elements = ReadStructures(ref decoder, structure, (int)count);
        }
        else
        {
            elements = NewArray(type, (int)count);
            for (int i = 0; i < elements.Length; i++)
            {
                elements.SetValue(ReadScalar(ref decoder, type), i);
            }
        }

        return new Matrix(elements, [.. dimensions.Select(dimension => Math.Max(0, dimension))]);
    }

    private static DynamicStructure[] ReadStructures(ref BinaryDecoder decoder, StructureLayout type, int count)
    {
        var structures = new DynamicStructure[count];
        for (int i = 0; i < count; i++)
        {
            structures[i] = DynamicStructure.Decode(type, ref decoder);
        }

        return structures;
    }

    private static void WriteScalar(BinaryEncoder encoder, DataTypeLayout type, object? value)
    {
        switch (type)
        {
            case StructureLayout structure:
                (value as DynamicStructure ?? new DynamicStructure(structure)).Encode(encoder);
                break;
            case SimpleLayout { BuiltInType: BuiltInType.Variant }:
                encoder.WriteVariant(value is null ? Variant.Null : (Variant)value);
                break;
            case SimpleLayout { BuiltInType: BuiltInType.DiagnosticInfo }:
                encoder.WriteDiagnosticInfo((DiagnosticInfo?)value);
                break;
            case SimpleLayout { BuiltInType: BuiltInType.DataValue }:
                encoder.WriteDataValue(value is null ? default : (DataValue)value);
                break;
            default:
                encoder.WriteScalar(value is null ? DefaultOf(BuiltIn(type)) : Variant.From(value));
                break;
        }
    }

    private static void WriteArray(BinaryEncoder encoder, DataTypeLayout type, Array? value)
    {
        if (type is not StructureLayout)
        {
            BuiltInType builtIn = BuiltIn(type);
            if (builtIn == BuiltInType.DiagnosticInfo)
            {
                encoder.WriteDiagnosticInfoArray((DiagnosticInfo?[]?)value);
            }
            else
            {
                encoder.WriteElements(builtIn, value);
            }

            return;
        }

        encoder.WriteInt32(value?.Length ?? -1);
        foreach (object? each in value ?? Array.Empty<object>())
        {
            WriteScalar(encoder, type, each);
        }
    }

    private static void WriteMatrix(BinaryEncoder encoder, DataTypeLayout type, int rank, Matrix? value)
    {
        encoder.WriteInt32Array(value is null ? null : [.. value.Dimensions]);
        if (value is null)
        {
            return;
        }

        if (value.Dimensions.Count != rank)
        {
            throw new OpcUaException(StatusCodes.BadEncodingError, $"a matrix of {rank} dimensions was given {value.Dimensions.Count}");
        }

        foreach (object? each in value.Elements)
        {
            WriteScalar(encoder, type, each);
        }
    }

    public static Array NewArray(DataTypeLayout type, int length) =>
        type is StructureLayout ? new DynamicStructure[length] : Array.CreateInstance(ElementType(BuiltIn(type)), length);

    public static Type ElementType(BuiltInType type) =>
        type == BuiltInType.DiagnosticInfo ? typeof(DiagnosticInfo) : VariantTypes.TypeOf(type);

    /// <summary>What goes over the wire for a field that was never set.</summary>
    private static Variant DefaultOf(BuiltInType type) => type switch
    {
        BuiltInType.String or BuiltInType.ByteString or BuiltInType.ExtensionObject => Variant.FromObject(type, null),
        BuiltInType.DateTime => DateTime.MinValue,
        _ => Variant.From(Activator.CreateInstance(ElementType(type))),
    };
}
