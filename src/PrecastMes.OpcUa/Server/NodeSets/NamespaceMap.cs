namespace PrecastMes.OpcUa.Server;

/// <summary>From the namespace indexes of a NodeSet file to those of the address space that it is loaded into.</summary>
internal sealed class NamespaceMap(ushort[] indexes)
{
    /// <summary>For namespace 0 alone, and for what is already in the indexes of the space.</summary>
    public static NamespaceMap Identity { get; } = new([]);

    public ushort Map(ushort index) => index < indexes.Length ? indexes[index] : index;

    public NodeId Map(NodeId id)
    {
        ushort index = Map(id.NamespaceIndex);
        return index == id.NamespaceIndex ? id : id.Kind switch
        {
            IdType.Numeric => new NodeId(index, id.Numeric),
            IdType.String => new NodeId(index, id.Text!),
            IdType.Guid => new NodeId(index, (Guid)id.Identifier),
            _ => new NodeId(index, (byte[])id.Identifier),
        };
    }

    public QualifiedName Map(QualifiedName name) => name with { NamespaceIndex = Map(name.NamespaceIndex) };

    /// <summary>The definition of a data type; that of an enumeration names no other node.</summary>
    public IStructure? Map(IStructure? definition) => definition is not StructureDefinition structure ? definition : new StructureDefinition
    {
        DefaultEncodingId = Map(structure.DefaultEncodingId),
        BaseDataType = Map(structure.BaseDataType),
        StructureType = structure.StructureType,
        Fields = structure.Fields is null ? null : Array.ConvertAll(structure.Fields, field => new StructureField
        {
            Name = field.Name,
            Description = field.Description,
            DataType = Map(field.DataType),
            ValueRank = field.ValueRank,
            ArrayDimensions = field.ArrayDimensions,
            MaxStringLength = field.MaxStringLength,
            IsOptional = field.IsOptional,
        }),
    };
}
