namespace PrecastMes.OpcUa.Encoding;

/// <summary>What a decoder accepts from a peer before it allocates anything.</summary>
public sealed record EncodingLimits
{
    /// <summary>What holds unless said otherwise.</summary>
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
    /// The budget of a message: decoding it takes at most this many bytes of memory for each of its bytes, and 64 KiB besides; more is
    /// Bad_EncodingLimitsExceeded. Strings, arrays, matrices, ExtensionObjects, DiagnosticInfos, structures and values that a Variant
    /// holds as objects are charged before they are made. A Read of Booleans without times, three bytes each on the wire and 48 in memory,
    /// fits; a message of empty values, one byte each, does not.
    /// </summary>
    public int MaxExpansion { get; init; } = 24;
}
