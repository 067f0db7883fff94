namespace PrecastMes.OpcUa;

/// <summary>What a DataType node and its references tell about the type (Part 3 §5.8.3).</summary>
/// <param name="Id">The data type's node.</param>
/// <param name="Name">The BrowseName's text.</param>
/// <param name="Supertype">The target of the inverse HasSubtype reference.</param>
/// <param name="Definition">The DataTypeDefinition: <see cref="StructureDefinition"/>, <see cref="EnumDefinition"/> or null.</param>
internal sealed record DataTypeNode(NodeId Id, string Name, NodeId Supertype, IStructure? Definition = null)
{
    /// <summary>No value is of this very type; only of its subtypes.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>
    /// The HasEncoding target named Default Binary. Taken in place of the definition's DefaultEncodingId, which some servers fill with another
    /// node.
    /// </summary>
    public NodeId BinaryEncodingId { get; init; }
}
