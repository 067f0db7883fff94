namespace PrecastMes.OpcUa;

/// <summary>
/// A structure together with the id of its encoding (Part 6 §5.2.2.15). A structure that this stack does not know stays the bytes it
/// came as and is written back unchanged.
/// </summary>
public sealed class ExtensionObject : IEquatable<ExtensionObject>
{
    /// <summary>A structure of namespace 0, under the id of its binary encoding.</summary>
    public ExtensionObject(IStructure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        TypeId = new NodeId(0, structure.EncodingId);
        Structure = structure;
    }

    /// <param name="typeId">The id of the encoding node, not of the data type.</param>
    /// <param name="body">The body as it goes over the wire, null when there is none.</param>
    public ExtensionObject(NodeId typeId, byte[]? body)
    {
        TypeId = typeId;
        Body = body;
    }

    /// <param name="typeId">The id of the encoding node, not of the data type.</param>
    /// <param name="xml">The body.</param>
    public ExtensionObject(NodeId typeId, XmlElement xml)
    {
        TypeId = typeId;
        Xml = xml;
    }

    /// <summary>The id of the encoding node, not of the data type.</summary>
    public NodeId TypeId { get; }

    /// <summary>The decoded structure, when it is known.</summary>
    public IStructure? Structure { get; }

    /// <summary>The binary body of a structure that is not known.</summary>
    public byte[]? Body { get; }

    /// <summary>The XML body, when the sender chose XML.</summary>
    public XmlElement? Xml { get; }

    internal static ExtensionObject Known(NodeId typeId, IStructure structure) => new(typeId, structure);

    private ExtensionObject(NodeId typeId, IStructure structure)
    {
        TypeId = typeId;
        Structure = structure;
    }

    /// <inheritdoc/>
    public bool Equals(ExtensionObject? other)
    {
        if (other is null || TypeId != other.TypeId || Xml != other.Xml)
        {
            return false;
        }

        if (Structure is not null && other.Structure is not null)
        {
            return Encoding.BinaryEncoder.SameBytes(Structure, other.Structure);
        }

        return Structure is null && other.Structure is null && (Body is null
            ? other.Body is null
            : other.Body is not null && Body.AsSpan().SequenceEqual(other.Body));
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExtensionObject);

    /// <inheritdoc/>
    public override int GetHashCode() => TypeId.GetHashCode();
}
