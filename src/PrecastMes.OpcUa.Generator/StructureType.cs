namespace PrecastMes.OpcUa.Generator;

/// <summary>A structure with the fields of its base types first, as they go over the wire.</summary>
internal sealed record StructureType(string Name, string? Documentation, IReadOnlyList<StructureField> Fields);
