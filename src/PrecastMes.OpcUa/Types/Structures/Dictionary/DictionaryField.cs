namespace PrecastMes.OpcUa;

/// <summary>A field of a StructuredType as its type dictionary writes it.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Namespace">The namespace of its type's name.</param>
/// <param name="Type">The local name of its type.</param>
internal sealed record DictionaryField(string Name, string Namespace, string Type)
{
    /// <summary>Bits of a bit field, or elements of an array of fixed length; 0 when not given.</summary>
    public int Length { get; init; }

    /// <summary>An earlier field that has the number of elements.</summary>
    public string? LengthField { get; init; }

    public bool IsLengthInBytes { get; init; }

    public bool HasTerminator { get; init; }

    /// <summary>An earlier field whose value says whether this one is there.</summary>
    public string? SwitchField { get; init; }

    public ulong SwitchValue { get; init; }

    public string SwitchOperand { get; init; } = "Equals";
}
