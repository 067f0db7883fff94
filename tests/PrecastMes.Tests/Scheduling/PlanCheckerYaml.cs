using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Plain reading of YAML nodes for the checker.</summary>
internal static class PlanCheckerYaml
{
    public static YamlMappingNode Read(string path)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(path);
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    public static string Text(this YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    public static long Number(this YamlMappingNode node, string key) => long.Parse(node.Text(key), CultureInfo.InvariantCulture);

    public static long NumberOr(this YamlMappingNode node, string key, long otherwise) =>
        node.Children.ContainsKey(key) ? node.Number(key) : otherwise;

    public static YamlMappingNode Map(this YamlMappingNode node, string key) => (YamlMappingNode)node[key];

    public static IEnumerable<YamlNode> Items(this YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var items) ? (YamlSequenceNode)items : [];

    public static List<YamlMappingNode> Maps(this YamlMappingNode node, string key) => [.. node.Items(key).Cast<YamlMappingNode>()];
}
