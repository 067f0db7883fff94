namespace PrecastMes.OpcUa.Encoding;

/// <summary>Variants (Part 6 §5.2.2.16).</summary>
public sealed partial class BinaryEncoder
{
    private const byte ArrayFlag = 0x80;
    private const byte DimensionsFlag = 0x40;

    /// <summary>Part 6 §5.2.2.16: type and shape in one byte, then the value.</summary>
    public void WriteVariant(Variant value)
    {
        switch (value.Shape)
        {
            case VariantShape.Scalar:
                WriteByte((byte)value.Type);
                WriteScalar(value);
                break;
            case VariantShape.Array:
                WriteByte((byte)((byte)value.Type | ArrayFlag));
                WriteElements(value.Type, (Array?)value.Object);
                break;
            default:
                var matrix = (Matrix)value.Object!;
                WriteByte((byte)((byte)value.Type | ArrayFlag | DimensionsFlag));
                WriteElements(value.Type, matrix.Elements);
                WriteInt32Array([.. matrix.Dimensions]);
                break;
        }
    }

    internal void WriteScalar(Variant value)
    {
        switch (value.Type)
        {
            case BuiltInType.Null: break;
            case BuiltInType.Boolean: WriteBoolean(value.Bits != 0); break;
            case BuiltInType.SByte: WriteSByte((sbyte)value.Bits); break;
            case BuiltInType.Byte: WriteByte((byte)value.Bits); break;
            case BuiltInType.Int16: WriteInt16((short)value.Bits); break;
            case BuiltInType.UInt16: WriteUInt16((ushort)value.Bits); break;
            case BuiltInType.Int32: WriteInt32((int)value.Bits); break;
            case BuiltInType.UInt32: WriteUInt32((uint)value.Bits); break;
            case BuiltInType.Int64: WriteInt64(value.Bits); break;
            case BuiltInType.UInt64: WriteInt64(value.Bits); break;
            case BuiltInType.Float: WriteInt32((int)value.Bits); break;
            case BuiltInType.Double: WriteInt64(value.Bits); break;
            case BuiltInType.StatusCode: WriteUInt32((uint)value.Bits); break;
            case BuiltInType.DateTime: WriteDateTime(new DateTime(value.Bits, DateTimeKind.Utc)); break;
            case BuiltInType.String: WriteString((string?)value.Object); break;
            case BuiltInType.Guid: WriteGuid((Guid)value.Object!); break;
            case BuiltInType.ByteString: WriteByteString((byte[]?)value.Object); break;
            case BuiltInType.XmlElement: WriteXmlElement((XmlElement)value.Object!); break;
            case BuiltInType.NodeId: WriteNodeId((NodeId)value.Object!); break;
            case BuiltInType.ExpandedNodeId: WriteExpandedNodeId((ExpandedNodeId)value.Object!); break;
            case BuiltInType.QualifiedName: WriteQualifiedName((QualifiedName)value.Object!); break;
            case BuiltInType.LocalizedText: WriteLocalizedText((LocalizedText)value.Object!); break;
            case BuiltInType.ExtensionObject: WriteExtensionObject((ExtensionObject?)value.Object); break;
            case BuiltInType.DataValue: WriteDataValue((DataValue)value.Object!); break;
            default: throw new InvalidOperationException($"A Variant holds no single {value.Type}.");
        }
    }

    internal void WriteElements(BuiltInType type, Array? elements)
    {
        switch (type)
        {
            case BuiltInType.SByte: WriteSByteArray((sbyte[]?)elements); break;
            case BuiltInType.Byte: WriteByteArray((byte[]?)elements); break;
            case BuiltInType.Int16: WriteInt16Array((short[]?)elements); break;
            case BuiltInType.UInt16: WriteUInt16Array((ushort[]?)elements); break;
            case BuiltInType.Int32: WriteInt32Array((int[]?)elements); break;
            case BuiltInType.UInt32: WriteUInt32Array((uint[]?)elements); break;
            case BuiltInType.Int64: WriteInt64Array((long[]?)elements); break;
            case BuiltInType.UInt64: WriteUInt64Array((ulong[]?)elements); break;
            case BuiltInType.Float: WriteFloatArray((float[]?)elements); break;
            case BuiltInType.Double: WriteDoubleArray((double[]?)elements); break;
            case BuiltInType.Boolean: WriteBooleanArray((bool[]?)elements); break;
            case BuiltInType.String: WriteStringArray((string?[]?)elements); break;
            case BuiltInType.DateTime: WriteDateTimeArray((DateTime[]?)elements); break;
            case BuiltInType.Guid: WriteGuidArray((Guid[]?)elements); break;
            case BuiltInType.ByteString: WriteByteStringArray((byte[]?[]?)elements); break;
            case BuiltInType.XmlElement: WriteXmlElementArray((XmlElement[]?)elements); break;
            case BuiltInType.NodeId: WriteNodeIdArray((NodeId[]?)elements); break;
            case BuiltInType.ExpandedNodeId: WriteExpandedNodeIdArray((ExpandedNodeId[]?)elements); break;
            case BuiltInType.StatusCode: WriteStatusCodeArray((StatusCode[]?)elements); break;
            case BuiltInType.QualifiedName: WriteQualifiedNameArray((QualifiedName[]?)elements); break;
            case BuiltInType.LocalizedText: WriteLocalizedTextArray((LocalizedText[]?)elements); break;
            case BuiltInType.ExtensionObject: WriteExtensionObjectArray((ExtensionObject?[]?)elements); break;
            case BuiltInType.DataValue: WriteDataValueArray((DataValue[]?)elements); break;
            case BuiltInType.Variant: WriteVariantArray((Variant[]?)elements); break;
            default: throw new InvalidOperationException($"A Variant holds no array of {type}.");
        }
    }
}
