namespace PrecastMes.OpcUa;

/// <summary>How many dimensions a Variant's value has: none, one, or more.</summary>
public enum VariantShape : byte
{
    /// <summary>A single value.</summary>
    Scalar,

    /// <summary>One dimension.</summary>
    Array,

    /// <summary>Two dimensions or more.</summary>
    Matrix,
}
