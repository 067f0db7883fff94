using System.Xml.Linq;

namespace PrecastMes.Tests.Hmi;

/// <summary>A resource file of the pages as it lies in the repository.</summary>
internal static class TextFile
{
    public static string Folder => Repository.PathOf("src", "PrecastMes.Server", "Hmi");

    public static IReadOnlyDictionary<string, string> Read(string name) =>
        XDocument.Load(Path.Combine(Folder, "Resources", name)).Root!
            .Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);
}
