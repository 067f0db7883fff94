namespace PrecastMes.OpcUa.Server;

/// <summary>Tells a <see cref="DataTypeCatalog"/> the data types of an address space.</summary>
internal static class DataTypeNodes
{
    public static DataTypeCatalog Catalog(AddressSpace space)
    {
        var catalog = new DataTypeCatalog();
        catalog.Add(space.DataTypes.All.Select(type => Of(space, type)));
        return catalog;
    }

    public static DataTypeNode Of(AddressSpace space, NodeDefinition type) =>
        new(type.NodeId, type.BrowseName.Name ?? "", space.Types.Supertype(type.NodeId), space.DataTypes.Definition(type.NodeId))
        {
            IsAbstract = type.IsAbstract,
            BinaryEncodingId = space.DataTypes.BinaryEncoding(type.NodeId) ?? NodeId.Null,
        };
}
