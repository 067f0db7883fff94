using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace PrecastMes.OpcUa.Encoding;

/// <summary>Writes OPC UA Binary (Part 6 §5.2) into a pooled buffer; dispose returns the buffer.</summary>
public sealed partial class BinaryEncoder : IDisposable
{
    private byte[] _buffer;
    private int _length;

    /// <param name="initialCapacity">Bytes to begin with; the buffer grows as needed. 0 takes none before the first write.</param>
    public BinaryEncoder(int initialCapacity = 1024) => _buffer = initialCapacity == 0 ? [] : MessageBuffers.Rent(initialCapacity);

    /// <summary>Bytes written.</summary>
    public int Length => _length;

    /// <summary>Nothing is written that needs a larger buffer than this; what fits the buffer anyway may pass it.</summary>
    internal int MaxLength { get; set; } = Array.MaxLength;

    /// <summary>The bytes written; of no use after the next write or dispose.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _length);

    /// <summary>The bytes written; of no use after the next write or dispose.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    internal Memory<byte> WrittenMutable => _buffer.AsMemory(0, _length);

    /// <summary>Part 6 §5.2.2.1: one byte.</summary>
    public void WriteBoolean(bool value) => Next(1)[0] = value ? (byte)1 : (byte)0;

    /// <summary>Part 6 §5.2.2.2: one byte.</summary>
    public void WriteSByte(sbyte value) => Next(1)[0] = (byte)value;

    /// <summary>Part 6 §5.2.2.2: one byte.</summary>
    public void WriteByte(byte value) => Next(1)[0] = value;

    /// <summary>Part 6 §5.2.2.2: two bytes.</summary>
    public void WriteInt16(short value) => BinaryPrimitives.WriteInt16LittleEndian(Next(2), value);

    /// <summary>Part 6 §5.2.2.2: two bytes.</summary>
    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Next(2), value);

    /// <summary>Part 6 §5.2.2.2: four bytes.</summary>
    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(4), value);

    /// <summary>Part 6 §5.2.2.2: four bytes.</summary>
    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Next(4), value);

    /// <summary>Part 6 §5.2.2.2: eight bytes.</summary>
    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Next(8), value);

    /// <summary>Part 6 §5.2.2.2: eight bytes.</summary>
    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Next(8), value);

    /// <summary>Part 6 §5.2.2.3: four bytes.</summary>
    public void WriteFloat(float value) => BinaryPrimitives.WriteSingleLittleEndian(Next(4), value);

    /// <summary>Part 6 §5.2.2.3: eight bytes.</summary>
    public void WriteDouble(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Next(8), value);

    /// <summary>Part 6 §5.2.2.4: the length in bytes and UTF-8; null is the length −1.</summary>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteInt32(-1);
            return;
        }

        int length = System.Text.Encoding.UTF8.GetByteCount(value);
        WriteInt32(length);
        System.Text.Encoding.UTF8.GetBytes(value, Next(length));
    }

    /// <summary>Part 6 §5.2.2.5: 100 ns since 1601, UTC; times outside what the wire holds become its smallest or greatest.</summary>
    public void WriteDateTime(DateTime value) => WriteInt64(UaDateTime.ToWire(value));

    /// <summary>Part 6 §5.2.2.6: 16 bytes, the first three groups little-endian.</summary>
    public void WriteGuid(Guid value) => value.TryWriteBytes(Next(16));

    /// <summary>Part 6 §5.2.2.7: the length and the bytes; null is the length −1.</summary>
    public void WriteByteString(byte[]? value)
    {
        if (value is null)
        {
            WriteInt32(-1);
            return;
        }

        WriteInt32(value.Length);
        value.CopyTo(Next(value.Length));
    }

    /// <summary>Part 6 §5.2.2.8: as a string.</summary>
    public void WriteXmlElement(XmlElement value) => WriteString(value.Text);

    /// <summary>Part 6 §5.2.2.9: the shortest of its forms.</summary>
    public void WriteNodeId(NodeId value) => WriteNodeId(value, 0);

    /// <summary>Part 6 §5.2.2.10: the node id, then what the flags announce.</summary>
    public void WriteExpandedNodeId(ExpandedNodeId value)
    {
        byte flags = (byte)((value.NamespaceUri is null ? 0 : 0x80) | (value.ServerIndex == 0 ? 0 : 0x40));
        WriteNodeId(value.NodeId, flags);
        if (value.NamespaceUri is not null)
        {
            WriteString(value.NamespaceUri);
        }

        if (value.ServerIndex != 0)
        {
            WriteUInt32(value.ServerIndex);
        }
    }

    /// <summary>Part 6 §5.2.2.11: four bytes.</summary>
    public void WriteStatusCode(StatusCode value) => WriteUInt32(value.Code);

    /// <summary>Part 6 §5.2.2.13: index and name.</summary>
    public void WriteQualifiedName(QualifiedName value)
    {
        WriteUInt16(value.NamespaceIndex);
        WriteString(value.Name);
    }

    /// <summary>Part 6 §5.2.2.14: what is not null.</summary>
    public void WriteLocalizedText(LocalizedText value)
    {
        WriteByte((byte)((value.Locale is null ? 0 : 0x01) | (value.Text is null ? 0 : 0x02)));
        if (value.Locale is not null)
        {
            WriteString(value.Locale);
        }

        if (value.Text is not null)
        {
            WriteString(value.Text);
        }
    }

    /// <summary>Part 6 §5.2.2.17: what there is; Good and null need no bytes.</summary>
    public void WriteDataValue(DataValue value)
    {
        DateTime? source = value.SourceTimestamp;
        DateTime? server = value.ServerTimestamp;
        bool sourcePicoseconds = source is not null && value.SourcePicoseconds != 0;
        bool serverPicoseconds = server is not null && value.ServerPicoseconds != 0;
        WriteByte((byte)(
            (value.Value.IsNull ? 0 : 0x01) | (value.Status.Code == 0 ? 0 : 0x02) | (source is null ? 0 : 0x04)
            | (server is null ? 0 : 0x08) | (sourcePicoseconds ? 0x10 : 0) | (serverPicoseconds ? 0x20 : 0)));
        if (!value.Value.IsNull)
        {
            WriteVariant(value.Value);
        }

        if (value.Status.Code != 0)
        {
            WriteStatusCode(value.Status);
        }

        if (source is { } sourceTime)
        {
            WriteDateTime(sourceTime);
        }

        if (sourcePicoseconds)
        {
            WriteUInt16(value.SourcePicoseconds);
        }

        if (server is { } serverTime)
        {
            WriteDateTime(serverTime);
        }

        if (serverPicoseconds)
        {
            WriteUInt16(value.ServerPicoseconds);
        }
    }

    /// <summary>Part 6 §5.2.2.12: what is not null; null itself is an empty mask.</summary>
    public void WriteDiagnosticInfo(DiagnosticInfo? value)
    {
        if (value is null)
        {
            WriteByte(0);
            return;
        }

        WriteByte((byte)(
            (value.SymbolicId is null ? 0 : 0x01) | (value.NamespaceUri is null ? 0 : 0x02) | (value.LocalizedText is null ? 0 : 0x04)
            | (value.Locale is null ? 0 : 0x08) | (value.AdditionalInfo is null ? 0 : 0x10) | (value.InnerStatusCode is null ? 0 : 0x20)
            | (value.InnerDiagnosticInfo is null ? 0 : 0x40)));
        WriteOptional(value.SymbolicId);
        WriteOptional(value.NamespaceUri);
        WriteOptional(value.Locale);
        WriteOptional(value.LocalizedText);
        if (value.AdditionalInfo is not null)
        {
            WriteString(value.AdditionalInfo);
        }

        if (value.InnerStatusCode is { } status)
        {
            WriteStatusCode(status);
        }

        if (value.InnerDiagnosticInfo is not null)
        {
            WriteDiagnosticInfo(value.InnerDiagnosticInfo);
        }
    }

    /// <summary>Part 6 §5.2.2.15: encoding id and body; an unknown body as it came.</summary>
    public void WriteExtensionObject(ExtensionObject? value)
    {
        if (value is null)
        {
            WriteNodeId(NodeId.Null);
            WriteByte(0);
            return;
        }

        WriteNodeId(value.TypeId);
        if (value.Structure is { } structure)
        {
            WriteByte(1);
            int start = _length;
            WriteInt32(0);
            structure.Encode(this);
            BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(start), _length - start - 4);
        }
        else if (value.Xml is { } xml)
        {
            WriteByte(2);
            WriteXmlElement(xml);
        }
        else if (value.Body is { } body)
        {
            WriteByte(1);
            WriteByteString(body);
        }
        else
        {
            WriteByte(0);
        }
    }

    /// <summary>Returns the buffer to the pool; what was written is gone.</summary>
    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        _length = 0;
        MessageBuffers.Return(buffer);
    }

    internal void Clear() => _length = 0;

    /// <summary>Empties it, and gives back a buffer larger than this.</summary>
    internal void Shrink(int kept)
    {
        _length = 0;
        if (_buffer.Length > kept)
        {
            Dispose();
        }
    }

    /// <summary>A RequestHeader without an audit entry or extras (Part 4 §7.33).</summary>
    internal void WriteRequestHeader(NodeId authenticationToken, DateTime timestamp, uint requestHandle, uint timeoutHint)
    {
        WriteNodeId(authenticationToken);
        WriteDateTime(timestamp);
        WriteUInt32(requestHandle);
        WriteUInt32(0);
        WriteString(null);
        WriteUInt32(timeoutHint);
        WriteExtensionObject(null);
    }

    /// <summary>A ResponseHeader without a fault, diagnostics or extras (Part 4 §7.34).</summary>
    internal void WriteGoodResponseHeader(uint requestHandle, DateTime timestamp)
    {
        WriteDateTime(timestamp);
        WriteUInt32(requestHandle);
        WriteStatusCode(StatusCodes.Good);
        WriteDiagnosticInfo(null);
        WriteStringArray(null);
        WriteExtensionObject(null);
    }

    internal void Truncate(int length) => _length = length;

    internal static bool SameBytes(IStructure left, IStructure right)
    {
        using var a = new BinaryEncoder();
        using var b = new BinaryEncoder();
        left.Encode(a);
        right.Encode(b);
        return left.EncodingId == right.EncodingId && a.WrittenSpan.SequenceEqual(b.WrittenSpan);
    }

    /// <summary>Reserves bytes that the caller fills in.</summary>
    internal Span<byte> Next(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Grow(count);
        }

        Span<byte> next = _buffer.AsSpan(_length, count);
        _length += count;
        return next;
    }

    private void Grow(int count)
    {
        long needed = (long)_length + count;
        if (needed > MaxLength)
        {
            throw new OpcUaException(StatusCodes.BadResponseTooLarge, $"more than {MaxLength} bytes");
        }

        byte[] larger = MessageBuffers.Rent((int)Math.Min(Math.Max(needed, Math.Min(_buffer.Length * 2L, MaxLength)), Array.MaxLength));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        MessageBuffers.Return(_buffer);

        _buffer = larger;
    }

    private void WriteOptional(int? value)
    {
        if (value is { } number)
        {
            WriteInt32(number);
        }
    }

    // Part 6 §5.2.2.9: the shortest form that holds the id.
    private void WriteNodeId(NodeId value, byte flags)
    {
        switch (value.Kind)
        {
            case IdType.Numeric when value.NamespaceIndex == 0 && value.Numeric <= byte.MaxValue:
                WriteByte((byte)(0x00 | flags));
                WriteByte((byte)value.Numeric);
                break;
            case IdType.Numeric when value.NamespaceIndex <= byte.MaxValue && value.Numeric <= ushort.MaxValue:
                WriteByte((byte)(0x01 | flags));
                WriteByte((byte)value.NamespaceIndex);
                WriteUInt16((ushort)value.Numeric);
                break;
            case IdType.Numeric:
                WriteByte((byte)(0x02 | flags));
                WriteUInt16(value.NamespaceIndex);
                WriteUInt32(value.Numeric);
                break;
            case IdType.String:
                WriteByte((byte)(0x03 | flags));
                WriteUInt16(value.NamespaceIndex);
                WriteString(value.Text);
                break;
            case IdType.Guid:
                WriteByte((byte)(0x04 | flags));
                WriteUInt16(value.NamespaceIndex);
                WriteGuid((Guid)value.Identifier);
                break;
            default:
                WriteByte((byte)(0x05 | flags));
                WriteUInt16(value.NamespaceIndex);
                WriteByteString((byte[])value.Identifier);
                break;
        }
    }

    private void WriteBlock<T>(T[]? array)
        where T : unmanaged
    {
        if (array is null)
        {
            WriteInt32(-1);
            return;
        }

        WriteInt32(array.Length);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(array.AsSpan());
        bytes.CopyTo(Next(bytes.Length));
    }
}
