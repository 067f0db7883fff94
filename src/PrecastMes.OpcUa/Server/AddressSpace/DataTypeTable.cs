using System.Collections.Concurrent;

namespace PrecastMes.OpcUa.Server;

/// <summary>The data types with their definitions and encodings, and which values each of them takes; those of namespace 0 are shared.</summary>
internal sealed class DataTypeTable(TypeHierarchy types, DataTypeTable? shared)
{
    public const string DefaultBinary = "Default Binary";

    private const uint Number = 26;
    private const uint Integer = 27;
    private const uint UInteger = 28;
    private const uint Enumeration = 29;
    private const uint BaseDataType = 24;

    private readonly ConcurrentDictionary<NodeId, NodeDefinition> _nodes = new();
    private readonly ConcurrentDictionary<NodeId, NodeId> _typesByEncoding = new();
    private readonly ConcurrentDictionary<NodeId, NodeId> _binaryEncodings = new();
    private readonly ConcurrentDictionary<NodeId, StructureDefinition> _complete = new();

    /// <summary>All data types, those of namespace 0 first.</summary>
    public IEnumerable<NodeDefinition> All => (shared?.All ?? []).Concat(_nodes.Values);

    public void Add(NodeDefinition dataType) => _nodes[dataType.NodeId] = dataType;

    public void AddEncoding(NodeId dataType, NodeId encoding, string? name)
    {
        _typesByEncoding[encoding] = dataType;
        if (name == DefaultBinary)
        {
            _binaryEncodings[dataType] = encoding;
        }
    }

    /// <summary>The data type of an encoding node; null when the id is none.</summary>
    public NodeId? TypeOfEncoding(NodeId encoding) => shared is not null && encoding.NamespaceIndex == 0
        ? shared.TypeOfEncoding(encoding)
        : _typesByEncoding.TryGetValue(encoding, out NodeId type) ? type : null;

    /// <summary>The Default Binary encoding node; null for a type that no ExtensionObject carries.</summary>
    public NodeId? BinaryEncoding(NodeId dataType) => shared is not null && dataType.NamespaceIndex == 0
        ? shared.BinaryEncoding(dataType)
        : _binaryEncodings.TryGetValue(dataType, out NodeId encoding) ? encoding : null;

    public bool IsAbstract(NodeId dataType) => Node(dataType)?.IsAbstract ?? false;

    /// <summary>
    /// The DataTypeDefinition attribute (Part 3 §5.8.3): of a structure with the fields of its supertypes first (§8.48), of an
    /// enumeration as it is; null when the type has none.
    /// </summary>
    public IStructure? Definition(NodeId dataType) => Node(dataType)?.DataTypeDefinition switch
    {
        StructureDefinition or null when types.Matches(dataType, DataTypeIds.Structure) => Structure(dataType),
        var other => other,
    };

    /// <summary>The built-in type that carries values of the data type; Variant for an abstract one of several.</summary>
    public BuiltInType BuiltIn(NodeId dataType) => Root(dataType) switch
    {
        Enumeration => BuiltInType.Int32,
        0 or BaseDataType or Number or Integer or UInteger => BuiltInType.Variant,
        var id => (BuiltInType)id,
    };

    public bool Accepts(NodeId dataType, int valueRank, Variant value)
    {
        bool shapeFits = valueRank switch
        {
            -1 => value.Shape == VariantShape.Scalar,
            -3 => value.Shape != VariantShape.Matrix,
            1 => value.Shape == VariantShape.Array || (value.Type == BuiltInType.ByteString && value.Shape == VariantShape.Scalar && Root(dataType) == (uint)BuiltInType.Byte),
            0 => value.Shape != VariantShape.Scalar,
            > 1 => value.Shape == VariantShape.Matrix && ((Matrix)value.Value!).Dimensions.Count == valueRank,
            _ => true,
        };
        return shapeFits && AcceptsType(dataType, valueRank, value);
    }

    private NodeDefinition? Node(NodeId dataType) => shared is not null && dataType.NamespaceIndex == 0
        ? shared.Node(dataType)
        : _nodes.GetValueOrDefault(dataType);

    private StructureDefinition? Structure(NodeId dataType)
    {
        if (shared is not null && dataType.NamespaceIndex == 0)
        {
            return shared.Structure(dataType);
        }

        return Node(dataType)?.DataTypeDefinition is not StructureDefinition ? null : _complete.GetOrAdd(dataType, Complete);
    }

    private StructureDefinition Complete(NodeId dataType)
    {
        var own = (StructureDefinition)Node(dataType)!.DataTypeDefinition!;
        NodeId supertype = types.Supertype(dataType);
        StructureDefinition? inherited = Structure(supertype);

        // A subtype without fields of its own is laid out as its supertype is.
        StructureType kind = own.Fields is { Length: > 0 } || inherited is null ? own.StructureType : inherited.StructureType;
        if (kind == StructureType.Structure && inherited?.StructureType == StructureType.StructureWithOptionalFields)
        {
            kind = StructureType.StructureWithOptionalFields;
        }

        return new StructureDefinition
        {
            DefaultEncodingId = IsAbstract(dataType) ? NodeId.Null : BinaryEncoding(dataType) ?? NodeId.Null,
            BaseDataType = supertype,
            StructureType = kind,
            Fields = [.. inherited?.Fields ?? [], .. own.Fields ?? []],
        };
    }

    /// <summary>The built-in type or the abstract family that a data type of namespace 0 or of any other is derived from; 0 when unknown.</summary>
    private uint Root(NodeId dataType)
    {
        for (int depth = 0; depth < 100 && !dataType.IsNull; depth++)
        {
            if (dataType.NamespaceIndex == 0 && dataType.Numeric is > 0 and <= Enumeration)
            {
                return dataType.Numeric;
            }

            dataType = types.Supertype(dataType);
        }

        return 0;
    }

    private bool AcceptsType(NodeId dataType, int valueRank, Variant value)
    {
        BuiltInType type = value.Type;
        return Root(dataType) switch
        {
            BaseDataType => true,
            Number => type is >= BuiltInType.SByte and <= BuiltInType.Double,
            Integer => type is BuiltInType.SByte or BuiltInType.Int16 or BuiltInType.Int32 or BuiltInType.Int64,
            UInteger => type is BuiltInType.Byte or BuiltInType.UInt16 or BuiltInType.UInt32 or BuiltInType.UInt64,
            Enumeration => type == BuiltInType.Int32,

            // A ByteString stands for an array of Bytes where there may be one.
            (uint)BuiltInType.Byte => type == BuiltInType.Byte || (type == BuiltInType.ByteString && value.Shape == VariantShape.Scalar && valueRank is 1 or -2 or -3),
            (uint)BuiltInType.ExtensionObject => type == BuiltInType.ExtensionObject && AcceptsStructures(dataType, value),
            0 => false,
            var id => id == (uint)type,
        };
    }

    private bool AcceptsStructures(NodeId dataType, Variant value) => dataType == DataTypeIds.Structure || value.Value switch
    {
        ExtensionObject one => AcceptsStructure(dataType, one),
        ExtensionObject?[] many => Array.TrueForAll(many, one => AcceptsStructure(dataType, one)),
        Matrix { Elements: ExtensionObject?[] many } => Array.TrueForAll(many, one => AcceptsStructure(dataType, one)),

        // A null array is an empty one.
        null => value.IsArray,
        _ => false,
    };

    private bool AcceptsStructure(NodeId dataType, ExtensionObject? structure) =>
        structure is not null && TypeOfEncoding(structure.TypeId) is { } type && types.Matches(type, dataType);
}
