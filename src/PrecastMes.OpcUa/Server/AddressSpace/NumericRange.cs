using System.Globalization;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// A part of an array, a matrix, a String or a ByteString by index, both ends included (Part 4 §7.27). With one dimension more than the
/// array it takes parts of the Strings or ByteStrings in it.
/// </summary>
internal readonly struct NumericRange
{
    // A matrix of more dimensions is nothing that a client has.
    private const int MaxDimensions = 8;

    private readonly (int First, int Last)[]? _dimensions;

    private NumericRange((int First, int Last)[] dimensions) => _dimensions = dimensions;

    public static NumericRange Whole => default;

    public bool IsWhole => _dimensions is null;

    /// <summary>False when the text is no range.</summary>
    public static bool TryParse(string? text, out NumericRange range)
    {
        range = Whole;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        string[] parts = text.Split(',');
        if (parts.Length > MaxDimensions)
        {
            return false;
        }

        var dimensions = new (int, int)[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!TryParseDimension(parts[i], out dimensions[i]))
            {
                return false;
            }
        }

        range = new NumericRange(dimensions);
        return true;
    }

    /// <summary>The part of the value, cut at its ends; Bad_IndexRangeNoData when none of it is there.</summary>
    public StatusCode Slice(Variant value, out Variant part)
    {
        part = Variant.Null;
        return Elements(value) is { } elements && IndexRangeCut.Take(elements, value.Shape, value.Type, _dimensions ?? [], out part)
            ? StatusCodes.Good
            : StatusCodes.BadIndexRangeNoData;
    }

    /// <summary>A copy of <paramref name="current"/> with the part replaced by <paramref name="part"/>, which has exactly its lengths.</summary>
    public StatusCode Replace(Variant current, Variant part, out Variant merged)
    {
        merged = current;
        if (part.Type != current.Type)
        {
            return StatusCodes.BadTypeMismatch;
        }

        return Elements(current) is { } elements ? IndexRangeMerge.Put(elements, current, part, _dimensions ?? [], out merged) : StatusCodes.BadIndexRangeNoData;
    }

    /// <summary>What is indexed: the elements of an array or matrix, or the String or ByteString itself.</summary>
    private static object? Elements(Variant value) => value.Value switch
    {
        Matrix matrix => matrix,
        Array array => array,
        string text => text,
        _ => null,
    };

    private static bool TryParseDimension(string text, out (int First, int Last) dimension)
    {
        dimension = default;
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

        dimension = (from, to);
        return true;
    }
}
