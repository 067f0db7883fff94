namespace PrecastMes.OpcUa;

/// <summary>What a Variant is made from. A byte[] is a ByteString; an array of Byte comes from <see cref="FromByteArray"/>.</summary>
public readonly partial struct Variant
{
    /// <summary>A Boolean.</summary>
    public static implicit operator Variant(bool value) => new(BuiltInType.Boolean, value ? 1 : 0);

    /// <summary>An SByte.</summary>
    public static implicit operator Variant(sbyte value) => new(BuiltInType.SByte, value);

    /// <summary>A Byte.</summary>
    public static implicit operator Variant(byte value) => new(BuiltInType.Byte, value);

    /// <summary>An Int16.</summary>
    public static implicit operator Variant(short value) => new(BuiltInType.Int16, value);

    /// <summary>A UInt16.</summary>
    public static implicit operator Variant(ushort value) => new(BuiltInType.UInt16, value);

    /// <summary>An Int32.</summary>
    public static implicit operator Variant(int value) => new(BuiltInType.Int32, value);

    /// <summary>A UInt32.</summary>
    public static implicit operator Variant(uint value) => new(BuiltInType.UInt32, value);

    /// <summary>An Int64.</summary>
    public static implicit operator Variant(long value) => new(BuiltInType.Int64, value);

    /// <summary>A UInt64.</summary>
    public static implicit operator Variant(ulong value) => new(BuiltInType.UInt64, unchecked((long)value));

    /// <summary>A Float.</summary>
    public static implicit operator Variant(float value) => new(BuiltInType.Float, BitConverter.SingleToInt32Bits(value));

    /// <summary>A Double.</summary>
    public static implicit operator Variant(double value) => new(BuiltInType.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A DateTime; local times are converted to UTC.</summary>
    public static implicit operator Variant(DateTime value) => new(BuiltInType.DateTime, ToUtcTicks(value));

    /// <summary>A StatusCode.</summary>
    public static implicit operator Variant(StatusCode value) => new(BuiltInType.StatusCode, value.Code);

    /// <summary>A Guid.</summary>
    public static implicit operator Variant(Guid value) => new(BuiltInType.Guid, value);

    /// <summary>A NodeId.</summary>
    public static implicit operator Variant(NodeId value) => new(BuiltInType.NodeId, value);

    /// <summary>An ExpandedNodeId.</summary>
    public static implicit operator Variant(ExpandedNodeId value) => new(BuiltInType.ExpandedNodeId, value);

    /// <summary>A QualifiedName.</summary>
    public static implicit operator Variant(QualifiedName value) => new(BuiltInType.QualifiedName, value);

    /// <summary>A LocalizedText.</summary>
    public static implicit operator Variant(LocalizedText value) => new(BuiltInType.LocalizedText, value);

    /// <summary>An XmlElement.</summary>
    public static implicit operator Variant(XmlElement value) => new(BuiltInType.XmlElement, value);

    /// <summary>A DataValue.</summary>
    public static implicit operator Variant(DataValue value) => new(BuiltInType.DataValue, value);

    /// <summary>A String; null stays a value of its type.</summary>
    public static implicit operator Variant(string? value) => new(BuiltInType.String, value);

    /// <summary>A ByteString, and no array of Byte (see <see cref="FromByteArray"/>); null stays a value of its type.</summary>
    public static implicit operator Variant(byte[]? value) => new(BuiltInType.ByteString, value);

    /// <summary>An ExtensionObject.</summary>
    public static implicit operator Variant(ExtensionObject? value) => new(BuiltInType.ExtensionObject, value);

    /// <summary>An array of Boolean.</summary>
    public static implicit operator Variant(bool[] value) => FromArray(BuiltInType.Boolean, value);

    /// <summary>An array of SByte.</summary>
    public static implicit operator Variant(sbyte[] value) => FromArray(BuiltInType.SByte, value);

    /// <summary>An array of Int16.</summary>
    public static implicit operator Variant(short[] value) => FromArray(BuiltInType.Int16, value);

    /// <summary>An array of UInt16.</summary>
    public static implicit operator Variant(ushort[] value) => FromArray(BuiltInType.UInt16, value);

    /// <summary>An array of Int32.</summary>
    public static implicit operator Variant(int[] value) => FromArray(BuiltInType.Int32, value);

    /// <summary>An array of UInt32.</summary>
    public static implicit operator Variant(uint[] value) => FromArray(BuiltInType.UInt32, value);

    /// <summary>An array of Int64.</summary>
    public static implicit operator Variant(long[] value) => FromArray(BuiltInType.Int64, value);

    /// <summary>An array of UInt64.</summary>
    public static implicit operator Variant(ulong[] value) => FromArray(BuiltInType.UInt64, value);

    /// <summary>An array of Float.</summary>
    public static implicit operator Variant(float[] value) => FromArray(BuiltInType.Float, value);

    /// <summary>An array of Double.</summary>
    public static implicit operator Variant(double[] value) => FromArray(BuiltInType.Double, value);

    /// <summary>An array of DateTime.</summary>
    public static implicit operator Variant(DateTime[] value) => FromArray(BuiltInType.DateTime, value);

    /// <summary>An array of StatusCode.</summary>
    public static implicit operator Variant(StatusCode[] value) => FromArray(BuiltInType.StatusCode, value);

    /// <summary>An array of Guid.</summary>
    public static implicit operator Variant(Guid[] value) => FromArray(BuiltInType.Guid, value);

    /// <summary>An array of NodeId.</summary>
    public static implicit operator Variant(NodeId[] value) => FromArray(BuiltInType.NodeId, value);

    /// <summary>An array of ExpandedNodeId.</summary>
    public static implicit operator Variant(ExpandedNodeId[] value) => FromArray(BuiltInType.ExpandedNodeId, value);

    /// <summary>An array of QualifiedName.</summary>
    public static implicit operator Variant(QualifiedName[] value) => FromArray(BuiltInType.QualifiedName, value);

    /// <summary>An array of LocalizedText.</summary>
    public static implicit operator Variant(LocalizedText[] value) => FromArray(BuiltInType.LocalizedText, value);

    /// <summary>An array of XmlElement.</summary>
    public static implicit operator Variant(XmlElement[] value) => FromArray(BuiltInType.XmlElement, value);

    /// <summary>An array of DataValue.</summary>
    public static implicit operator Variant(DataValue[] value) => FromArray(BuiltInType.DataValue, value);

    /// <summary>An array of String.</summary>
    public static implicit operator Variant(string?[] value) => FromArray(BuiltInType.String, value);

    /// <summary>An array of ByteString.</summary>
    public static implicit operator Variant(byte[]?[] value) => FromArray(BuiltInType.ByteString, value);

    /// <summary>An array of ExtensionObject.</summary>
    public static implicit operator Variant(ExtensionObject?[] value) => FromArray(BuiltInType.ExtensionObject, value);

    /// <summary>An array whose elements may be of different types.</summary>
    public static implicit operator Variant(Variant[] value) => FromArray(BuiltInType.Variant, value);

    /// <summary>An array of several dimensions.</summary>
    public static implicit operator Variant(Matrix value) => FromMatrix(value);

    /// <summary>An array of Byte, which a <c>byte[]</c> alone would not be.</summary>
    public static Variant FromByteArray(byte[] value) => FromArray(BuiltInType.Byte, value);
}
