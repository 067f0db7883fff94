using System.Globalization;

namespace PrecastMes.OpcUa.Server;

/// <summary>How a filter turns values of one type into another (Part 4 §7.7.3, tables of conversion and precedence).</summary>
internal static class VariantConversion
{
    // The earlier one wins: the other operand is turned into it.
    private static readonly BuiltInType[] Precedence =
    [
        BuiltInType.Double, BuiltInType.Float, BuiltInType.Int64, BuiltInType.UInt64, BuiltInType.Int32, BuiltInType.UInt32, BuiltInType.StatusCode,
        BuiltInType.Int16, BuiltInType.UInt16, BuiltInType.SByte, BuiltInType.Byte, BuiltInType.Boolean, BuiltInType.Guid, BuiltInType.String,
        BuiltInType.ExpandedNodeId, BuiltInType.NodeId, BuiltInType.LocalizedText, BuiltInType.QualifiedName,
    ];

    /// <summary>Turns one of the two into the other's type; false when there is no such conversion.</summary>
    public static bool TryUnify(ref Variant left, ref Variant right)
    {
        if (left.Type == right.Type)
        {
            return left.Shape == right.Shape;
        }

        int leftRank = Array.IndexOf(Precedence, left.Type);
        int rightRank = Array.IndexOf(Precedence, right.Type);
        return leftRank >= 0 && rightRank >= 0 && (leftRank < rightRank ? TryConvert(right, left.Type, out right) : TryConvert(left, right.Type, out left));
    }

    public static bool TryConvert(Variant value, BuiltInType target, out Variant converted)
    {
        converted = value;
        if (value.Type == target)
        {
            return true;
        }

        Variant? made = value.Shape != VariantShape.Scalar ? null : (value.Type, target) switch
        {
            (_, BuiltInType.String) => ToText(value),
            (BuiltInType.String, _) => Parse((string?)value.Value, target),
            (BuiltInType.Boolean, >= BuiltInType.SByte and <= BuiltInType.Double) => FromNumber(value.Get<bool>() ? 1 : 0, target),
            (>= BuiltInType.SByte and <= BuiltInType.Double, BuiltInType.Boolean) => value.ToDouble() != 0,
            (>= BuiltInType.SByte and <= BuiltInType.Double, BuiltInType.Float or BuiltInType.Double) => FromDouble(value.ToDouble()!.Value, target),
            (>= BuiltInType.SByte and <= BuiltInType.Double, >= BuiltInType.SByte and <= BuiltInType.Double) => FromNumber(Exact(value), target),
            (BuiltInType.UInt16 or BuiltInType.Int32 or BuiltInType.UInt32 or BuiltInType.Int64 or BuiltInType.UInt64, BuiltInType.StatusCode) => ToStatus(value),
            (BuiltInType.StatusCode, BuiltInType.UInt16) => (ushort)(value.Get<StatusCode>().Code >> 16),
            (BuiltInType.StatusCode, BuiltInType.Int32 or BuiltInType.UInt32 or BuiltInType.Int64 or BuiltInType.UInt64) => FromNumber(value.Get<StatusCode>().Code, target),
            (BuiltInType.NodeId, BuiltInType.ExpandedNodeId) => new ExpandedNodeId(value.Get<NodeId>()),
            (BuiltInType.ExpandedNodeId, BuiltInType.NodeId) when value.Get<ExpandedNodeId>() is { NamespaceUri: null, ServerIndex: 0 } id => id.NodeId,
            (BuiltInType.QualifiedName, BuiltInType.LocalizedText) => new LocalizedText(value.Get<QualifiedName>().Name),
            _ => null,
        };
        converted = made ?? Variant.Null;
        return made is not null;
    }

    private static Variant? ToText(Variant value) => value.Type switch
    {
        BuiltInType.LocalizedText => value.Get<LocalizedText>().Text,
        BuiltInType.QualifiedName => value.Get<QualifiedName>().ToString(),
        BuiltInType.Boolean => value.Get<bool>() ? "true" : "false",
        >= BuiltInType.SByte and <= BuiltInType.Double or BuiltInType.Guid or BuiltInType.NodeId or BuiltInType.ExpandedNodeId or BuiltInType.DateTime => value.ToString(),
        _ => null,
    };

    private static Variant? Parse(string? text, BuiltInType target) => target switch
    {
        _ when text is null => null,
        BuiltInType.Boolean => text is "true" or "1" ? true : text is "false" or "0" ? false : (Variant?)null,
        BuiltInType.Float or BuiltInType.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? FromDouble(number, target) : null,
        >= BuiltInType.SByte and <= BuiltInType.UInt64 => decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number) ? FromNumber(number, target) : null,
        BuiltInType.Guid => Guid.TryParse(text, out Guid guid) ? guid : null,
        BuiltInType.NodeId => NodeId.TryParse(text, out NodeId id) ? id : null,
        BuiltInType.ExpandedNodeId => ExpandedNodeId.TryParse(text, out ExpandedNodeId id) ? id : null,
        BuiltInType.DateTime => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime time) ? time : null,
        BuiltInType.LocalizedText => new LocalizedText(text),
        BuiltInType.QualifiedName => QualifiedName.Parse(text),
        _ => null,
    };

    private static Variant? ToStatus(Variant value) => value.Type == BuiltInType.UInt16
        ? new StatusCode((uint)value.Get<ushort>() << 16)
        : value.ToInt64() is >= 0 and <= uint.MaxValue and var code ? new StatusCode((uint)code) : null;

    /// <summary>The number without loss; null for a floating one beyond the range of decimal, and for NaN.</summary>
    private static decimal? Exact(Variant value) => value.Type switch
    {
        BuiltInType.UInt64 => value.Get<ulong>(),
        BuiltInType.Float or BuiltInType.Double => value.ToDouble() is { } number && Math.Abs(number) < 1e28 ? (decimal)number : null,
        _ => value.ToInt64(),
    };

    private static Variant? FromDouble(double number, BuiltInType target) => target == BuiltInType.Double ? number : (float)number;

    // A floating number becomes an integer by rounding; one that does not fit can't be converted.
    private static Variant? FromNumber(decimal? exact, BuiltInType target)
    {
        if (exact is not { } number)
        {
            return null;
        }

        decimal rounded = Math.Round(number, MidpointRounding.AwayFromZero);
        return target switch
        {
            BuiltInType.Double => (double)number,
            BuiltInType.Float => (float)number,
            BuiltInType.SByte when rounded is >= sbyte.MinValue and <= sbyte.MaxValue => (sbyte)rounded,
            BuiltInType.Byte when rounded is >= byte.MinValue and <= byte.MaxValue => (byte)rounded,
            BuiltInType.Int16 when rounded is >= short.MinValue and <= short.MaxValue => (short)rounded,
            BuiltInType.UInt16 when rounded is >= ushort.MinValue and <= ushort.MaxValue => (ushort)rounded,
            BuiltInType.Int32 when rounded is >= int.MinValue and <= int.MaxValue => (int)rounded,
            BuiltInType.UInt32 when rounded is >= uint.MinValue and <= uint.MaxValue => (uint)rounded,
            BuiltInType.Int64 when rounded is >= long.MinValue and <= long.MaxValue => (long)rounded,
            BuiltInType.UInt64 when rounded is >= ulong.MinValue and <= ulong.MaxValue => (ulong)rounded,
            _ => null,
        };
    }
}
