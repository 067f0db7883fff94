namespace PrecastMes.OpcUa.Server;

/// <summary>Where the elements of a part lie in the whole matrix, whose last dimension varies fastest (Part 6 §5.2.2.16).</summary>
internal static class RowMajor
{
    /// <param name="index">Of the element in the part.</param>
    /// <param name="lengths">Of the part's dimensions.</param>
    /// <param name="dimensions">Of the whole.</param>
    /// <param name="range">Where the part begins in each dimension.</param>
    public static int Index(int index, int[] lengths, IReadOnlyList<int> dimensions, (int First, int Last)[] range)
    {
        int whole = 0;
        int stride = 1;
        for (int d = lengths.Length - 1; d >= 0; d--)
        {
            whole += (range[d].First + (index % lengths[d])) * stride;
            index /= lengths[d];
            stride *= dimensions[d];
        }

        return whole;
    }
}
