using System.Globalization;

namespace PrecastMes.OpcUa;

/// <summary>A result code with its flag bits (Part 4 §7.39).</summary>
/// <param name="Code">All 32 bits; the upper 16 name the code, the lower 16 are flags.</param>
public readonly record struct StatusCode(uint Code)
{
    /// <summary>The meaning of the value has changed (Part 8 §5.2), such as its EURange.</summary>
    internal const uint SemanticsChangedBit = 0x4000;

    private const uint DataValueInfo = 0x0400;
    private const uint OverflowBit = 0x0080;

    /// <summary>The result can be used.</summary>
    public bool IsGood => Code >> 30 == 0;

    /// <summary>The result can be used with care.</summary>
    public bool IsUncertain => Code >> 30 == 1;

    /// <summary>There is no result, or it must not be used.</summary>
    public bool IsBad => Code >> 31 == 1;

    /// <summary>True when a monitored item's queue dropped a value next to this one.</summary>
    public bool HasOverflow => (Code & (DataValueInfo | OverflowBit)) == (DataValueInfo | OverflowBit);

    /// <summary>The same code with the Overflow bit and the info type that gives it its meaning.</summary>
    public StatusCode WithOverflow() => new(Code | DataValueInfo | OverflowBit);

    /// <summary>True when both name the same code, whatever their flag bits.</summary>
    public bool IsSameCode(StatusCode other) => (Code & 0xFFFF0000) == (other.Code & 0xFFFF0000);

    /// <summary>The name of the code and its number.</summary>
    public override string ToString()
    {
        string name = StatusCodes.NameOf(Code) ?? "StatusCode";
        return string.Create(CultureInfo.InvariantCulture, $"{name} (0x{Code:X8})");
    }
}
