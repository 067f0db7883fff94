using System.Collections.Concurrent;

namespace PrecastMes.OpcUa;

/// <summary>
/// Makes layouts from DataType nodes. The nodes come from a server that may be hostile: depth and size are capped, and a structure that
/// would be inside itself without end is refused.
/// </summary>
internal sealed class LayoutBuilder(ConcurrentDictionary<NodeId, DataTypeNode> nodes, ConcurrentDictionary<NodeId, DataTypeLayout> known)
{
    // Types inside types, and supertypes above a type; real ones stay below ten.
    private const int MaxDepth = 50;
    private const int MaxFields = 2_000;

    private static readonly NodeId OptionSet = new(0, 12755u);

    private readonly Dictionary<NodeId, DataTypeLayout> _building = [];
    private readonly LayoutSize _size = new();
    private int _chain;

    public DataTypeLayout Build(NodeId dataType, int depth = 0)
    {
        if (BuiltInLayouts.Find(dataType) is { } builtIn)
        {
            return builtIn;
        }

        if (known.TryGetValue(dataType, out DataTypeLayout? layout) || _building.TryGetValue(dataType, out layout))
        {
            return layout;
        }

        if (depth > MaxDepth)
        {
            throw Refused(dataType, $"is inside more than {MaxDepth} other types");
        }

        DataTypeNode node = Node(dataType);
        return node.Definition switch
        {
            StructureDefinition definition => BuildStructure(node, definition, depth),
            EnumDefinition definition => BuildEnumeration(node, definition),
            _ => BuildPlain(node),
        };
    }

    /// <summary>Checks what was built and makes it known; nothing of it is kept when a part is refused.</summary>
    public IReadOnlyList<StructureLayout> Finish()
    {
        StructureLayout[] structures = [.. _building.Values.OfType<StructureLayout>()];
        foreach (StructureLayout structure in structures)
        {
            _size.Check(structure);
        }

        foreach ((NodeId id, DataTypeLayout layout) in _building)
        {
            known.TryAdd(id, layout);
        }

        return structures;
    }

    private static OpcUaException Refused(NodeId type, string why) => new(StatusCodes.BadDataTypeIdUnknown, $"data type {type} {why}");

    private DataTypeLayout Keep(DataTypeLayout layout) => _building[layout.DataTypeId] = layout;

    private DataTypeNode Node(NodeId id) => nodes.TryGetValue(id, out DataTypeNode? node) ? node : throw Refused(id, "is not known");

    private StructureLayout BuildStructure(DataTypeNode node, StructureDefinition definition, int depth)
    {
        StructureField[] fields = definition.Fields ?? [];
        if (fields.Length > MaxFields || definition.StructureType is < StructureType.Structure or > StructureType.UnionWithSubtypedValues)
        {
            throw Refused(node.Id, $"has {fields.Length} fields of {definition.StructureType}");
        }

        var layout = new StructureLayout(node.Id, node.Name, node.BinaryEncodingId.IsNull ? definition.DefaultEncodingId : node.BinaryEncodingId);
        _building[node.Id] = layout;
        FieldLayout[] built = [.. fields.Select((field, slot) => BuildField(node, definition.StructureType, field, slot, depth))];
        if (built.Count(field => field.IsOptional) > 32)
        {
            throw Refused(node.Id, "has more than 32 optional fields");
        }

        bool isUnion = definition.StructureType is StructureType.Union or StructureType.UnionWithSubtypedValues;
        layout.Complete(built, built.Length, isUnion, new DefinedStructureCodec(built, definition.StructureType));
        return layout;
    }

    private FieldLayout BuildField(DataTypeNode owner, StructureType kind, StructureField field, int slot, int depth)
    {
        // Part 3 §8.51: a field of a value of fixed shape; other ranks have no encoding.
        int rank = field.ValueRank switch
        {
            -1 => 0,
            >= 1 and <= 16 => field.ValueRank,
            _ => throw Refused(owner.Id, $"has the field '{field.Name}' of value rank {field.ValueRank}"),
        };
        bool subtypes = field.IsOptional && kind is StructureType.StructureWithSubtypedValues or StructureType.UnionWithSubtypedValues;
        bool optional = field.IsOptional && kind == StructureType.StructureWithOptionalFields;
        DataTypeLayout type = subtypes || IsAbstract(field.DataType) ? Carrier(field.DataType) : Build(field.DataType, depth + 1);
        return new FieldLayout(field.Name ?? "", slot, type, rank, optional, subtypes);
    }

    private bool IsAbstract(NodeId type) => nodes.TryGetValue(type, out DataTypeNode? node) && node.IsAbstract;

    /// <summary>What a value of an open type comes in: structures in an ExtensionObject, all else in a Variant (Part 6 §5.2.6).</summary>
    private SimpleLayout Carrier(NodeId type)
    {
        for (int level = 0; level <= MaxDepth; level++)
        {
            if (BuiltInLayouts.Find(type) is { } builtIn)
            {
                return builtIn.BuiltInType == BuiltInType.ExtensionObject ? builtIn : BuiltInLayouts.Variant;
            }

            type = Node(type).Supertype;
        }

        throw Refused(type, $"has more than {MaxDepth} supertypes");
    }

    private DataTypeLayout BuildEnumeration(DataTypeNode node, EnumDefinition definition)
    {
        var names = new Dictionary<long, string>();
        foreach (EnumField field in definition.Fields ?? [])
        {
            names[field.Value] = field.Name ?? field.DisplayName.Text ?? "";
        }

        for (DataTypeNode at = node; ; at = Node(at.Supertype))
        {
            if (at.Supertype == OptionSet)
            {
                return BuildOptionSet(node, names);
            }

            if (BuiltInLayouts.Find(at.Supertype) is { } builtIn)
            {
                bool isOptionSet = builtIn.BuiltInType is BuiltInType.Byte or BuiltInType.UInt16 or BuiltInType.UInt32 or BuiltInType.UInt64;
                BuiltInType type = isOptionSet || builtIn.BuiltInType == BuiltInType.Int32
                    ? builtIn.BuiltInType
                    : throw Refused(node.Id, $"is an enumeration below {builtIn.Name}");
                return Keep(new EnumerationLayout(node.Id, node.Name, type, isOptionSet, names));
            }

            CheckChain(node, at);
        }
    }

    /// <summary>Value and ValidBits as byte strings (Part 3 §8.40).</summary>
    private StructureLayout BuildOptionSet(DataTypeNode node, Dictionary<long, string> names)
    {
        var layout = new StructureLayout(node.Id, node.Name, node.BinaryEncodingId) { OptionNames = names };
        FieldLayout[] fields = [new("Value", 0, BuiltInLayouts.ByteString, 0), new("ValidBits", 1, BuiltInLayouts.ByteString, 0)];
        layout.Complete(fields, fields.Length, isUnion: false, new DefinedStructureCodec(fields, StructureType.Structure));
        _building[node.Id] = layout;
        return layout;
    }

    /// <summary>A type without definition: a subtype of a built-in one, or a structure that nobody can read.</summary>
    private DataTypeLayout BuildPlain(DataTypeNode node)
    {
        for (DataTypeNode at = node; ; at = Node(at.Supertype))
        {
            if (at.Supertype == OptionSet)
            {
                return BuildOptionSet(node, []);
            }

            if (BuiltInLayouts.Find(at.Supertype) is { } builtIn)
            {
                return builtIn.BuiltInType != BuiltInType.ExtensionObject
                    ? Keep(new SimpleLayout(node.Id, node.Name, builtIn.BuiltInType))
                    : throw Refused(node.Id, "is a structure without DataTypeDefinition");
            }

            CheckChain(node, at);
        }
    }

    private void CheckChain(DataTypeNode node, DataTypeNode at)
    {
        _chain = node == at ? 1 : _chain + 1;
        if (_chain > MaxDepth)
        {
            throw Refused(node.Id, $"has more than {MaxDepth} supertypes");
        }
    }
}
