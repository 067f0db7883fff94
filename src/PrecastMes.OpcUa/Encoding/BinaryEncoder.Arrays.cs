namespace PrecastMes.OpcUa.Encoding;

/// <summary>Arrays: an Int32 length, −1 for null, then the elements (Part 6 §5.2.5).</summary>
public sealed partial class BinaryEncoder
{
    public void WriteSByteArray(sbyte[]? array) => WriteBlock(array);

    public void WriteByteArray(byte[]? array) => WriteBlock(array);

    public void WriteInt16Array(short[]? array) => WriteBlock(array);

    public void WriteUInt16Array(ushort[]? array) => WriteBlock(array);

    public void WriteInt32Array(int[]? array) => WriteBlock(array);

    public void WriteUInt32Array(uint[]? array) => WriteBlock(array);

    public void WriteInt64Array(long[]? array) => WriteBlock(array);

    public void WriteUInt64Array(ulong[]? array) => WriteBlock(array);

    public void WriteFloatArray(float[]? array) => WriteBlock(array);

    public void WriteDoubleArray(double[]? array) => WriteBlock(array);

    public void WriteBooleanArray(bool[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteBoolean(value));

    public void WriteStringArray(string?[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteString(value));

    public void WriteDateTimeArray(DateTime[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteDateTime(value));

    public void WriteGuidArray(Guid[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteGuid(value));

    public void WriteByteStringArray(byte[]?[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteByteString(value));

    public void WriteXmlElementArray(XmlElement[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteXmlElement(value));

    public void WriteNodeIdArray(NodeId[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteNodeId(value));

    public void WriteExpandedNodeIdArray(ExpandedNodeId[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteExpandedNodeId(value));

    public void WriteStatusCodeArray(StatusCode[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteStatusCode(value));

    public void WriteQualifiedNameArray(QualifiedName[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteQualifiedName(value));

    public void WriteLocalizedTextArray(LocalizedText[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteLocalizedText(value));

    public void WriteExtensionObjectArray(ExtensionObject?[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteExtensionObject(value));

    public void WriteDataValueArray(DataValue[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteDataValue(value));

    public void WriteVariantArray(Variant[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteVariant(value));

    public void WriteDiagnosticInfoArray(DiagnosticInfo?[]? array) => WriteArray(array, static (encoder, value) => encoder.WriteDiagnosticInfo(value));

    public void WriteStructureArray<T>(T[]? array)
        where T : IStructure<T> => WriteArray(array, static (encoder, value) => value.Encode(encoder));

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
