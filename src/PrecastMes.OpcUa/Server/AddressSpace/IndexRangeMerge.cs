namespace PrecastMes.OpcUa.Server;

/// <summary>Puts a part into a copy of a value (Part 4 §7.27, for Write: all of the range must be there).</summary>
internal static class IndexRangeMerge
{
    public static StatusCode Put(object whole, Variant current, Variant part, (int First, int Last)[] range, out Variant merged)
    {
        merged = current;
        if (whole is string or byte[] && current.Shape == VariantShape.Scalar)
        {
            return range.Length == 1 && part.Shape == VariantShape.Scalar ? PutText(whole, part.Value, range[0], current.Type, out merged) : StatusCodes.BadIndexRangeDataMismatch;
        }

        (Array elements, IReadOnlyList<int> dimensions) = whole is Matrix matrix ? (matrix.Elements, matrix.Dimensions) : ((Array)whole, [((Array)whole).Length]);
        bool cutsTexts = range.Length == dimensions.Count + 1 && current.Type is BuiltInType.String or BuiltInType.ByteString;
        if (range.Length != dimensions.Count && !cutsTexts)
        {
            return StatusCodes.BadIndexRangeNoData;
        }

        int[] lengths = [.. dimensions.Select((_, i) => range[i].Last - range[i].First + 1)];
        for (int d = 0; d < dimensions.Count; d++)
        {
            if (range[d].Last >= dimensions[d])
            {
                return StatusCodes.BadIndexRangeNoData;
            }
        }

        if (Given(part, lengths) is not { } given)
        {
            return StatusCodes.BadIndexRangeDataMismatch;
        }

        var copy = (Array)elements.Clone();
        for (int i = 0; i < given.Length; i++)
        {
            int at = RowMajor.Index(i, lengths, dimensions, range);
            object? element = given.GetValue(i);
            if (cutsTexts)
            {
                StatusCode status = PutText(copy.GetValue(at), element, range[^1], current.Type, out Variant text);
                if (status.IsBad)
                {
                    return status;
                }

                element = text.Value;
            }

            copy.SetValue(element, at);
        }

        merged = whole is Matrix ? new Matrix(copy, dimensions) : Variant.FromArray(current.Type, copy);
        return StatusCodes.Good;
    }

    /// <summary>The elements when they have exactly these lengths; a row of a matrix may come as an array.</summary>
    private static Array? Given(Variant part, int[] lengths)
    {
        (Array? elements, IReadOnlyList<int> dimensions) = part.Value switch
        {
            Matrix matrix => (matrix.Elements, matrix.Dimensions),
            Array array when part.IsArray => (array, [array.Length]),
            _ => ((Array?)null, (IReadOnlyList<int>)[]),
        };
        return elements is not null && dimensions.Where(length => length != 1).SequenceEqual(lengths.Where(length => length != 1)) ? elements : null;
    }

    private static StatusCode PutText(object? whole, object? part, (int First, int Last) range, BuiltInType type, out Variant merged)
    {
        merged = Variant.Null;
        int length = range.Last - range.First + 1;
        switch (whole, part)
        {
            case (string text, string added) when range.Last < text.Length && added.Length == length:
                merged = string.Concat(text.AsSpan(0, range.First), added, text.AsSpan(range.Last + 1));
                return StatusCodes.Good;
            case (byte[] bytes, byte[] added) when range.Last < bytes.Length && added.Length == length:
                byte[] copy = [.. bytes];
                added.CopyTo(copy, range.First);
                merged = Variant.FromObject(type, copy);
                return StatusCodes.Good;
            case (string text, string) when range.Last < text.Length:
            case (byte[] bytes, byte[]) when range.Last < bytes.Length:
                return StatusCodes.BadIndexRangeDataMismatch;
            default:
                return StatusCodes.BadIndexRangeNoData;
        }
    }
}
