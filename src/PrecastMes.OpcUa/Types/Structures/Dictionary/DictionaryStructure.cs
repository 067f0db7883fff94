namespace PrecastMes.OpcUa;

/// <summary>A StructuredType of a type dictionary: fields in the order of the wire.</summary>
internal sealed record DictionaryStructure(string Name, IReadOnlyList<DictionaryField> Fields);
