namespace PrecastMes.PlcSim.Config;

/// <summary>Reads <c>tags.yaml</c>. Keys that only the other side uses (endpoint, security) are left to it.</summary>
internal static class TagNamesReader
{
    public static TagNames? Read(string path, YamlProblems problems)
    {
        if (YamlFile.Read(path, problems) is not { } file)
        {
            return null;
        }

        var namespaceUri = file.Text("namespaceUri");
        var pattern = Identifier(file, "nodePattern");
        if (!pattern.Contains("{unit}", StringComparison.Ordinal) || !pattern.Contains("{signal}", StringComparison.Ordinal))
        {
            file.Fault("nodePattern", $"is \"{pattern}\", expected both {{unit}} and {{signal}} in it");
        }

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (signal, name) in file.OptionalMap("signalNames")?.Texts() ?? [])
        {
            names[signal] = name;
        }

        var overrides = new Dictionary<(string, string), TagNode>();
        foreach (var entry in file.List("overrides"))
        {
            var node = new TagNode(entry.OptionalText("namespaceUri") ?? namespaceUri, Identifier(entry, "node"));
            if (!overrides.TryAdd((entry.Text("unit"), entry.Text("signal")), node))
            {
                entry.Fault("signal", "has two overrides for this unit");
            }

            entry.End();
        }

        return new TagNames(namespaceUri, pattern, names, overrides);
    }

    private static string Identifier(YamlMap map, string key)
    {
        var text = map.Text(key);
        if (!text.StartsWith("s=", StringComparison.Ordinal)
            && !(text.StartsWith("i=", StringComparison.Ordinal) && uint.TryParse(text.AsSpan(2), out _)))
        {
            map.Fault(key, $"is \"{text}\", expected s=text or i=number");
        }

        return text;
    }
}
