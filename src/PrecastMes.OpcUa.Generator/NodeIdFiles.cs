namespace PrecastMes.OpcUa.Generator;

/// <summary>
/// Names for the ids of namespace 0: every type, and of the instances the root folders and the Server object. The other 10,000 rows
/// are instance declarations inside types, which nobody addresses by id.
/// </summary>
internal static class NodeIdFiles
{
    public static IEnumerable<GeneratedFile> Write(NodeIdTable table)
    {
        foreach ((string nodeClass, string className) in new[]
        {
            ("DataType", "DataTypeIds"), ("ObjectType", "ObjectTypeIds"), ("VariableType", "VariableTypeIds"), ("ReferenceType", "ReferenceTypeIds"),
            ("Object", "ObjectIds"), ("Variable", "VariableIds"), ("Method", "MethodIds"),
        })
        {
            var code = new CodeWriter("NodeIds.csv");
            code.Line("namespace PrecastMes.OpcUa;");
            code.Line();
            code.Open($"public static class {className}");
            foreach ((string name, uint id, _) in table.Rows.Where(row => row.NodeClass == nodeClass && IsWanted(row.Name, nodeClass)))
            {
                code.Line($"public static NodeId {name} => new(0, {id}u);");
            }

            code.Close();
            yield return code.ToFile(className + ".cs");
        }
    }

    private static bool IsWanted(string name, string nodeClass) =>
        nodeClass.EndsWith("Type", StringComparison.Ordinal)
        || name is "Server" or "DefaultBinary" or "DefaultXml"
        || name.StartsWith("Server_", StringComparison.Ordinal)
        || name.StartsWith("HistoryServerCapabilities", StringComparison.Ordinal)
        || name.StartsWith("OPCUANamespaceMetadata", StringComparison.Ordinal)
        || name.StartsWith("WellKnownRole_", StringComparison.Ordinal) && (name.Count(letter => letter == '_') == 1 || name.EndsWith("_Identities", StringComparison.Ordinal))
        || name.StartsWith("ModellingRule_", StringComparison.Ordinal)
        || name.EndsWith("Folder", StringComparison.Ordinal) && !name.Contains('_', StringComparison.Ordinal);
}
