using System.Globalization;

namespace PrecastMes.OpcUa.Server;

/// <summary>A part of an array, a String or a ByteString by index, both ends included (Part 4 §7.27). One dimension.</summary>
internal readonly record struct NumericRange(int First, int Last)
{
    public static NumericRange Whole => new(-1, -1);

    public bool IsWhole => First < 0;

    /// <summary>False when the text is no range or asks for more than one dimension.</summary>
    public static bool TryParse(string? text, out NumericRange range)
    {
        range = Whole;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        int colon = text.IndexOf(':', StringComparison.Ordinal);
        ReadOnlySpan<char> first = colon < 0 ? text : text.AsSpan(0, colon);
        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int from))
        {
            return false;
        }

        int to = from;
        if (colon >= 0 && (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out to) || to <= from))
        {
            return false;
        }

        range = new NumericRange(from, to);
        return true;
    }

    /// <summary>The part of the value; Bad_IndexRangeNoData when none of it is there.</summary>
    public StatusCode Slice(Variant value, out Variant part)
    {
        part = Variant.Null;
        switch (value.Value)
        {
            case byte[] bytes when value.Type == BuiltInType.ByteString && First < bytes.Length:
                part = bytes[First..Math.Min(Last + 1, bytes.Length)];
                return StatusCodes.Good;
            case string text when First < text.Length:
                part = text[First..Math.Min(Last + 1, text.Length)];
                return StatusCodes.Good;
            case Array array when value.IsArray && First < array.Length:
                var elements = Array.CreateInstance(array.GetType().GetElementType()!, Math.Min(Last + 1, array.Length) - First);
                Array.Copy(array, First, elements, 0, elements.Length);
                part = Variant.FromArray(value.Type, elements);
                return StatusCodes.Good;
            default:
                return StatusCodes.BadIndexRangeNoData;
        }
    }

    /// <summary>A copy of <paramref name="current"/> with the part replaced by <paramref name="part"/>, which has exactly its length.</summary>
    public StatusCode Replace(Variant current, Variant part, out Variant merged)
    {
        merged = current;
        if (!current.IsArray || current.Value is not Array old || Last >= old.Length)
        {
            return StatusCodes.BadIndexRangeNoData;
        }

        if (part.Type != current.Type || part.Value is not Array added || added.Length != Last - First + 1)
        {
            return StatusCodes.BadIndexRangeDataMismatch;
        }

        var copy = (Array)old.Clone();
        Array.Copy(added, 0, copy, First, added.Length);
        merged = Variant.FromArray(current.Type, copy);
        return StatusCodes.Good;
    }
}
