namespace PrecastMes.OpcUa.Generator;

/// <summary>All C# files that are made from the published schema files.</summary>
internal static class GeneratedCode
{
    public static IReadOnlyList<string> Inputs { get; } = ["Opc.Ua.Types.bsd", "StatusCode.csv", "NodeIds.csv", "AttributeIds.csv"];

    public static IEnumerable<GeneratedFile> From(string schemaFolder)
    {
        var dictionary = TypeDictionary.Load(Path.Combine(schemaFolder, "Opc.Ua.Types.bsd"));
        var nodeIds = NodeIdTable.Load(Path.Combine(schemaFolder, "NodeIds.csv"));
        return
        [
            .. StructureFiles.Write(dictionary, nodeIds),
            EnumerationFile.Write(dictionary),
            StatusCodeFile.Write(Path.Combine(schemaFolder, "StatusCode.csv")),
            AttributeIdFile.Write(Path.Combine(schemaFolder, "AttributeIds.csv")),
            .. NodeIdFiles.Write(nodeIds),
        ];
    }
}
