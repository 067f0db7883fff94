using System.Globalization;
using System.Xml.Linq;

namespace PrecastMes.OpcUa.Generator;

/// <summary>The structures and enumerations of a binary type dictionary (.bsd, Part 6 annex C).</summary>
internal sealed record TypeDictionary(IReadOnlyList<StructureType> Structures, IReadOnlyDictionary<string, EnumerationType> Enumerations)
{
    private static readonly XNamespace Schema = "http://opcfoundation.org/BinarySchema/";

    // The codec writes these by hand: their layout has bit fields and switches.
    private static readonly HashSet<string> BuiltIn =
    [
        "XmlElement", "TwoByteNodeId", "FourByteNodeId", "NumericNodeId", "StringNodeId", "GuidNodeId", "ByteStringNodeId", "NodeId",
        "ExpandedNodeId", "DiagnosticInfo", "QualifiedName", "LocalizedText", "DataValue", "ExtensionObject", "Variant",
    ];

    public static TypeDictionary Load(string path)
    {
        XElement root = XDocument.Load(path).Root!;
        Dictionary<string, EnumerationType> enumerations = root.Elements(Schema + "EnumeratedType")
            .Where(element => Name(element) != "NodeIdType")
            .Select(ReadEnumeration)
            .ToDictionary(enumeration => enumeration.Name);
        List<StructureType> structures = [.. root.Elements(Schema + "StructuredType").Where(element => !BuiltIn.Contains(Name(element))).Select(ReadStructure)];
        return new TypeDictionary(structures, enumerations);
    }

    private static EnumerationType ReadEnumeration(XElement element) => new(
        Name(element),
        Documentation(element),
        int.Parse(element.Attribute("LengthInBits")!.Value, CultureInfo.InvariantCulture),
        (bool?)element.Attribute("IsOptionSet") ?? false,
        [.. element.Elements(Schema + "EnumeratedValue").Select(value => (Name(value), long.Parse(value.Attribute("Value")!.Value, CultureInfo.InvariantCulture)))]);

    private static StructureType ReadStructure(XElement element)
    {
        var fields = new List<StructureField>();
        HashSet<string> lengths = [.. element.Elements(Schema + "Field").Select(field => (string?)field.Attribute("LengthField")).OfType<string>()];
        foreach (XElement field in element.Elements(Schema + "Field").Where(field => !lengths.Contains(Name(field))))
        {
            string[] type = field.Attribute("TypeName")!.Value.Split(':');
            fields.Add(new StructureField(Name(field), type[1], field.Attribute("LengthField") is not null));
        }

        return new StructureType(Name(element), Documentation(element), fields);
    }

    private static string Name(XElement element) => element.Attribute("Name")!.Value;

    private static string? Documentation(XElement element) => element.Element(Schema + "Documentation")?.Value;
}
