namespace PrecastMes.OpcUa.Server;

/// <summary>The browse path of an event's field as a key.</summary>
internal static class EventPath
{
    // A browse name may hold any printable character.
    private const char Separator = '\u001F';

    public static string Key(IEnumerable<QualifiedName> path) => string.Join(Separator, path.Select(name => $"{name.NamespaceIndex}:{name.Name}"));

    /// <summary>Of a path as programs write it.</summary>
    public static string Key(string path) => Key(path.Split('/').Select(QualifiedName.Parse));
}
