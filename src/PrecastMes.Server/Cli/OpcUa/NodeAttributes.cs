using System.Reflection;
using PrecastMes.OpcUa;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>The attributes of nodes by their names (Part 6 annex A).</summary>
internal static class NodeAttributes
{
    private static readonly Dictionary<string, uint> ByName = typeof(AttributeIds)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.FieldType == typeof(uint))
        .ToDictionary(field => field.Name, field => (uint)field.GetValue(null)!, StringComparer.OrdinalIgnoreCase);

    /// <summary>In the order of their numbers.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.OrderBy(pair => pair.Value).Select(pair => pair.Key)];

    public static bool TryFind(string name, out uint attribute) => ByName.TryGetValue(name, out attribute);

    public static string NameOf(uint attribute) => Names.FirstOrDefault(name => ByName[name] == attribute) ?? ValueText.Of(attribute);
}
