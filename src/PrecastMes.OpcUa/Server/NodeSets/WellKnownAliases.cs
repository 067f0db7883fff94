namespace PrecastMes.OpcUa.Server;

/// <summary>The data and reference types of namespace 0 by name: some files use the names without a table of aliases.</summary>
internal static class WellKnownAliases
{
    private static readonly Lazy<Dictionary<string, NodeId>> ByName = new(static () => BaseNodes.Shared.All
        .Select(node => node.Definition)
        .Where(node => node.NodeClass is NodeClass.DataType or NodeClass.ReferenceType)
        .ToDictionary(node => node.BrowseName.Name!, node => node.NodeId));

    public static bool TryGet(string name, out NodeId id) => ByName.Value.TryGetValue(name, out id);
}
