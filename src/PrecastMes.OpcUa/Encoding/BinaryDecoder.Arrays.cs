using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Encoding;

/// <summary>Arrays: an Int32 length, −1 for null, then the elements (Part 6 §5.2.5).</summary>
public ref partial struct BinaryDecoder
{
    private delegate T ElementReader<T>(ref BinaryDecoder decoder);

    /// <summary>Reads what <see cref="BinaryEncoder.WriteBooleanArray"/> writes; null for the length −1.</summary>
    public bool[]? ReadBooleanArray() => ReadArray(1, 1, static (ref d) => d.ReadBoolean());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteSByteArray"/> writes; null for the length −1.</summary>
    public sbyte[]? ReadSByteArray() => ReadBlock<sbyte>();

    /// <summary>Reads what <see cref="BinaryEncoder.WriteByteArray"/> writes; null for the length −1.</summary>
    public byte[]? ReadByteArray() => ReadBlock<byte>();

    /// <summary>Reads what <see cref="BinaryEncoder.WriteInt16Array"/> writes; null for the length −1.</summary>
    public short[]? ReadInt16Array() => ReadBlock<short>();

    /// <summary>Reads what <see cref="BinaryEncoder.WriteUInt16Array"/> writes; null for the length −1.</summary>
    public ushort[]? ReadUInt16Array() => ReadBlock<ushort>();

    /// <summary>Reads what <see cref="BinaryEncoder.WriteInt32Array"/> writes; null for the length −1.</summary>
    public int[]? ReadInt32Array() => ReadBlock<int>();

    /// <summary>Reads what <see cref="BinaryEncoder.WriteUInt32Array"/> writes; null for the length −1.</summary>
    public uint[]? ReadUInt32Array() => ReadBlock<uint>();

    /// <summary>Reads what <see cref="BinaryEncoder.WriteInt64Array"/> writes; null for the length −1.</summary>
    public long[]? ReadInt64Array() => ReadBlock<long>();

    /// <summary>Reads what <see cref="BinaryEncoder.WriteUInt64Array"/> writes; null for the length −1.</summary>
    public ulong[]? ReadUInt64Array() => ReadBlock<ulong>();

    /// <summary>Reads what <see cref="BinaryEncoder.WriteFloatArray"/> writes; null for the length −1.</summary>
    public float[]? ReadFloatArray() => ReadBlock<float>();

    /// <summary>Reads what <see cref="BinaryEncoder.WriteDoubleArray"/> writes; null for the length −1.</summary>
    public double[]? ReadDoubleArray() => ReadBlock<double>();

    /// <summary>Reads what <see cref="BinaryEncoder.WriteStringArray"/> writes; null for the length −1.</summary>
    public string?[]? ReadStringArray() => ReadArray(4, 8, static (ref d) => d.ReadString());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteDateTimeArray"/> writes; null for the length −1.</summary>
    public DateTime[]? ReadDateTimeArray() => ReadArray(8, 8, static (ref d) => d.ReadDateTime());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteGuidArray"/> writes; null for the length −1.</summary>
    public Guid[]? ReadGuidArray() => ReadArray(16, 16, static (ref d) => d.ReadGuid());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteByteStringArray"/> writes; null for the length −1.</summary>
    public byte[]?[]? ReadByteStringArray() => ReadArray(4, 8, static (ref d) => d.ReadByteString());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteXmlElementArray"/> writes; null for the length −1.</summary>
    public XmlElement[]? ReadXmlElementArray() => ReadArray(4, 8, static (ref d) => d.ReadXmlElement());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteNodeIdArray"/> writes; null for the length −1.</summary>
    public NodeId[]? ReadNodeIdArray() => ReadArray(2, 16, static (ref d) => d.ReadNodeId());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteExpandedNodeIdArray"/> writes; null for the length −1.</summary>
    public ExpandedNodeId[]? ReadExpandedNodeIdArray() => ReadArray(2, 32, static (ref d) => d.ReadExpandedNodeId());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteStatusCodeArray"/> writes; null for the length −1.</summary>
    public StatusCode[]? ReadStatusCodeArray() => ReadArray(4, 4, static (ref d) => d.ReadStatusCode());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteQualifiedNameArray"/> writes; null for the length −1.</summary>
    public QualifiedName[]? ReadQualifiedNameArray() => ReadArray(6, 16, static (ref d) => d.ReadQualifiedName());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteLocalizedTextArray"/> writes; null for the length −1.</summary>
    public LocalizedText[]? ReadLocalizedTextArray() => ReadArray(1, 16, static (ref d) => d.ReadLocalizedText());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteExtensionObjectArray"/> writes; null for the length −1.</summary>
    public ExtensionObject?[]? ReadExtensionObjectArray() => ReadArray(3, 8, static (ref d) => d.ReadExtensionObject());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteDataValueArray"/> writes; null for the length −1.</summary>
    public DataValue[]? ReadDataValueArray() => ReadArray(1, Unsafe.SizeOf<DataValue>(), static (ref d) => d.ReadDataValue());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteVariantArray"/> writes; null for the length −1.</summary>
    public Variant[]? ReadVariantArray() => ReadArray(1, Unsafe.SizeOf<Variant>(), static (ref d) => d.ReadVariant());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteDiagnosticInfoArray"/> writes; null for the length −1.</summary>
    public DiagnosticInfo?[]? ReadDiagnosticInfoArray() => ReadArray(1, 8, static (ref d) => d.ReadDiagnosticInfo());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteStructureArray"/> writes; null for the length −1.</summary>
    public T[]? ReadStructureArray<T>()
        where T : IStructure<T>
    {
        // An object charges for itself; the shortest one is a byte on the wire.
        int memory = typeof(T).IsValueType ? Unsafe.SizeOf<T>() : 8;
        return ReadArray(1, memory, static (ref d) => T.Decode(ref d));
    }

    /// <summary>Reads what <see cref="BinaryEncoder.WriteEnumerationArray"/> writes; null for the length −1.</summary>
    public T[]? ReadEnumerationArray<T>()
        where T : unmanaged, Enum => ReadBlock<T>();

    internal int ReadArrayLength(int elementOnWire, int elementInMemory)
    {
        int length = ReadInt32();
        if (length < 0)
        {
            return -1;
        }

        if (length > Left / elementOnWire)
        {
            throw Malformed($"an array claims {length} elements at byte {_position}, {Left} bytes are left");
        }

        if (length > _limits.MaxArrayLength)
        {
            throw TooLarge($"an array of {length} elements; the limit is {_limits.MaxArrayLength}");
        }

        Charge(length == 0 || elementInMemory == 0 ? 0 : ObjectSize + (long)length * elementInMemory);
        return length;
    }

    private T[]? ReadArray<T>(int elementOnWire, int elementInMemory, ElementReader<T> read)
    {
        int length = ReadArrayLength(elementOnWire, elementInMemory);
        if (length <= 0)
        {
            return length < 0 ? null : [];
        }

        T[] array = typeof(T) == typeof(MonitoredItemNotification) && UsesSpares ? (T[])(object)SpareNotifications.Shared.Take(length) : new T[length];
        for (int i = 0; i < length; i++)
        {
            array[i] = read(ref this);
        }

        return array;
    }

    // The wire is little-endian, as every machine that .NET 10 runs on.
    private T[]? ReadBlock<T>()
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        int length = ReadArrayLength(size, size);
        if (length <= 0)
        {
            return length < 0 ? null : [];
        }

        T[] array = GC.AllocateUninitializedArray<T>(length);
        Take(length * size).CopyTo(MemoryMarshal.AsBytes(array.AsSpan()));
        return array;
    }
}
