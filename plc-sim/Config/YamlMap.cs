using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PrecastMes.PlcSim.Config;

/// <summary>
/// A mapping of a YAML file, read key by key. Every fault is added to a common list with its place, and a harmless value
/// is handed back, so that reading goes on and all faults come out at once.
/// </summary>
internal sealed class YamlMap
{
    private readonly Dictionary<string, YamlNode> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Mark> marks = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly YamlProblems problems;
    private readonly YamlNode node;

    public YamlMap(YamlNode node, string path, YamlProblems problems)
    {
        this.node = node;
        this.problems = problems;
        Path = path;
        if (node is not YamlMappingNode mapping)
        {
            problems.Add(node.Start, $"{Name} is to be a mapping (key: value)");
            return;
        }

        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            entries[name] = value;
            marks[name] = key.Start;
        }
    }

    /// <summary>Where the mapping is in the file, e.g. <c>crane</c>.</summary>
    public string Path { get; }

    private string Name => Path.Length == 0 ? "the file" : Path;

    /// <summary>A text that must be there.</summary>
    public string Text(string key) => Find(key, isRequired: true) is { } found && found.Value.Length > 0
        ? found.Value
        : Missing(key, "a text", "");

    /// <summary>A text that may be absent.</summary>
    public string? OptionalText(string key) => Find(key, isRequired: false)?.Value;

    /// <summary>A number within bounds.</summary>
    public double Number(string key, double min, double max)
    {
        if (Find(key, isRequired: true) is not { } found)
        {
            return min;
        }

        if (double.TryParse(found.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Fault(key, string.Create(CultureInfo.InvariantCulture, $"is \"{found.Value}\", expected a number from {min} to {max}"));
        return min;
    }

    /// <summary>A whole number within bounds.</summary>
    public int Whole(string key, int min, int max)
    {
        var number = Number(key, min, max);
        if (number == Math.Floor(number))
        {
            return (int)number;
        }

        Fault(key, string.Create(CultureInfo.InvariantCulture, $"is {number}, expected a whole number"));
        return min;
    }

    /// <summary>A mapping that must be there.</summary>
    public YamlMap Map(string key) => OptionalMap(key) ?? Missing(key, "a mapping", new YamlMap(new YamlMappingNode(), Of(key), new YamlProblems(problems.File)));

    /// <summary>A mapping that may be absent.</summary>
    public YamlMap? OptionalMap(string key)
    {
        asked.Add(key);
        return entries.TryGetValue(key, out var found) ? new YamlMap(found, Of(key), problems) : null;
    }

    /// <summary>A list of mappings; empty when absent.</summary>
    public IReadOnlyList<YamlMap> List(string key)
    {
        asked.Add(key);
        if (!entries.TryGetValue(key, out var found))
        {
            return [];
        }

        if (found is not YamlSequenceNode list)
        {
            Fault(key, "is to be a list (- …)");
            return [];
        }

        return [.. list.Children.Select((child, i) => new YamlMap(child, string.Create(CultureInfo.InvariantCulture, $"{Of(key)}[{i}]"), problems))];
    }

    /// <summary>All keys and their texts, whatever they are called.</summary>
    public IEnumerable<(string Key, string Value)> Texts()
    {
        foreach (var key in entries.Keys.ToArray())
        {
            yield return (key, Text(key));
        }
    }

    /// <summary>Both names of a thing.</summary>
    public Label Label(string key)
    {
        var names = Map(key);
        var label = new Label(names.Text("zh"), names.Text("en"));
        names.End();
        return label;
    }

    /// <summary>Adds a fault at a key's place.</summary>
    public void Fault(string key, string text) => problems.Add(marks.GetValueOrDefault(key, node.Start), $"{Of(key)} {text}");

    /// <summary>All keys were asked for that may be there: others are faults.</summary>
    public void End()
    {
        foreach (var key in entries.Keys.Where(key => !asked.Contains(key)))
        {
            Fault(key, $"is unknown; known here: {string.Join(", ", asked.Order(StringComparer.Ordinal))}");
        }
    }

    private string Of(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private Scalar? Find(string key, bool isRequired)
    {
        asked.Add(key);
        if (!entries.TryGetValue(key, out var found))
        {
            return isRequired ? Missing<Scalar?>(key, "a value", null) : null;
        }

        if (found is YamlScalarNode scalar)
        {
            return new Scalar(scalar.Value ?? "");
        }

        Fault(key, "is to be a single value");
        return null;
    }

    private T Missing<T>(string key, string expected, T instead)
    {
        if (!entries.ContainsKey(key) || instead is "")
        {
            Fault(key, $"is missing, expected {expected}");
        }

        return instead;
    }

    private sealed record Scalar(string Value);
}
