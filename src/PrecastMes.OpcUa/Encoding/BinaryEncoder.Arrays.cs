namespace PrecastMes.OpcUa.Encoding;

/// <summary>Arrays: an Int32 length, −1 for null, then the elements (Part 6 §5.2.5).</summary>
public sealed partial class BinaryEncoder
{
    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteSByteArray(sbyte[]? array) => WriteBlock(array);

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteByteArray(byte[]? array) => WriteBlock(array);

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteInt16Array(short[]? array) => WriteBlock(array);

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteUInt16Array(ushort[]? array) => WriteBlock(array);

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteInt32Array(int[]? array) => WriteBlock(array);

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteUInt32Array(uint[]? array) => WriteBlock(array);

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteInt64Array(long[]? array) => WriteBlock(array);

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteUInt64Array(ulong[]? array) => WriteBlock(array);

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteFloatArray(float[]? array) => WriteBlock(array);

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteDoubleArray(double[]? array) => WriteBlock(array);

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteBooleanArray(bool[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteBoolean(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteStringArray(string?[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteString(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteDateTimeArray(DateTime[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteDateTime(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteGuidArray(Guid[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteGuid(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteByteStringArray(byte[]?[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteByteString(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteXmlElementArray(XmlElement[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteXmlElement(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteNodeIdArray(NodeId[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteNodeId(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteExpandedNodeIdArray(ExpandedNodeId[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteExpandedNodeId(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteStatusCodeArray(StatusCode[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteStatusCode(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteQualifiedNameArray(QualifiedName[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteQualifiedName(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteLocalizedTextArray(LocalizedText[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteLocalizedText(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteExtensionObjectArray(ExtensionObject?[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteExtensionObject(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteDataValueArray(DataValue[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteDataValue(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteVariantArray(Variant[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteVariant(value));

    /// <summary>Part 6 §5.2.5: the number of elements, −1 for null, then each.</summary>
    public void WriteDiagnosticInfoArray(DiagnosticInfo?[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteDiagnosticInfo(value));

    /// <summary>Part 6 §5.2.5 and §5.2.6: the number of structures, −1 for null, then each without an id.</summary>
    public void WriteStructureArray<T>(T[]? array)
        where T : IStructure<T> => WriteArray(array, static (encoder, value) => value.Encode(encoder));

    /// <summary>Part 6 §5.2.4 and §5.2.5: the number of values, −1 for null, then each as Int32.</summary>
    public void WriteEnumerationArray<T>(T[]? array)
        where T : unmanaged, Enum => WriteBlock(array);

    private void WriteArray<T>(T[]? array, Action<BinaryEncoder, T> write)
    {
        if (array is null)
        {
            WriteInt32(-1);
            return;
        }

        WriteInt32(array.Length);
        foreach (T value in array)
        {
            write(this, value);
        }
    }
}
