namespace PrecastMes.OpcUa.Server;

/// <summary>The root folders and the types of namespace 0 (Part 5).</summary>
internal static class StandardNodes
{
    public static void AddTo(AddressSpace space)
    {
        AddTypes(space);
        AddFolder(space, ObjectIds.RootFolder, NodeId.Null, "Root");
        AddFolder(space, ObjectIds.ObjectsFolder, ObjectIds.RootFolder, "Objects");
        AddFolder(space, ObjectIds.TypesFolder, ObjectIds.RootFolder, "Types");
        AddFolder(space, ObjectIds.ViewsFolder, ObjectIds.RootFolder, "Views");
        AddTypeFolder(space, ObjectIds.ObjectTypesFolder, "ObjectTypes", ObjectTypeIds.BaseObjectType);
        AddTypeFolder(space, ObjectIds.VariableTypesFolder, "VariableTypes", VariableTypeIds.BaseVariableType);
        AddTypeFolder(space, ObjectIds.DataTypesFolder, "DataTypes", DataTypeIds.BaseDataType);
        AddTypeFolder(space, ObjectIds.ReferenceTypesFolder, "ReferenceTypes", ReferenceTypeIds.References);
    }

    private static void AddTypes(AddressSpace space)
    {
        foreach (StandardType type in StandardTypes.All)
        {
            space.Add(new UaType(type), new NodeId(0, type.Supertype), ReferenceTypeIds.HasSubtype, null);
        }
    }

    private static void AddTypeFolder(AddressSpace space, NodeId id, string name, NodeId rootType)
    {
        AddFolder(space, id, ObjectIds.TypesFolder, name);
        space.AddReference(id, ReferenceTypeIds.Organizes, rootType);
    }

    private static void AddFolder(AddressSpace space, NodeId id, NodeId parent, string name) =>
        space.Add(new UaObject(id, new QualifiedName(0, name), name), parent, ReferenceTypeIds.Organizes, ObjectTypeIds.FolderType);
}
