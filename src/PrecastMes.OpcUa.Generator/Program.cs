using PrecastMes.OpcUa.Generator;

if (args is not [string schemaFolder, string targetFolder])
{
    Console.Error.WriteLine("Usage: PrecastMes.OpcUa.Generator <folder with the published schema files> <target folder>");
    return 2;
}

string[] needed = ["Opc.Ua.Types.bsd", "StatusCode.csv", "NodeIds.csv", "AttributeIds.csv", "Opc.Ua.NodeSet2.xml"];
string[] missing = [.. needed.Where(name => !File.Exists(Path.Combine(schemaFolder, name)))];
if (missing.Length > 0)
{
    Console.Error.WriteLine($"{schemaFolder} lacks {string.Join(", ", missing)}.");
    return 2;
}

var dictionary = TypeDictionary.Load(Path.Combine(schemaFolder, "Opc.Ua.Types.bsd"));
var nodeIds = NodeIdTable.Load(Path.Combine(schemaFolder, "NodeIds.csv"));
IEnumerable<GeneratedFile> files =
[
    .. StructureFiles.Write(dictionary, nodeIds),
    EnumerationFile.Write(dictionary),
    StatusCodeFile.Write(Path.Combine(schemaFolder, "StatusCode.csv")),
    AttributeIdFile.Write(Path.Combine(schemaFolder, "AttributeIds.csv")),
    .. NodeIdFiles.Write(nodeIds),
    StandardTypesFile.Write(Path.Combine(schemaFolder, "Opc.Ua.NodeSet2.xml")),
];

Directory.CreateDirectory(targetFolder);
foreach (GeneratedFile file in files)
{
    File.WriteAllText(Path.Combine(targetFolder, file.Name), file.Text);
    Console.WriteLine($"{file.Name}: {file.Text.Length} characters");
}

return 0;
