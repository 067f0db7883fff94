namespace PrecastMes.OpcUa.Generator;

/// <summary>A field; <paramref name="TypeName"/> is the dictionary's word for the type of the field or of its array's elements.</summary>
internal sealed record StructureField(string Name, string TypeName, bool IsArray);
