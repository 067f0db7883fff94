namespace PrecastMes.OpcUa;

/// <summary>How many dimensions a Variant's value has: none, one, or more.</summary>
public enum VariantShape : byte
{
    Scalar,
    Array,
    Matrix,
}
