namespace PrecastMes.OpcUa.Encoding;

/// <summary>What a decoder accepts from a peer before it allocates anything.</summary>
public sealed record EncodingLimits
{
    public static EncodingLimits Default { get; } = new();

    /// <summary>Bytes of UTF-8.</summary>
    public int MaxStringLength { get; init; } = 1 << 20;

    /// <summary>Bytes.</summary>
    public int MaxByteStringLength { get; init; } = 4 << 20;

    /// <summary>Elements of one array, or the product of a matrix's dimensions.</summary>
    public int MaxArrayLength { get; init; } = 1 << 20;

    /// <summary>Levels of Variant, ExtensionObject and DiagnosticInfo inside each other (Part 6 §5.1.3 asks for 100).</summary>
    public int MaxNesting { get; init; } = 100;

    /// <summary>
    /// Bytes that arrays may take in memory per byte of the message. A message of empty elements else turns into an object of 50 bytes
    /// for each of its bytes.
    /// </summary>
    public int MaxExpansion { get; init; } = 24;
}
