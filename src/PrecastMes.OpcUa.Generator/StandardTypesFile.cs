using System.Globalization;
using System.Xml.Linq;

namespace PrecastMes.OpcUa.Generator;

/// <summary>The type nodes of namespace 0 with their place in the hierarchy, for the server's Types folder.</summary>
internal static class StandardTypesFile
{
    private static readonly XNamespace Schema = "http://opcfoundation.org/UA/2011/03/UANodeSet.xsd";

    public static GeneratedFile Write(string path)
    {
        XElement root = XDocument.Load(path).Root!;
        Dictionary<string, string> aliases = root.Element(Schema + "Aliases")!.Elements().ToDictionary(alias => alias.Attribute("Alias")!.Value, alias => alias.Value);
        var code = new CodeWriter("Opc.Ua.NodeSet2.xml");
        code.Line("namespace PrecastMes.OpcUa.Server;");
        code.Line();
        code.Summary("The type nodes of namespace 0, supertypes before subtypes.");
        code.Open("internal static class StandardTypes");
        code.Line("public static readonly StandardType[] All =");
        code.Line("[");
        var rows = new List<(uint Id, uint Parent, string Line)>();
        foreach (string kind in new[] { "ReferenceType", "DataType", "ObjectType", "VariableType" })
        {
            foreach (XElement node in root.Elements(Schema + "UA" + kind))
            {
                uint id = Id(node.Attribute("NodeId")!.Value, aliases);
                uint parent = node.Element(Schema + "References")!.Elements()
                    .Where(reference => (bool?)reference.Attribute("IsForward") == false && reference.Attribute("ReferenceType")!.Value == "HasSubtype")
                    .Select(reference => Id(reference.Value, aliases))
                    .FirstOrDefault();
                string isAbstract = (bool?)node.Attribute("IsAbstract") == true ? "true" : "false";
                string symmetric = (bool?)node.Attribute("Symmetric") == true ? "true" : "false";
                string inverse = node.Element(Schema + "InverseName")?.Value is { } name ? $"\"{name}\"" : "null";
                string dataType = node.Attribute("DataType")?.Value is { } alias ? Id(alias, aliases).ToString(CultureInfo.InvariantCulture) : "0";
                int rank = (int?)node.Attribute("ValueRank") ?? (kind == "VariableType" ? -1 : 0);
                rows.Add((id, parent, $"new(NodeClass.{kind}, {id}, {parent}, \"{node.Attribute("BrowseName")!.Value}\", {isAbstract}, {symmetric}, {inverse}, {dataType}, {rank}),"));
            }
        }

        foreach (string line in SupertypesFirst(rows))
        {
            code.Line("    " + line);
        }

        code.Line("];");
        code.Close();
        return code.ToFile("StandardTypes.cs");
    }

    private static List<string> SupertypesFirst(List<(uint Id, uint Parent, string Line)> rows)
    {
        var written = new HashSet<uint> { 0 };
        var lines = new List<string>();
        while (rows.Count > 0)
        {
            var ready = rows.Where(row => written.Contains(row.Parent)).ToList();
            if (ready.Count == 0)
            {
                throw new InvalidDataException($"No supertype of {string.Join(", ", rows.Select(row => row.Id))} is in the file.");
            }

            lines.AddRange(ready.Select(row => row.Line));
            written.UnionWith(ready.Select(row => row.Id));
            rows = [.. rows.Where(row => !written.Contains(row.Id))];
        }

        return lines;
    }

    private static uint Id(string text, Dictionary<string, string> aliases) =>
        uint.Parse((aliases.TryGetValue(text, out string? id) ? id : text).AsSpan(2), CultureInfo.InvariantCulture);
}
