using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PrecastMes.OpcUa.Encoding;

/// <summary>
/// Reads OPC UA Binary (Part 6 §5.2) from a whole message. Every length is checked against the bytes that are left and the limits
/// before memory is taken for it.
/// </summary>
public ref partial struct BinaryDecoder
{
    // Bytes of objects on a 64-bit machine: header and length of a string or array, the whole of the others.
    private const int ObjectSize = 24;
    private const int ExtensionObjectSize = 72;
    private const int DiagnosticInfoSize = 80;

    // A message of a few bytes may always become an object or two.
    private const int FreeMemory = 65_536;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly EncodingLimits _limits;
    private int _position;
    private int _nesting;
    private long _memoryLeft;

    /// <summary>Begins at the first byte.</summary>
    /// <param name="bytes">A whole message or body.</param>
    /// <param name="limits">What is accepted; the defaults when null.</param>
    public BinaryDecoder(ReadOnlySpan<byte> bytes, EncodingLimits? limits = null)
    {
        _bytes = bytes;
        _limits = limits ?? EncodingLimits.Default;
        _memoryLeft = FreeMemory + (long)bytes.Length * _limits.MaxExpansion;
    }

    /// <summary>
    /// Arrays of notifications may be used ones, with empty places at the end; for whoever gives them back. Those inside a value are the
    /// value's own.
    /// </summary>
    internal bool UsesSpares { readonly get => field && _nesting <= 1; init; }

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Bytes not yet read.</summary>
    public readonly int Left => _bytes.Length - _position;

    /// <summary>Reads what <see cref="BinaryEncoder.WriteBoolean"/> writes.</summary>
    public bool ReadBoolean() => Take(1)[0] != 0;

    /// <summary>Reads what <see cref="BinaryEncoder.WriteSByte"/> writes.</summary>
    public sbyte ReadSByte() => (sbyte)Take(1)[0];

    /// <summary>Reads what <see cref="BinaryEncoder.WriteByte"/> writes.</summary>
    public byte ReadByte() => Take(1)[0];

    /// <summary>Reads what <see cref="BinaryEncoder.WriteInt16"/> writes.</summary>
    public short ReadInt16() => BinaryPrimitives.ReadInt16LittleEndian(Take(2));

    /// <summary>Reads what <see cref="BinaryEncoder.WriteUInt16"/> writes.</summary>
    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    /// <summary>Reads what <see cref="BinaryEncoder.WriteInt32"/> writes.</summary>
    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    /// <summary>Reads what <see cref="BinaryEncoder.WriteUInt32"/> writes.</summary>
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>Reads what <see cref="BinaryEncoder.WriteInt64"/> writes.</summary>
    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>Reads what <see cref="BinaryEncoder.WriteUInt64"/> writes.</summary>
    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>Reads what <see cref="BinaryEncoder.WriteFloat"/> writes.</summary>
    public float ReadFloat() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    /// <summary>Reads what <see cref="BinaryEncoder.WriteDouble"/> writes.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>Bytes that are no UTF-8 become U+FFFD: a name that was mangled elsewhere must not break the link.</summary>
    public string? ReadString()
    {
        int length = ReadLength(_limits.MaxStringLength, "String");
        if (length < 0)
        {
            return null;
        }

        Charge(length == 0 ? 0 : ObjectSize + 2L * length);
        return System.Text.Encoding.UTF8.GetString(Take(length));
    }

    /// <summary>Reads what <see cref="BinaryEncoder.WriteDateTime"/> writes.</summary>
    public DateTime ReadDateTime() => UaDateTime.FromWire(ReadInt64());

    /// <summary>Part 6 §5.2.2.6: Data1–3 little-endian, Data4 as it stands, which is the layout of .NET.</summary>
    public Guid ReadGuid() => new(Take(16));

    /// <summary>Reads what <see cref="BinaryEncoder.WriteByteString"/> writes.</summary>
    public byte[]? ReadByteString()
    {
        int length = ReadLength(_limits.MaxByteStringLength, "ByteString");
        if (length < 0)
        {
            return null;
        }

        Charge(length == 0 ? 0 : ObjectSize + length);
        return Take(length).ToArray();
    }

    /// <summary>Reads what <see cref="BinaryEncoder.WriteXmlElement"/> writes.</summary>
    public XmlElement ReadXmlElement() => new(ReadString());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteNodeId(NodeId)"/> writes.</summary>
    public NodeId ReadNodeId() => ReadNodeIdBody(ReadByte());

    /// <summary>A NodeId that becomes no object; its bytes are those of the message.</summary>
    internal EncodedNodeId ReadEncodedNodeId()
    {
        byte form = ReadByte();
        switch (form)
        {
            case 0:
                return new EncodedNodeId(0, IdType.Numeric, ReadByte(), default);
            case 1:
                byte shortIndex = ReadByte();
                return new EncodedNodeId(shortIndex, IdType.Numeric, ReadUInt16(), default);
        }

        ushort index = form is >= 2 and <= 5 ? ReadUInt16() : throw BadNodeIdForm(form);
        return form switch
        {
            2 => new EncodedNodeId(index, IdType.Numeric, ReadUInt32(), default),
            3 => new EncodedNodeId(index, IdType.String, 0, ReadBytes(_limits.MaxStringLength, "String")),
            4 => new EncodedNodeId(index, IdType.Guid, 0, Take(16)),
            _ => new EncodedNodeId(index, IdType.Opaque, 0, ReadBytes(_limits.MaxByteStringLength, "ByteString")),
        };
    }

    /// <summary>Reads what <see cref="BinaryEncoder.WriteExpandedNodeId"/> writes.</summary>
    public ExpandedNodeId ReadExpandedNodeId()
    {
        byte form = ReadByte();
        NodeId id = ReadNodeIdBody((byte)(form & 0x3F));
        string? uri = (form & 0x80) != 0 ? ReadString() : null;
        uint server = (form & 0x40) != 0 ? ReadUInt32() : 0;
        return new ExpandedNodeId(id, uri, server);
    }

    /// <summary>Reads what <see cref="BinaryEncoder.WriteStatusCode"/> writes.</summary>
    public StatusCode ReadStatusCode() => new(ReadUInt32());

    /// <summary>Reads what <see cref="BinaryEncoder.WriteQualifiedName"/> writes.</summary>
    public QualifiedName ReadQualifiedName()
    {
        ushort index = ReadUInt16();
        return new QualifiedName(index, ReadString());
    }

    /// <summary>Reads what <see cref="BinaryEncoder.WriteLocalizedText"/> writes.</summary>
    public LocalizedText ReadLocalizedText()
    {
        byte mask = ReadByte();
        string? locale = (mask & 0x01) != 0 ? ReadString() : null;
        string? text = (mask & 0x02) != 0 ? ReadString() : null;
        return new LocalizedText(text, locale);
    }

    /// <summary>Reads what <see cref="BinaryEncoder.WriteDataValue"/> writes.</summary>
    public DataValue ReadDataValue()
    {
        byte mask = ReadByte();
        Variant value = (mask & 0x01) != 0 ? ReadVariant() : default;
        StatusCode status = (mask & 0x02) != 0 ? ReadStatusCode() : default;
        DateTime? source = (mask & 0x04) != 0 ? ReadDateTime() : null;
        ushort sourcePicoseconds = (mask & 0x10) != 0 ? ReadUInt16() : (ushort)0;
        DateTime? server = (mask & 0x08) != 0 ? ReadDateTime() : null;
        ushort serverPicoseconds = (mask & 0x20) != 0 ? ReadUInt16() : (ushort)0;
        return new DataValue(value, status, source, server) { SourcePicoseconds = sourcePicoseconds, ServerPicoseconds = serverPicoseconds };
    }

    /// <summary>Reads what <see cref="BinaryEncoder.WriteDiagnosticInfo"/> writes.</summary>
    public DiagnosticInfo? ReadDiagnosticInfo()
    {
        byte mask = ReadByte();
        if (mask == 0)
        {
            return null;
        }

        Enter();
        Charge(DiagnosticInfoSize);
        var info = new DiagnosticInfo
        {
            SymbolicId = (mask & 0x01) != 0 ? ReadInt32() : null,
            NamespaceUri = (mask & 0x02) != 0 ? ReadInt32() : null,
            Locale = (mask & 0x08) != 0 ? ReadInt32() : null,
            LocalizedText = (mask & 0x04) != 0 ? ReadInt32() : null,
            AdditionalInfo = (mask & 0x10) != 0 ? ReadString() : null,
            InnerStatusCode = (mask & 0x20) != 0 ? ReadStatusCode() : null,
            InnerDiagnosticInfo = (mask & 0x40) != 0 ? ReadDiagnosticInfo() : null,
        };
        Leave();
        return info;
    }

    /// <summary>Reads what <see cref="BinaryEncoder.WriteExtensionObject"/> writes.</summary>
    public ExtensionObject? ReadExtensionObject()
    {
        NodeId type = ReadNodeId();
        byte encoding = ReadByte();
        if (encoding == 0 && type.IsNull)
        {
            return null;
        }

        Charge(ExtensionObjectSize);
        switch (encoding)
        {
            case 0:
                return new ExtensionObject(type, (byte[]?)null);
            case 1:
                return ReadBinaryBody(type);
            case 2:
                return new ExtensionObject(type, ReadXmlElement());
            default:
                throw Malformed($"ExtensionObject encoding {encoding} at byte {_position - 1}");
        }
    }

    /// <summary>Throws when bytes are left over.</summary>
    public readonly void ExpectEnd()
    {
        if (Left != 0)
        {
            throw Malformed($"{Left} bytes follow the message");
        }
    }

    internal ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)(_bytes.Length - _position))
        {
            throw Malformed($"{count} bytes are needed at byte {_position}, {Left} are left");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }

    private static OpcUaException Malformed(string what) => new(StatusCodes.BadDecodingError, what);

    private static OpcUaException TooLarge(string what) => new(StatusCodes.BadEncodingLimitsExceeded, what);

    private ExtensionObject ReadBinaryBody(NodeId type)
    {
        int length = ReadLength(int.MaxValue, "ExtensionObject");
        if (length < 0)
        {
            return new ExtensionObject(type, (byte[]?)null);
        }

        bool known = type.NamespaceIndex == 0 && type.Kind == IdType.Numeric && StandardStructures.IsKnown(type.Numeric);
        if (!known)
        {
            Charge(ObjectSize + length);
            return new ExtensionObject(type, Take(length).ToArray());
        }

        Enter();
        int end = _position + length;
        IStructure structure = StandardStructures.Decode(type.Numeric, ref this)!;
        if (_position != end)
        {
            throw Malformed($"the body of {type} claims {length} bytes and takes {length - (end - _position)}");
        }

        Leave();
        return ExtensionObject.Known(type, structure);
    }

    private NodeId ReadNodeIdBody(byte form)
    {
        switch (form)
        {
            case 0:
                return new NodeId(0, ReadByte());
            case 1:
                byte shortIndex = ReadByte();
                return new NodeId(shortIndex, ReadUInt16());
        }

        ushort index = form is >= 2 and <= 5 ? ReadUInt16() : throw BadNodeIdForm(form);
        return form switch
        {
            2 => new NodeId(index, ReadUInt32()),
            3 => new NodeId(index, ReadString() ?? ""),
            4 => new NodeId(index, ReadBoxedGuid()),
            _ => new NodeId(index, ReadByteString() ?? []),
        };
    }

    private Guid ReadBoxedGuid()
    {
        Charge(ObjectSize + 16);
        return ReadGuid();
    }

    private readonly OpcUaException BadNodeIdForm(byte form) => Malformed($"node id form 0x{form:X2} at byte {_position - 1}");

    internal void SkipString() => ReadBytes(_limits.MaxStringLength, "String");

    // Null and empty alike.
    private ReadOnlySpan<byte> ReadBytes(int limit, string what)
    {
        int length = ReadLength(limit, what);
        return length <= 0 ? default : Take(length);
    }

    private int ReadLength(int limit, string what)
    {
        int length = ReadInt32();
        if (length < 0)
        {
            return -1;
        }

        if (length > Left)
        {
            throw Malformed($"a {what} claims {length} bytes at byte {_position}, {Left} are left");
        }

        return length <= limit ? length : throw TooLarge($"a {what} of {length} bytes; the limit is {limit}");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Charge(long bytes)
    {
        _memoryLeft -= bytes;
        if (_memoryLeft < 0)
        {
            throw TooLarge($"the message takes more than {_limits.MaxExpansion} times its size in memory");
        }
    }

    internal void Enter()
    {
        if (++_nesting > _limits.MaxNesting)
        {
            throw TooLarge($"more than {_limits.MaxNesting} levels inside each other");
        }
    }

    internal void Leave() => _nesting--;
}
