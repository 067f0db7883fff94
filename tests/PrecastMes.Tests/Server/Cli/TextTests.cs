using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PrecastMes.Tests.Server.Cli;

/// <summary>Every text of command line and API is there in both languages.</summary>
public sealed partial class TextTests
{
    private static readonly string Server = Path.Combine(Repository.Root, "src", "PrecastMes.Server");

    [Fact]
    public void Both_languages_have_the_same_keys_and_placeholders()
    {
        var english = Texts("Text.resx");
        var chinese = Texts("Text.zh-CN.resx");

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, text => Assert.Equal(Places(text.Value), Places(chinese[text.Key])));
    }

    [Fact]
    public void Every_key_in_the_code_has_a_text()
    {
        var texts = Texts("Text.resx");
        var used = Directory.GetFiles(Server, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains(Path.DirectorySeparatorChar + "obj" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(used);
        Assert.Superset(used, texts.Keys.ToHashSet(StringComparer.Ordinal));
    }

    private static Dictionary<string, string> Texts(string file) =>
        XDocument.Load(Path.Combine(Server, "Cli", file)).Root!.Elements("data")
            .ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!, StringComparer.Ordinal);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex("""\bText\.Of\(\s*"([^"]+)"[,)]""")]
    private static partial Regex Key();

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Place();
}
