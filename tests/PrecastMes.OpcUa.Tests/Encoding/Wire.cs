using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Tests.Encoding;

/// <summary>Bytes written as hex, with blanks and comments in parentheses for the fields.</summary>
internal static class Wire
{
    public delegate T Reader<T>(ref BinaryDecoder decoder);

    public static byte[] Bytes(params string[] fields)
    {
        IEnumerable<string> bare = fields.Select(field => field.IndexOf('(', StringComparison.Ordinal) is >= 0 and var at ? field[..at] : field);
        return Convert.FromHexString(string.Concat(bare).Replace(" ", "", StringComparison.Ordinal));
    }

    public static byte[] Written(Action<BinaryEncoder> write)
    {
        using var encoder = new BinaryEncoder();
        write(encoder);
        return encoder.WrittenSpan.ToArray();
    }

    /// <summary>Reads a value that must take up all the bytes.</summary>
    public static T Read<T>(byte[] bytes, Reader<T> read, EncodingLimits? limits = null)
    {
        var decoder = new BinaryDecoder(bytes, limits);
        T value = read(ref decoder);
        decoder.ExpectEnd();
        return value;
    }

    /// <summary>The code that reading the bytes fails with.</summary>
    public static StatusCode Refusal<T>(byte[] bytes, Reader<T> read, EncodingLimits? limits = null) =>
        Assert.Throws<OpcUaException>(() => Read(bytes, read, limits)).Status;
}
