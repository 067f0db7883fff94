namespace PrecastMes.Exchange.Yaml;

/// <summary>Where a node stands.</summary>
internal readonly record struct Place(string File, int Line, int Column, string Path);

/// <summary>A node of a YAML file. Own types, because duplicate keys must be reported and not end the reading.</summary>
internal abstract record YamlNode(Place Place);

/// <summary>A scalar; a plain one may be a number, truth value or null, a quoted one is text.</summary>
internal sealed record YamlScalar(Place Place, string Text, bool Plain) : YamlNode(Place);

/// <summary>A sequence.</summary>
internal sealed record YamlList(Place Place, IReadOnlyList<YamlNode> Items) : YamlNode(Place);

/// <summary>A mapping; keys are unique.</summary>
internal sealed record YamlMap(Place Place, IReadOnlyList<YamlEntry> Entries) : YamlNode(Place);

/// <summary>A key with its value; <paramref name="KeyPlace"/> is where the key stands.</summary>
internal sealed record YamlEntry(string Key, Place KeyPlace, YamlNode Value);
