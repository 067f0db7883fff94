using System.Security.Cryptography;
using System.Text;

namespace PrecastMes.OpcUa.Generator;

/// <summary>What generated files were made from: SHA-256 of every input, of the generator's own sources and of every output.</summary>
internal static class GeneratedManifest
{
    public const string FileName = "Generated.sha256";

    public static string Of(string schemaFolder, string generatorFolder, IEnumerable<GeneratedFile> files)
    {
        var text = new StringBuilder();
        foreach (string input in GeneratedCode.Inputs)
        {
            text.Append(Line("input", input, Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(schemaFolder, input))))));
        }

        text.Append(GeneratorLine(generatorFolder));
        foreach (GeneratedFile file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            text.Append(OutputLine(file.Name, file.Text));
        }

        return text.ToString();
    }

    /// <summary>Over all sources of the generator in the order of their names.</summary>
    public static string GeneratorLine(string generatorFolder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in Directory.GetFiles(generatorFolder, "*.cs").OrderBy(Path.GetFileName, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(path) + "\n" + File.ReadAllText(path).ReplaceLineEndings("\n")));
        }

        return Line("generator", "PrecastMes.OpcUa.Generator", Convert.ToHexString(hash.GetHashAndReset()));
    }

    public static string OutputLine(string name, string text) => Line("output", name, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")))));

    private static string Line(string kind, string name, string hash) => $"{kind} {name} {hash}\n";
}
