namespace PrecastMes.OpcUa.Server;

/// <summary>Takes the part of a value that an index range names (Part 4 §7.27, for Read).</summary>
internal static class IndexRangeCut
{
    public static bool Take(object whole, VariantShape shape, BuiltInType type, (int First, int Last)[] range, out Variant part)
    {
        part = Variant.Null;
        switch (whole)
        {
            case string or byte[] when shape == VariantShape.Scalar:
                object? text = range.Length == 1 ? Text(whole, range[0]) : null;
                part = text is null ? Variant.Null : Variant.FromObject(type, text);
                return text is not null;
            case Array array:
                Array? elements = Elements(array, type, [array.Length], range);
                part = elements is null ? Variant.Null : Variant.FromArray(type, elements);
                return elements is not null;
            case Matrix matrix:
                elements = Elements(matrix.Elements, type, matrix.Dimensions, range);
                part = elements is null ? Variant.Null : new Matrix(elements, Lengths(matrix.Dimensions, range));
                return elements is not null;
            default:
                return false;
        }
    }

    private static object? Text(object whole, (int First, int Last) range) => whole switch
    {
        string text when range.First < text.Length => text[range.First..End(range, text.Length)],
        byte[] bytes when range.First < bytes.Length => bytes[range.First..End(range, bytes.Length)],
        _ => null,
    };

    // Without adding to the last index first: a client may name the largest there is.
    private static int End((int First, int Last) range, int length) => Math.Min(range.Last, length - 1) + 1;

    private static Array? Elements(Array from, BuiltInType type, IReadOnlyList<int> dimensions, (int First, int Last)[] range)
    {
        bool cutsTexts = range.Length == dimensions.Count + 1 && type is BuiltInType.String or BuiltInType.ByteString;
        if (range.Length != dimensions.Count && !cutsTexts)
        {
            return null;
        }

        int[] lengths = Lengths(dimensions, range);
        if (Array.Exists(lengths, length => length <= 0))
        {
            return null;
        }

        var part = Array.CreateInstance(from.GetType().GetElementType()!, lengths.Aggregate(1, (product, length) => product * length));
        if (dimensions.Count == 1 && !cutsTexts)
        {
            Array.Copy(from, range[0].First, part, 0, part.Length);
            return part;
        }

        bool any = !cutsTexts;
        for (int i = 0; i < part.Length; i++)
        {
            object? element = from.GetValue(RowMajor.Index(i, lengths, dimensions, range));
            if (cutsTexts && element is not null)
            {
                element = Text(element, range[^1]);
                any |= element is not null;
            }

            part.SetValue(element, i);
        }

        return any ? part : null;
    }

    private static int[] Lengths(IReadOnlyList<int> dimensions, (int First, int Last)[] range) =>
        [.. dimensions.Select((length, i) => End(range[i], length) - range[i].First)];
}
