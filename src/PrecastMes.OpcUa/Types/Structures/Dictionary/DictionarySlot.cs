namespace PrecastMes.OpcUa;

/// <summary>A field of a StructuredType, resolved: what stands at its place on the wire.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Type">The type of a value or of an array's elements.</param>
internal sealed record DictionarySlot(string Name, DataTypeLayout Type)
{
    /// <summary>More than 0 for a field of bits, which lie together in bytes, the lowest first.</summary>
    public int Bits { get; init; }

    /// <summary>More than 0 for an array of always so many elements.</summary>
    public int FixedLength { get; init; }

    /// <summary>The slot that has the number of elements; −1 for none.</summary>
    public int LengthSlot { get; init; } = -1;

    /// <summary>The slot that says whether this one is there; −1: always.</summary>
    public int SwitchSlot { get; init; } = -1;

    public ulong SwitchValue { get; init; }

    public string SwitchOperand { get; init; } = "Equals";

    public bool IsArray => FixedLength > 0 || LengthSlot >= 0;

    public bool IsSwitchedOnBy(ulong value) => SwitchOperand switch
    {
        "GreaterThan" => value > SwitchValue,
        "LessThan" => value < SwitchValue,
        "GreaterThanOrEqual" => value >= SwitchValue,
        "LessThanOrEqual" => value <= SwitchValue,
        "NotEqual" => value != SwitchValue,
        _ => value == SwitchValue,
    };
}
