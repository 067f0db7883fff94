using System.Text.RegularExpressions;

namespace PrecastMes.OpcUa.Generator;

/// <summary>Writes a class with its binary codec for every structure, grouped by what it is used for.</summary>
internal static partial class StructureFiles
{
    private static readonly (string File, Regex Names)[] Groups =
    [
        ("ServiceMessages.cs", ServiceMessage()),
        ("PubSubStructures.cs", PubSub()),
        ("HistoryStructures.cs", History()),
        ("AddressSpaceStructures.cs", AddressSpace()),
        ("FilterStructures.cs", Filter()),
        ("SessionStructures.cs", Session()),
        ("Structures.cs", Rest()),
    ];

    // Thousands of them go through one Read or Publish: as values they cost no object each.
    private static readonly HashSet<string> ValueTypes = ["ReadValueId", "MonitoredItemNotification"];

    [GeneratedRegex("(Request|Response|RequestHeader|ResponseHeader|ServiceFault)$")]
    private static partial Regex ServiceMessage();

    [GeneratedRegex("PubSub|DataSet|WriterGroup|ReaderGroup|Writer|Reader|Datagram|Broker|Uadp|Json|Qos|SecurityGroup|PubSubKey|TsnE|NetworkAddress|PublishedVariable|PortableQ|PortableN|TransmitQ|Priority|TargetVariables|FieldTarget|ReferenceListEntry|ActionTarget|ActionMethod")]
    private static partial Regex PubSub();

    [GeneratedRegex("History|^Read(Raw|Event|Processed|AtTime|Annotation)|^(Update|Delete)(Data|Structure|Event|Raw|AtTime)|Aggregate|Annotation|ModificationInfo")]
    private static partial Regex History();

    [GeneratedRegex("Node|Browse|Reference|View|RelativePath|Attribute|Definition|Description|Argument|EnumValue|EnumField|StructureField")]
    private static partial Regex AddressSpace();

    [GeneratedRegex("Filter|Operand|Monitor|Notification|Subscription|Event")]
    private static partial Regex Filter();

    [GeneratedRegex("Token|Endpoint|Signature|Certificate|Session|Application|Server|Discovery|Mdns|Security")]
    private static partial Regex Session();

    [GeneratedRegex("")]
    private static partial Regex Rest();

    public static IEnumerable<GeneratedFile> Write(TypeDictionary dictionary, NodeIdTable nodeIds)
    {
        Dictionary<string, uint> encodings = nodeIds.Rows
            .Where(row => row.Name.EndsWith("_Encoding_DefaultBinary", StringComparison.Ordinal))
            .ToDictionary(row => row.Name.Replace("_Encoding_DefaultBinary", "", StringComparison.Ordinal), row => row.Id);
        foreach (IGrouping<string, StructureType> group in dictionary.Structures.GroupBy(structure => Groups.First(g => g.Names.IsMatch(structure.Name)).File))
        {
            var code = new CodeWriter("Opc.Ua.Types.bsd");
            code.Line("using System;");
            code.Line("using PrecastMes.OpcUa.Encoding;");
            code.Line();
            code.Line("namespace PrecastMes.OpcUa;");
            foreach (StructureType structure in group)
            {
                WriteStructure(code, structure, encodings[structure.Name], dictionary);
            }

            yield return code.ToFile(group.Key);
        }

        yield return WriteRegistry(dictionary, encodings);
    }

    private static void WriteStructure(CodeWriter code, StructureType structure, uint encodingId, TypeDictionary dictionary)
    {
        bool isValue = ValueTypes.Contains(structure.Name);
        bool isRequest = structure.Fields is [{ TypeName: "RequestHeader" }, ..];
        bool isResponse = structure.Fields is [{ TypeName: "ResponseHeader" }, ..];
        string service = isRequest ? ", IServiceRequest" : isResponse ? ", IServiceResponse" : "";
        string kind = isValue ? "readonly struct" : "sealed class";
        code.Line();
        code.Summary(structure.Documentation);
        code.Open($"public {kind} {structure.Name} : IStructure<{structure.Name}>{service}");
        if (!isValue)
        {
            code.Line($"internal static readonly {structure.Name} Empty = new();");
            code.Line();
        }

        code.Line($"public {structure.Name}()");
        code.Line("{");
        code.Line("}");
        code.Line();
        code.Open($"private {structure.Name}(ref BinaryDecoder decoder)");
        if (!isValue)
        {
            code.Line($"decoder.Charge({BytesInMemory(structure, dictionary)});");
        }

        foreach (StructureField field in structure.Fields)
        {
            code.Line($"{field.Name} = {Read(field, dictionary)};");
        }

        code.Close();
        code.Line();
        code.Line($"public const uint BinaryEncodingId = {encodingId};");
        code.Line();
        foreach (StructureField field in structure.Fields)
        {
            WireType type = WireType.Of(field.TypeName, dictionary);
            string csharp = field.IsArray ? type.CSharp + "[]?" : type.CSharp;
            string setter = field.TypeName is "RequestHeader" or "ResponseHeader" ? "set" : "init";
            string value = type.Kind == WireKind.Structure && !field.IsArray && !ValueTypes.Contains(field.TypeName) ? $" = {type.CSharp}.Empty;" : "";
            code.Line($"public {csharp} {field.Name} {{ get; {setter}; }}{value}");
        }

        code.Line();
        code.Line("uint IStructure.EncodingId => BinaryEncodingId;");
        code.Line();
        code.Line($"public static {structure.Name} Decode(ref BinaryDecoder decoder) => new(ref decoder);");
        code.Line();
        code.Open("public void Encode(BinaryEncoder encoder)");
        foreach (StructureField field in structure.Fields)
        {
            code.Line(Write(field, dictionary));
        }

        code.Close();
        code.Close();
    }

    /// <summary>About what the object takes, without what its fields refer to: that is charged where it is decoded.</summary>
    private static int BytesInMemory(StructureType structure, TypeDictionary dictionary) => 16 + structure.Fields.Sum(field => field.IsArray
        ? 8
        : WireType.Of(field.TypeName, dictionary).CSharp switch
        {
            "DataValue" or "ExpandedNodeId" => 48,
            "NodeId" or "Variant" => 24,
            "Guid" or "QualifiedName" or "LocalizedText" => 16,
            "ReadValueId" or "MonitoredItemNotification" => 56,
            _ => 8,
        });

    private static string Read(StructureField field, TypeDictionary dictionary)
    {
        WireType type = WireType.Of(field.TypeName, dictionary);
        return (type.Kind, field.IsArray) switch
        {
            (WireKind.Enumeration, true) => $"decoder.ReadEnumerationArray<{type.CSharp}>()",
            (WireKind.Enumeration, false) => $"({type.CSharp})decoder.Read{type.Codec}()",
            (WireKind.Structure, true) => $"decoder.ReadStructureArray<{type.CSharp}>()",
            (WireKind.Structure, false) => $"{type.CSharp}.Decode(ref decoder)",
            (_, true) => $"decoder.Read{type.Codec}Array()",
            _ => $"decoder.Read{type.Codec}()",
        };
    }

    private static string Write(StructureField field, TypeDictionary dictionary)
    {
        WireType type = WireType.Of(field.TypeName, dictionary);
        return (type.Kind, field.IsArray) switch
        {
            (WireKind.Enumeration, true) => $"encoder.WriteEnumerationArray({field.Name});",
            (WireKind.Enumeration, false) => $"encoder.Write{type.Codec}(({EnumerationFile.Underlying(dictionary.Enumerations[field.TypeName]).CSharp}){field.Name});",
            (WireKind.Structure, true) => $"encoder.WriteStructureArray({field.Name});",
            (WireKind.Structure, false) => $"{field.Name}.Encode(encoder);",
            (_, true) => $"encoder.Write{type.Codec}Array({field.Name});",
            _ => $"encoder.Write{type.Codec}({field.Name});",
        };
    }

    private static GeneratedFile WriteRegistry(TypeDictionary dictionary, Dictionary<string, uint> encodings)
    {
        var code = new CodeWriter("Opc.Ua.Types.bsd and NodeIds.csv");
        code.Line("using PrecastMes.OpcUa.Encoding;");
        code.Line();
        code.Line("namespace PrecastMes.OpcUa;");
        code.Line();
        code.Summary("The structures of namespace 0 by the id of their Default Binary encoding node.");
        code.Open("internal static class StandardStructures");
        code.Open("public static bool IsKnown(uint encodingId) => encodingId switch");
        code.Line(string.Join(" or ", dictionary.Structures.Select(structure => encodings[structure.Name]).Order()) + " => true,");
        code.Line("_ => false,");
        code.Close(";");
        code.Line();
        code.Open("public static IStructure? Decode(uint encodingId, ref BinaryDecoder decoder) => encodingId switch");
        foreach (StructureType structure in dictionary.Structures.OrderBy(structure => encodings[structure.Name]))
        {
            code.Line($"{encodings[structure.Name]} => {structure.Name}.Decode(ref decoder),");
        }

        code.Line("_ => null,");
        code.Close(";");
        code.Close();
        return code.ToFile("StandardStructures.cs");
    }
}
