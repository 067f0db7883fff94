using Microsoft.Extensions.Logging.Abstractions;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// Learns structures from the type dictionaries of servers that are older than DataTypeDefinition: an encoding has a description, whose
/// value is the type's name in the dictionary above it (Part 5 annex D).
/// </summary>
internal sealed class DictionaryReader(OpcUaClient client, DataTypeCatalog catalog)
{
    private const int MaxDictionaries = 50;
    private const int MaxBytes = 8 << 20;

    private static readonly NodeId OpcBinaryTypeSystem = new(0, 93u);

    private DictionaryLayouts? _layouts;
    private Dictionary<NodeId, TypeDictionary> _byNode = [];

    /// <returns>False when no dictionary describes it in a way that is known.</returns>
    public async Task<bool> LearnAsync(NodeId encoding, CancellationToken cancellationToken)
    {
        try
        {
            NodeId? description = await TargetAsync(encoding, ReferenceTypeIds.HasDescription, BrowseDirection.Forward, cancellationToken);
            if (description is null || await TargetAsync(description.Value, ReferenceTypeIds.HasComponent, BrowseDirection.Inverse, cancellationToken) is not { } dictionary)
            {
                return false;
            }

            DataValue name = (await client.ReadAsync([description.Value], cancellationToken))[0];
            DictionaryLayouts layouts = _layouts ??= await ReadAllAsync(cancellationToken);
            if (!name.Value.TryGet(out string? type) || type is null || !_byNode.TryGetValue(dictionary, out TypeDictionary? known))
            {
                return false;
            }

            catalog.AddDescribed(encoding, layouts.Build(known.TargetNamespace, type, encoding));
            return true;
        }
        catch (OpcUaException exception) when (!client.Broken.IsCompleted)
        {
            Log.DataTypeUnknown(client.Options.Logger ?? NullLogger.Instance, encoding, exception.Reason);
            return false;
        }
    }

    private async Task<DictionaryLayouts> ReadAllAsync(CancellationToken cancellationToken)
    {
        var known = new Dictionary<NodeId, TypeDictionary>();
        IReadOnlyList<ReferenceDescription> all = await client.BrowseAsync(Browse(OpcBinaryTypeSystem, ReferenceTypeIds.HasComponent, BrowseDirection.Forward), cancellationToken);
        foreach (NodeId node in all.Select(reference => reference.NodeId.NodeId).Where(node => node.NamespaceIndex != 0).Take(MaxDictionaries))
        {
            // One at a time: a dictionary may fill a message.
            DataValue value = (await client.ReadAsync([node], cancellationToken))[0];
            if (value.Value.TryGet(out byte[]? schema) && schema is { Length: > 0 and <= MaxBytes })
            {
                try
                {
                    known[node] = TypeDictionary.Parse(schema);
                }
                catch (OpcUaException exception)
                {
                    Log.DataTypeUnknown(client.Options.Logger ?? NullLogger.Instance, node, exception.Reason);
                }
            }
        }

        _byNode = known;
        return new DictionaryLayouts(known.Values);
    }

    private async Task<NodeId?> TargetAsync(NodeId node, NodeId referenceType, BrowseDirection direction, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReferenceDescription> references = await client.BrowseAsync(Browse(node, referenceType, direction), cancellationToken);
        return references.Count > 0 ? references[0].NodeId.NodeId : null;
    }

    private static BrowseDescription Browse(NodeId node, NodeId referenceType, BrowseDirection direction) => new()
    {
        NodeId = node,
        BrowseDirection = direction,
        ReferenceTypeId = referenceType,
        IncludeSubtypes = true,
        ResultMask = (uint)BrowseResultMask.BrowseName,
    };
}
