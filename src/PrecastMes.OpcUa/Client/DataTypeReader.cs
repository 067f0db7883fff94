namespace PrecastMes.OpcUa.Client;

/// <summary>
/// Learns a server's structured types when their values are met, from the data types' definitions (Part 3 §5.8.3) or, at older
/// servers, from their type dictionaries. The server may be hostile: what is read is capped.
/// </summary>
public sealed class DataTypeReader
{
    // Data types that one server may make us read; the largest companion models together have some thousands.
    private const int MaxTypes = 10_000;

    // Supertypes above a type and types inside types.
    private const int MaxRounds = 60;

    private readonly OpcUaClient _client;
    private readonly DictionaryReader _dictionaries;
    private readonly HashSet<NodeId> _unreadable = [];
    private readonly Lock _gate = new();
    private int _read;

    internal DataTypeReader(OpcUaClient client)
    {
        _client = client;
        Catalog = new DataTypeCatalog(client.Options.Encoding);
        _dictionaries = new DictionaryReader(client, Catalog);
    }

    /// <summary>What is known by now.</summary>
    public DataTypeCatalog Catalog { get; }

    /// <summary>A structure of the server with its fields by name.</summary>
    /// <returns>Null when the server does not describe the type: the value stays as it is, and can be written back.</returns>
    /// <exception cref="OpcUaException">The bytes are none of the type that the server describes, or the link broke.</exception>
    public async Task<DynamicStructure?> DecodeAsync(ExtensionObject value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Body is null)
        {
            return null;
        }

        await LearnEncodingAsync(value.TypeId, cancellationToken);
        return Catalog.Decode(value);
    }

    /// <summary>The layout of a data type and all that it is made of.</summary>
    /// <exception cref="OpcUaException">Bad_DataTypeIdUnknown: the server does not describe it.</exception>
    public async Task<DataTypeLayout> LearnAsync(NodeId dataType, CancellationToken cancellationToken)
    {
        await ReadTypesAsync([dataType], cancellationToken);
        return Catalog.Layout(dataType);
    }

    /// <summary>A new value of a structured type, to be filled and written.</summary>
    /// <exception cref="OpcUaException">Bad_DataTypeIdUnknown: the server does not describe it.</exception>
    /// <exception cref="ArgumentException">The type is no structure.</exception>
    public async Task<DynamicStructure> CreateAsync(NodeId dataType, CancellationToken cancellationToken)
    {
        await LearnAsync(dataType, cancellationToken);
        return Catalog.Create(dataType);
    }

    internal async Task<(bool IsDone, T? Value)> ConvertAsync<T>(Variant value, CancellationToken cancellationToken)
    {
        if (value.TryAs(out T? converted))
        {
            return (true, converted);
        }

        switch (value.Value)
        {
            case ExtensionObject one when typeof(T) == typeof(DynamicStructure):
                return await DecodeAsync(one, cancellationToken) is T structure ? (true, structure) : (false, default);
            case ExtensionObject?[] many when typeof(T) == typeof(DynamicStructure[]):
                var structures = new DynamicStructure[many.Length];
                for (int i = 0; i < many.Length; i++)
                {
                    if (many[i] is null || await DecodeAsync(many[i]!, cancellationToken) is not { } decoded)
                    {
                        return (false, default);
                    }

                    structures[i] = decoded;
                }

                return (true, (T)(object)structures);
            default:
                return (false, default);
        }
    }

    private async Task LearnEncodingAsync(NodeId encoding, CancellationToken cancellationToken)
    {
        if (Catalog.FindByEncoding(encoding) is not null || IsUnreadable(encoding))
        {
            return;
        }

        IReadOnlyList<ReferenceDescription> types = await ReferencesAsync(encoding, ReferenceTypeIds.HasEncoding, BrowseDirection.Inverse, cancellationToken);
        if (types.Count > 0)
        {
            try
            {
                await LearnAsync(types[0].NodeId.NodeId, cancellationToken);
            }
            catch (OpcUaException exception) when (exception.Status.IsSameCode(StatusCodes.BadDataTypeIdUnknown))
            {
                Log.DataTypeUnknown(_client.Options.Logger ?? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, encoding, exception.Reason);
            }
        }

        if (Catalog.FindByEncoding(encoding) is null && !await _dictionaries.LearnAsync(encoding, cancellationToken))
        {
            lock (_gate)
            {
                _unreadable.Add(encoding);
            }
        }
    }

    private bool IsUnreadable(NodeId encoding)
    {
        lock (_gate)
        {
            return _unreadable.Contains(encoding);
        }
    }

    /// <summary>Level by level: the types, then the types of their fields and their supertypes, each level in as few requests as it takes.</summary>
    private async Task ReadTypesAsync(NodeId[] types, CancellationToken cancellationToken)
    {
        for (int round = 0; round < MaxRounds && types.Length > 0; round++)
        {
            if (Interlocked.Add(ref _read, types.Length) > MaxTypes)
            {
                throw new OpcUaException(StatusCodes.BadEncodingLimitsExceeded, $"the server has more than {MaxTypes} data types that belong together");
            }

            DataTypeNode[] nodes = await ReadNodesAsync(types, cancellationToken);
            Catalog.Add(nodes);
            types = [.. nodes.SelectMany(Needed).Distinct().Where(type => !type.IsNull && !Catalog.Knows(type))];
        }
    }

    private static IEnumerable<NodeId> Needed(DataTypeNode node) =>
        node.Definition is StructureDefinition { Fields: { } fields } ? [node.Supertype, .. fields.Select(field => field.DataType)] : [node.Supertype];

    private async Task<DataTypeNode[]> ReadNodesAsync(NodeId[] types, CancellationToken cancellationToken)
    {
        uint[] attributes = [AttributeIds.BrowseName, AttributeIds.IsAbstract, AttributeIds.DataTypeDefinition];
        DataValue[] values = await _client.ReadAsync(
            [.. types.SelectMany(type => attributes.Select(attribute => new ReadValueId { NodeId = type, AttributeId = attribute }))],
            TimestampsToReturn.Neither,
            TimeSpan.Zero,
            cancellationToken);
        BrowseResult[] references = await _client.BrowseAsync(
            [
                .. types.Select(type => Browse(type, ReferenceTypeIds.HasSubtype, BrowseDirection.Inverse)),
                .. types.Select(type => Browse(type, ReferenceTypeIds.HasEncoding, BrowseDirection.Forward)),
            ],
            cancellationToken);
        var nodes = new DataTypeNode[types.Length];
        for (int i = 0; i < types.Length; i++)
        {
            ReadOnlySpan<DataValue> own = values.AsSpan(3 * i, 3);
            nodes[i] = new DataTypeNode(
                types[i],
                own[0].Value.TryGet(out QualifiedName name) ? name.Name ?? "" : "",
                references[i].References is [var supertype, ..] ? supertype.NodeId.NodeId : NodeId.Null,
                own[2].Value.TryGet(out ExtensionObject? definition) ? definition?.Structure : null)
            {
                IsAbstract = own[1].Value.TryGet(out bool isAbstract) && isAbstract,
                BinaryEncodingId = references[types.Length + i].References?.FirstOrDefault(IsBinary)?.NodeId.NodeId ?? NodeId.Null,
            };
        }

        return nodes;
    }

    private static bool IsBinary(ReferenceDescription encoding) => encoding.BrowseName.Name == "Default Binary";

    private async Task<IReadOnlyList<ReferenceDescription>> ReferencesAsync(
        NodeId node, NodeId referenceType, BrowseDirection direction, CancellationToken cancellationToken) =>
        (await _client.BrowseAsync([Browse(node, referenceType, direction)], cancellationToken))[0].References ?? [];

    private static BrowseDescription Browse(NodeId node, NodeId referenceType, BrowseDirection direction) => new()
    {
        NodeId = node,
        BrowseDirection = direction,
        ReferenceTypeId = referenceType,
        IncludeSubtypes = true,
        ResultMask = (uint)BrowseResultMask.BrowseName,
    };
}
