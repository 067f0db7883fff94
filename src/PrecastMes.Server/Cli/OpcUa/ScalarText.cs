using System.Globalization;
using PrecastMes.OpcUa;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>Single values of the built-in types from text.</summary>
internal static class ScalarText
{
    /// <exception cref="FormatException">The text is no value of the type; the message says what was expected.</exception>
    public static object Parse(string text, BuiltInType type)
    {
        try
        {
            return type switch
            {
                BuiltInType.Boolean => Truth(text),
                BuiltInType.SByte => sbyte.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
                BuiltInType.Byte => byte.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
                BuiltInType.Int16 => short.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
                BuiltInType.UInt16 => ushort.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
                BuiltInType.Int32 => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
                BuiltInType.UInt32 => uint.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
                BuiltInType.Int64 => long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
                BuiltInType.UInt64 => ulong.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
                BuiltInType.Float => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
                BuiltInType.Double => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
                BuiltInType.String => text,
                BuiltInType.DateTime => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime,
                BuiltInType.Guid => Guid.Parse(text),
                BuiltInType.ByteString => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? Convert.FromHexString(text.AsSpan(2)) : Convert.FromBase64String(text),
                BuiltInType.NodeId => NodeId.Parse(text),
                BuiltInType.ExpandedNodeId => ExpandedNodeId.Parse(text),
                BuiltInType.StatusCode => new StatusCode(Convert.ToUInt32(text, text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? 16 : 10)),
                BuiltInType.QualifiedName => QualifiedName.Parse(text),
                BuiltInType.LocalizedText => new LocalizedText(text),
                _ => throw new FormatException(Text.Of("opcua.value.cannot", type)),
            };
        }
        catch (Exception fault) when (fault is OverflowException or FormatException or ArgumentException)
        {
            throw new FormatException(Text.Of("opcua.value.bad", text, type, Expected(type)));
        }
    }

    public static Type TypeOf(BuiltInType type) => type == BuiltInType.ByteString ? typeof(byte[]) : Parse(Example(type), type).GetType();

    private static bool Truth(string text) => text switch
    {
        "1" => true,
        "0" => false,
        _ => bool.Parse(text),
    };

    private static string Expected(BuiltInType type) => type switch
    {
        BuiltInType.Boolean => "true, false, 1, 0",
        BuiltInType.SByte => "-128 … 127",
        BuiltInType.Byte => "0 … 255",
        BuiltInType.Int16 => "-32768 … 32767",
        BuiltInType.UInt16 => "0 … 65535",
        BuiltInType.Int32 => "-2147483648 … 2147483647",
        BuiltInType.UInt32 => "0 … 4294967295",
        BuiltInType.Int64 => "-9223372036854775808 … 9223372036854775807",
        BuiltInType.UInt64 => "0 … 18446744073709551615",
        BuiltInType.ByteString => "0x…, base64",
        _ => Example(type),
    };

    private static string Example(BuiltInType type) => type switch
    {
        BuiltInType.Boolean => "true",
        BuiltInType.Float or BuiltInType.Double => "1.5",
        BuiltInType.String or BuiltInType.LocalizedText => "text",
        BuiltInType.DateTime => "2026-01-31T08:00:00Z",
        BuiltInType.Guid => "72962b91-fa75-4ae6-8d28-b404dc7daf63",
        BuiltInType.NodeId or BuiltInType.ExpandedNodeId => "ns=2;s=Name",
        BuiltInType.QualifiedName => "2:Name",
        BuiltInType.StatusCode => "0x80000000",
        _ => "1",
    };
}
