using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Encoding;

/// <summary>Arrays: an Int32 length, −1 for null, then the elements (Part 6 §5.2.5).</summary>
public ref partial struct BinaryDecoder
{
    private delegate T ElementReader<T>(ref BinaryDecoder decoder);

    public bool[]? ReadBooleanArray() => ReadArray(1, 1, static (ref d) => d.ReadBoolean());

    public sbyte[]? ReadSByteArray() => ReadBlock<sbyte>();

    public byte[]? ReadByteArray() => ReadBlock<byte>();

    public short[]? ReadInt16Array() => ReadBlock<short>();

    public ushort[]? ReadUInt16Array() => ReadBlock<ushort>();

    public int[]? ReadInt32Array() => ReadBlock<int>();

    public uint[]? ReadUInt32Array() => ReadBlock<uint>();

    public long[]? ReadInt64Array() => ReadBlock<long>();

    public ulong[]? ReadUInt64Array() => ReadBlock<ulong>();

    public float[]? ReadFloatArray() => ReadBlock<float>();

    public double[]? ReadDoubleArray() => ReadBlock<double>();

    public string?[]? ReadStringArray() => ReadArray(4, 8, static (ref d) => d.ReadString());

    public DateTime[]? ReadDateTimeArray() => ReadArray(8, 8, static (ref d) => d.ReadDateTime());

    public Guid[]? ReadGuidArray() => ReadArray(16, 16, static (ref d) => d.ReadGuid());

    public byte[]?[]? ReadByteStringArray() => ReadArray(4, 8, static (ref d) => d.ReadByteString());

    public XmlElement[]? ReadXmlElementArray() => ReadArray(4, 8, static (ref d) => d.ReadXmlElement());

    public NodeId[]? ReadNodeIdArray() => ReadArray(2, 16, static (ref d) => d.ReadNodeId());

    public ExpandedNodeId[]? ReadExpandedNodeIdArray() => ReadArray(2, 32, static (ref d) => d.ReadExpandedNodeId());

    public StatusCode[]? ReadStatusCodeArray() => ReadArray(4, 4, static (ref d) => d.ReadStatusCode());

    public QualifiedName[]? ReadQualifiedNameArray() => ReadArray(6, 16, static (ref d) => d.ReadQualifiedName());

    public LocalizedText[]? ReadLocalizedTextArray() => ReadArray(1, 16, static (ref d) => d.ReadLocalizedText());

    public ExtensionObject?[]? ReadExtensionObjectArray() => ReadArray(3, 8, static (ref d) => d.ReadExtensionObject());

    public DataValue[]? ReadDataValueArray() => ReadArray(1, Unsafe.SizeOf<DataValue>(), static (ref d) => d.ReadDataValue());

    public Variant[]? ReadVariantArray() => ReadArray(1, Unsafe.SizeOf<Variant>(), static (ref d) => d.ReadVariant());

    public DiagnosticInfo?[]? ReadDiagnosticInfoArray() => ReadArray(1, 8, static (ref d) => d.ReadDiagnosticInfo());

    public T[]? ReadStructureArray<T>()
        where T : IStructure<T>
    {
        // An object charges for itself; the shortest one is a byte on the wire.
        int memory = typeof(T).IsValueType ? Unsafe.SizeOf<T>() : 8;
        return ReadArray(1, memory, static (ref d) => T.Decode(ref d));
    }

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
