using PrecastMes.OpcUa.Generator;

namespace PrecastMes.OpcUa.Tests.Schema;

/// <summary>
/// The generated C# is what the generator makes. The published schema files are not in the repository: where there are none, the recorded
/// hashes prove that neither the files nor the generator were changed since the last run, not that this run made the right thing.
/// </summary>
public sealed class GeneratedCodeTests
{
    private const string SchemaVariable = "PRECASTMES_OPCUA_SCHEMA";

    private static readonly string Root = FindRoot();
    private static readonly string Generated = Path.Combine(Root, "src", "PrecastMes.OpcUa", "Generated");
    private static readonly string Generator = Path.Combine(Root, "src", "PrecastMes.OpcUa.Generator");

    private static string[] Manifest => File.ReadAllLines(Path.Combine(Generated, GeneratedManifest.FileName));

    [Fact]
    public void No_generated_file_was_changed_by_hand_and_none_is_missing_or_left_over()
    {
        string[] recorded = [.. Manifest.Where(line => line.StartsWith("output ", StringComparison.Ordinal))];

        string[] actual =
        [
            .. Directory.GetFiles(Generated, "*.cs")
                .OrderBy(Path.GetFileName, StringComparer.Ordinal)
                .Select(path => GeneratedManifest.OutputLine(Path.GetFileName(path), File.ReadAllText(path)).TrimEnd('\n')),
        ];

        Assert.Equal(recorded, actual);
    }

    [Fact]
    public void The_generator_ran_after_its_last_change() => Assert.Contains(GeneratedManifest.GeneratorLine(Generator).TrimEnd('\n'), Manifest);

    [Fact]
    public void The_schema_files_give_the_generated_files()
    {
        string? folder = Environment.GetEnvironmentVariable(SchemaVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder) && Environment.GetEnvironmentVariable("PRECASTMES_REQUIRE_ALL") != "1", $"{SchemaVariable} names no folder with the published schema files.");
        if (string.IsNullOrEmpty(folder))
        {
            // Nowhere to get them from by a package manager: the hashes above have to do.
            return;
        }

        GeneratedFile[] files = [.. GeneratedCode.From(folder)];

        foreach (GeneratedFile file in files)
        {
            Assert.Equal(File.ReadAllText(Path.Combine(Generated, file.Name)).ReplaceLineEndings("\n"), file.Text.ReplaceLineEndings("\n"));
        }

        Assert.Equal(File.ReadAllText(Path.Combine(Generated, GeneratedManifest.FileName)), GeneratedManifest.Of(folder, Generator, files));
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "PrecastMes.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"No PrecastMes.sln above {AppContext.BaseDirectory}.");
    }
}
