using PrecastMes.OpcUa.Generator;

if (args is not [string schemaFolder, string targetFolder])
{
    Console.Error.WriteLine("Usage: PrecastMes.OpcUa.Generator <folder with the published schema files> <target folder>, from the repository's root");
    return 2;
}

string[] missing = [.. GeneratedCode.Inputs.Where(name => !File.Exists(Path.Combine(schemaFolder, name)))];
if (missing.Length > 0)
{
    Console.Error.WriteLine($"{schemaFolder} lacks {string.Join(", ", missing)}.");
    return 2;
}

const string Sources = "src/PrecastMes.OpcUa.Generator";
if (!Directory.Exists(Sources))
{
    Console.Error.WriteLine($"{Path.GetFullPath(Sources)} is not there; run it from the repository's root.");
    return 2;
}

GeneratedFile[] files = [.. GeneratedCode.From(schemaFolder)];
Directory.CreateDirectory(targetFolder);
foreach (GeneratedFile file in files)
{
    File.WriteAllText(Path.Combine(targetFolder, file.Name), file.Text);
    Console.WriteLine($"{file.Name}: {file.Text.Length} characters");
}

File.WriteAllText(Path.Combine(targetFolder, GeneratedManifest.FileName), GeneratedManifest.Of(schemaFolder, Sources, files));
return 0;
