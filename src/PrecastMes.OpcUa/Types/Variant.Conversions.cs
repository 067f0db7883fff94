namespace PrecastMes.OpcUa;

/// <summary>What a Variant is made from. A byte[] is a ByteString; an array of Byte comes from <see cref="FromByteArray"/>.</summary>
public readonly partial struct Variant
{
    public static implicit operator Variant(bool value) => new(BuiltInType.Boolean, value ? 1 : 0);

    public static implicit operator Variant(sbyte value) => new(BuiltInType.SByte, value);

    public static implicit operator Variant(byte value) => new(BuiltInType.Byte, value);

    public static implicit operator Variant(short value) => new(BuiltInType.Int16, value);

    public static implicit operator Variant(ushort value) => new(BuiltInType.UInt16, value);

    public static implicit operator Variant(int value) => new(BuiltInType.Int32, value);

    public static implicit operator Variant(uint value) => new(BuiltInType.UInt32, value);

    public static implicit operator Variant(long value) => new(BuiltInType.Int64, value);

    public static implicit operator Variant(ulong value) => new(BuiltInType.UInt64, unchecked((long)value));

    public static implicit operator Variant(float value) => new(BuiltInType.Float, BitConverter.SingleToInt32Bits(value));

    public static implicit operator Variant(double value) => new(BuiltInType.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Variant(DateTime value) => new(BuiltInType.DateTime, ToUtcTicks(value));

    public static implicit operator Variant(StatusCode value) => new(BuiltInType.StatusCode, value.Code);

    public static implicit operator Variant(Guid value) => new(BuiltInType.Guid, value);

    public static implicit operator Variant(NodeId value) => new(BuiltInType.NodeId, value);

    public static implicit operator Variant(ExpandedNodeId value) => new(BuiltInType.ExpandedNodeId, value);

    public static implicit operator Variant(QualifiedName value) => new(BuiltInType.QualifiedName, value);

    public static implicit operator Variant(LocalizedText value) => new(BuiltInType.LocalizedText, value);

    public static implicit operator Variant(XmlElement value) => new(BuiltInType.XmlElement, value);

    public static implicit operator Variant(DataValue value) => new(BuiltInType.DataValue, value);

    public static implicit operator Variant(string? value) => new(BuiltInType.String, value);

    public static implicit operator Variant(byte[]? value) => new(BuiltInType.ByteString, value);

    public static implicit operator Variant(ExtensionObject? value) => new(BuiltInType.ExtensionObject, value);

    public static implicit operator Variant(bool[] value) => FromArray(BuiltInType.Boolean, value);

    public static implicit operator Variant(sbyte[] value) => FromArray(BuiltInType.SByte, value);

    public static implicit operator Variant(short[] value) => FromArray(BuiltInType.Int16, value);

    public static implicit operator Variant(ushort[] value) => FromArray(BuiltInType.UInt16, value);

    public static implicit operator Variant(int[] value) => FromArray(BuiltInType.Int32, value);

    public static implicit operator Variant(uint[] value) => FromArray(BuiltInType.UInt32, value);

    public static implicit operator Variant(long[] value) => FromArray(BuiltInType.Int64, value);

    public static implicit operator Variant(ulong[] value) => FromArray(BuiltInType.UInt64, value);

    public static implicit operator Variant(float[] value) => FromArray(BuiltInType.Float, value);

    public static implicit operator Variant(double[] value) => FromArray(BuiltInType.Double, value);

    public static implicit operator Variant(DateTime[] value) => FromArray(BuiltInType.DateTime, value);

    public static implicit operator Variant(StatusCode[] value) => FromArray(BuiltInType.StatusCode, value);

    public static implicit operator Variant(Guid[] value) => FromArray(BuiltInType.Guid, value);

    public static implicit operator Variant(NodeId[] value) => FromArray(BuiltInType.NodeId, value);

    public static implicit operator Variant(ExpandedNodeId[] value) => FromArray(BuiltInType.ExpandedNodeId, value);

    public static implicit operator Variant(QualifiedName[] value) => FromArray(BuiltInType.QualifiedName, value);

    public static implicit operator Variant(LocalizedText[] value) => FromArray(BuiltInType.LocalizedText, value);

    public static implicit operator Variant(XmlElement[] value) => FromArray(BuiltInType.XmlElement, value);

    public static implicit operator Variant(DataValue[] value) => FromArray(BuiltInType.DataValue, value);

    public static implicit operator Variant(string?[] value) => FromArray(BuiltInType.String, value);

    public static implicit operator Variant(byte[]?[] value) => FromArray(BuiltInType.ByteString, value);

    public static implicit operator Variant(ExtensionObject?[] value) => FromArray(BuiltInType.ExtensionObject, value);

    public static implicit operator Variant(Variant[] value) => FromArray(BuiltInType.Variant, value);

    public static implicit operator Variant(Matrix value) => FromMatrix(value);

    public static Variant FromByteArray(byte[] value) => FromArray(BuiltInType.Byte, value);
}
