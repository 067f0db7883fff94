namespace PrecastMes.OpcUa;

/// <summary>A multi-dimensional array as a Variant carries it: the elements in row-major order and the length of each dimension.</summary>
public sealed class Matrix
{
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

    public Array Elements { get; }

    public IReadOnlyList<int> Dimensions { get; }
}
