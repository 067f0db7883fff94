namespace PrecastMes.OpcUa;

/// <summary>The fields of a structured data type and the codec that follows from them.</summary>
public sealed class StructureLayout : DataTypeLayout
{
    private readonly Dictionary<string, FieldLayout> _byName = new(StringComparer.Ordinal);
    private StructureCodec? _codec;

    internal StructureLayout(NodeId dataTypeId, string name, NodeId encodingId)
        : base(dataTypeId, name) => EncodingId = encodingId;

    /// <summary>The node of the Default Binary encoding, which an ExtensionObject carries; null of an abstract structure.</summary>
    public NodeId EncodingId { get; internal set; }

    /// <summary>In the order of the wire, those of the supertypes first.</summary>
    public IReadOnlyList<FieldLayout> Fields { get; private set; } = [];

    /// <summary>At most one of the fields is there.</summary>
    public bool IsUnion { get; private set; }

    /// <summary>The names of the bits when the structure is an OptionSet (Part 3 §8.40), else null.</summary>
    public IReadOnlyDictionary<long, string>? OptionNames { get; internal init; }

    internal StructureCodec Codec => _codec ?? throw new InvalidOperationException($"The layout of {Name} is not complete.");

    internal int SlotCount { get; private set; }

    /// <exception cref="KeyNotFoundException">There is no such field.</exception>
    public FieldLayout Field(string name) => _byName.TryGetValue(name, out FieldLayout? field)
        ? field
        : throw new KeyNotFoundException($"{Name} has no field '{name}'; it has {string.Join(", ", Fields.Select(each => each.Name))}.");

    /// <summary>Fields and codec come after the object itself, because a type may contain itself.</summary>
    internal void Complete(IReadOnlyList<FieldLayout> fields, int slotCount, bool isUnion, StructureCodec codec)
    {
        Fields = fields;
        SlotCount = slotCount;
        IsUnion = isUnion;
        foreach (FieldLayout field in fields)
        {
            _byName[field.Name] = field;
        }

        _codec = codec;
    }
}
