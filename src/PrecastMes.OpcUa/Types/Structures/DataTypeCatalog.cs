using System.Collections.Concurrent;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa;

/// <summary>
/// The data types that are known at run time: makes values of structures from their ExtensionObjects and back. It asks no server; who fills
/// it does. May be used from any thread.
/// </summary>
public sealed class DataTypeCatalog
{
    // A field of one byte becomes a slot and a boxed value.
    private const int MaxExpansion = 96;

    private readonly ConcurrentDictionary<NodeId, DataTypeNode> _nodes = new();
    private readonly ConcurrentDictionary<NodeId, DataTypeLayout> _layouts = new();
    private readonly ConcurrentDictionary<NodeId, StructureLayout> _byEncoding = new();
    private readonly Lock _gate = new();
    private readonly EncodingLimits _limits;

    /// <param name="limits">What a structure that is decoded may hold; null for <see cref="EncodingLimits.Default"/>.</param>
    internal DataTypeCatalog(EncodingLimits? limits = null) => _limits = Limits(limits ?? EncodingLimits.Default);

    /// <summary>Adds nodes, in any order; one that is known already stays as it is.</summary>
    internal void Add(params IEnumerable<DataTypeNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        foreach (DataTypeNode node in nodes)
        {
            _nodes.TryAdd(node.Id, node);
        }
    }

    /// <summary>True for built-in types and those that were added.</summary>
    public bool Knows(NodeId dataType) => BuiltInLayouts.Find(dataType) is not null || _nodes.ContainsKey(dataType);

    /// <summary>The layout of a data type.</summary>
    /// <exception cref="OpcUaException">Bad_DataTypeIdUnknown: the type, or one that it is made of, is unknown or makes no sense; with the reason.</exception>
    public DataTypeLayout Layout(NodeId dataType)
    {
        if (BuiltInLayouts.Find(dataType) is { } builtIn)
        {
            return builtIn;
        }

        if (_layouts.TryGetValue(dataType, out DataTypeLayout? layout))
        {
            return layout;
        }

        lock (_gate)
        {
            var builder = new LayoutBuilder(_nodes, _layouts);
            layout = builder.Build(dataType);
            foreach (StructureLayout structure in builder.Finish())
            {
                if (!structure.EncodingId.IsNull)
                {
                    _byEncoding.TryAdd(structure.EncodingId, structure);
                }
            }

            return layout;
        }
    }

    /// <summary>The structure behind an ExtensionObject's type id, when its layout was asked for before.</summary>
    public StructureLayout? FindByEncoding(NodeId encodingId) => _byEncoding.GetValueOrDefault(encodingId);

    /// <summary>A new value of a structured type, to be filled and written.</summary>
    /// <exception cref="OpcUaException">The type is not known.</exception>
    /// <exception cref="ArgumentException">The type is no structure.</exception>
    public DynamicStructure Create(NodeId dataType) => Layout(dataType) is StructureLayout structure
        ? new DynamicStructure(structure)
        : throw new ArgumentException($"{dataType} is no structure.", nameof(dataType));

    /// <returns>Null when the type is not known or the body is none of bytes: the value stays as it is, and can be written back.</returns>
    /// <exception cref="OpcUaException">The bytes are none of this type.</exception>
    public DynamicStructure? Decode(ExtensionObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Body is not null && FindByEncoding(value.TypeId) is { } layout ? DynamicStructure.Decode(layout, value, _limits) : null;
    }

    internal static EncodingLimits Limits(EncodingLimits limits) => limits with { MaxExpansion = Math.Max(limits.MaxExpansion, MaxExpansion) };

    /// <summary>Structures that only an old type dictionary describes, by their encoding's node.</summary>
    internal void AddDescribed(NodeId encodingId, StructureLayout layout) => _byEncoding.TryAdd(encodingId, layout);
}
