using System.Buffers.Binary;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>Bytes written by hand: it shares nothing with the encoder under test, and says yes to every lie.</summary>
internal sealed class HandBytes
{
    private readonly List<byte> _bytes = [];

    public byte[] Done => _bytes.ToArray();

    public HandBytes U8(params ReadOnlySpan<byte> values) => Raw(values);

    public HandBytes Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public HandBytes U16(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return Raw(bytes);
    }

    public HandBytes U32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Raw(bytes);
    }

    public HandBytes I32(int value) => U32((uint)value);

    public HandBytes I64(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Raw(bytes);
    }

    public HandBytes F64(double value) => I64(BitConverter.DoubleToInt64Bits(value));

    /// <summary>String or ByteString: length, then bytes; −1 for null.</summary>
    public HandBytes Blob(byte[]? bytes) => bytes is null ? I32(-1) : I32(bytes.Length).Raw(bytes);

    public HandBytes Text(string? text) => Blob(text is null ? null : System.Text.Encoding.UTF8.GetBytes(text));

    public HandBytes Texts(params string[] texts)
    {
        I32(texts.Length);
        foreach (string text in texts)
        {
            Text(text);
        }

        return this;
    }

    /// <summary>LocalizedText with a text and no locale.</summary>
    public HandBytes Localized(string text) => U8(0x02).Text(text);

    /// <summary>A numeric id of namespace 0, in the longest form.</summary>
    public HandBytes Id(uint numeric) => U8(0x02).U16(0).U32(numeric);

    public HandBytes Id(ushort index, string name) => U8(0x03).U16(index).Text(name);

    /// <summary>The same bytes again and again.</summary>
    public HandBytes Times(int count, Action<HandBytes> write)
    {
        for (int i = 0; i < count; i++)
        {
            write(this);
        }

        return this;
    }
}
