using PrecastMes.OpcUa.Generator;

if (args is not [string schemaFolder, string targetFolder])
{
    Console.Error.WriteLine("Usage: PrecastMes.OpcUa.Generator <folder with the published schema files> <target folder>");
    return 2;
}

string[] missing = [.. GeneratedCode.Inputs.Where(name => !File.Exists(Path.Combine(schemaFolder, name)))];
if (missing.Length > 0)
{
    Console.Error.WriteLine($"{schemaFolder} lacks {string.Join(", ", missing)}.");
    return 2;
}

Directory.CreateDirectory(targetFolder);
foreach (GeneratedFile file in GeneratedCode.From(schemaFolder))
{
    File.WriteAllText(Path.Combine(targetFolder, file.Name), file.Text);
    Console.WriteLine($"{file.Name}: {file.Text.Length} characters");
}

return 0;
