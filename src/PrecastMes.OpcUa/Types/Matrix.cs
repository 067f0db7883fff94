namespace PrecastMes.OpcUa;

/// <summary>A multi-dimensional array as a Variant carries it: the elements in row-major order and the length of each dimension.</summary>
public sealed class Matrix
{
    /// <param name="elements">One-dimensional, in row-major order: the last index runs fastest.</param>
    /// <param name="dimensions">The length of each, at least one of them.</param>
    /// <exception cref="ArgumentException">The lengths don't multiply to the number of elements.</exception>
    public Matrix(Array elements, IReadOnlyList<int> dimensions)
    {
        ArgumentNullException.ThrowIfNull(elements);
        ArgumentNullException.ThrowIfNull(dimensions);
        long product = 1;
        foreach (int dimension in dimensions)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension);
            product = checked(product * dimension);
        }

        if (product != elements.Length || dimensions.Count == 0)
        {
            throw new ArgumentException($"Dimensions [{string.Join(",", dimensions)}] need {product} elements; there are {elements.Length}.", nameof(dimensions));
        }

        Elements = elements;
        Dimensions = [.. dimensions];
    }

    /// <summary>In row-major order: the last index runs fastest.</summary>
    public Array Elements { get; }

    /// <summary>The length of each dimension; their product is the number of elements.</summary>
    public IReadOnlyList<int> Dimensions { get; }
}
