namespace PrecastMes.OpcUa.Generator;

/// <summary>An enumeration, or an option set when its values are bits.</summary>
internal sealed record EnumerationType(
    string Name, string? Documentation, int LengthInBits, bool IsOptionSet, IReadOnlyList<(string Name, long Value)> Values);
