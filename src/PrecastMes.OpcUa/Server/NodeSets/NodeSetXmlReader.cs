using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace PrecastMes.OpcUa.Server;

/// <summary>Reads a NodeSet file (Part 6 annex F). It goes on after a problem, so that one run finds all of them.</summary>
internal sealed class NodeSetXmlReader(string file)
{
    private const string BaseUri = "http://opcfoundation.org/UA/";

    // The largest published NodeSet has 12 MB.
    private const long MaxCharacters = 64L << 20;

    // Room for values inside each other as deep as they may be, of two elements each.
    private const int MaxDepth = 256;

    private readonly List<NodeSetProblem> _problems = [];
    private readonly Dictionary<string, string> _aliases = [];
    private readonly List<string> _namespaces = [BaseUri];

    public NodeSet Read(Stream stream)
    {
        XElement root = Parse(stream);
        foreach (XElement uri in Children(root, "NamespaceUris").SelectMany(list => list.Elements()))
        {
            _namespaces.Add(uri.Value.Trim());
        }

        foreach (XElement alias in Children(root, "Aliases").SelectMany(list => list.Elements()))
        {
            _aliases[(string?)alias.Attribute("Alias") ?? ""] = alias.Value.Trim();
        }

        var nodes = new List<NodeDefinition>();
        var seen = new Dictionary<NodeId, int>();
        foreach (XElement element in root.Elements())
        {
            if (ClassOf(element) is { } nodeClass && Node(element, nodeClass) is { } node)
            {
                nodes.Add(node);
                if (!seen.TryAdd(node.NodeId, node.Line))
                {
                    Problem(element, $"{node.NodeId} is declared at line {seen[node.NodeId]} already");
                }
            }
        }

        NodeSetModel[] models = [.. Children(root, "Models").SelectMany(list => list.Elements()).Select(Model)];
        if (_problems.Count > 0)
        {
            throw new NodeSetException(_problems);
        }

        return new NodeSet(file, _namespaces, models, nodes);
    }

    private XElement Parse(Stream stream)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = MaxCharacters, XmlResolver = null };
        try
        {
            using var reader = new DepthLimitedXmlReader(XmlReader.Create(stream, settings), MaxDepth);
            XElement root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
            return root.Name.LocalName == "UANodeSet"
                ? root
                : throw new NodeSetException([new NodeSetProblem(file, Line(root), $"the root element is {root.Name.LocalName}, not UANodeSet")]);
        }
        catch (XmlException exception)
        {
            throw new NodeSetException([new NodeSetProblem(file, exception.LineNumber, exception.Message)]);
        }
    }

    private static IEnumerable<XElement> Children(XElement parent, string name) => parent.Elements().Where(element => element.Name.LocalName == name);

    private static XElement? Child(XElement parent, string name) => Children(parent, name).FirstOrDefault();

    private static int Line(XObject place) => ((IXmlLineInfo)place).LineNumber;

    private void Problem(XObject place, string text) => _problems.Add(new NodeSetProblem(file, Line(place), text));

    private NodeClass? ClassOf(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "UAObject": return NodeClass.Object;
            case "UAVariable": return NodeClass.Variable;
            case "UAMethod": return NodeClass.Method;
            case "UAView": return NodeClass.View;
            case "UAObjectType": return NodeClass.ObjectType;
            case "UAVariableType": return NodeClass.VariableType;
            case "UADataType": return NodeClass.DataType;
            case "UAReferenceType": return NodeClass.ReferenceType;
            case "NamespaceUris" or "ServerUris" or "Models" or "Aliases" or "Extensions":
                return null;
            default:
                Problem(element, $"an element {element.Name.LocalName} has no place in a NodeSet");
                return null;
        }
    }

    private NodeSetModel Model(XElement element)
    {
        string uri = (string?)element.Attribute("ModelUri") ?? "";
        if (uri.Length == 0)
        {
            Problem(element, "a model has no ModelUri");
        }

        DateTime? published = element.Attribute("PublicationDate") is { } date ? Parse<DateTime>(date, Date, "a date") : null;
        return new NodeSetModel(uri, (string?)element.Attribute("Version"), published) { Requires = [.. Children(element, "RequiredModel").Select(Model)] };
    }

    private static bool Date(string text, out DateTime value) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out value);

    private NodeDefinition? Node(XElement element, NodeClass nodeClass)
    {
        if (element.Attribute("NodeId") is not { } idText || element.Attribute("BrowseName") is not { } nameText)
        {
            Problem(element, $"a {element.Name.LocalName} needs NodeId and BrowseName");
            return null;
        }

        NodeId id = Id(idText, idText.Value);
        QualifiedName browseName = BrowseName(nameText);
        LocalizedText displayName = Text(Child(element, "DisplayName"));
        return new NodeDefinition
        {
            NodeId = id,
            NodeClass = nodeClass,
            BrowseName = browseName,
            DisplayName = displayName.Text is null ? browseName.Name : displayName,
            Description = Text(Child(element, "Description")),
            InverseName = Text(Child(element, "InverseName")),
            IsAbstract = Flag(element, "IsAbstract", false),
            Symmetric = Flag(element, "Symmetric", false),
            ContainsNoLoops = Flag(element, "ContainsNoLoops", false),
            EventNotifier = Number<byte>(element, "EventNotifier", 0),
            DataType = element.Attribute("DataType") is { } dataType ? Id(dataType, dataType.Value) : DataTypeIds.BaseDataType,
            ValueRank = Number(element, "ValueRank", -1),
            ArrayDimensions = Dimensions(element),
            AccessLevel = Number(element, "AccessLevel", (uint)AccessLevelType.CurrentRead),
            MinimumSamplingInterval = Number(element, "MinimumSamplingInterval", 0.0),
            Historizing = Flag(element, "Historizing", false),
            Executable = Flag(element, "Executable", true),
            WriteMask = Number(element, "WriteMask", 0u),
            MethodDeclaration = element.Attribute("MethodDeclarationId") is { } declaration ? Id(declaration, declaration.Value) : default,
            DataTypeDefinition = nodeClass == NodeClass.DataType ? Definition(Child(element, "Definition")) : null,
            RolePermissions = Child(element, "RolePermissions") is { } permissions ? [.. permissions.Elements().Select(Permission)] : null,
            AccessRestrictions = element.Attribute("AccessRestrictions") is null ? null : Number<ushort>(element, "AccessRestrictions", 0),
            ValueXml = Child(element, "Value")?.Elements().FirstOrDefault()?.ToString(SaveOptions.DisableFormatting),
            References = [.. Children(element, "References").SelectMany(list => list.Elements()).Select(Reference)],
            Line = Line(element),
        };
    }

    private UaReference Reference(XElement element)
    {
        XAttribute? type = element.Attribute("ReferenceType");
        if (type is null)
        {
            Problem(element, "a reference has no ReferenceType");
        }

        return new UaReference(type is null ? default : Id(type, type.Value), Flag(element, "IsForward", true), Id(element, element.Value));
    }

    private RolePermissionType Permission(XElement element) => new()
    {
        RoleId = Id(element, element.Value),
        Permissions = (PermissionType)Number(element, "Permissions", 0u),
    };

    /// <summary>Whether it is an enumeration or a structure follows from its fields; an empty one is settled by the supertype when it is loaded.</summary>
    private IStructure? Definition(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        XElement[] fields = [.. Children(element, "Field")];
        if (Flag(element, "IsOptionSet", false) || fields.Any(field => field.Attribute("Value") is not null))
        {
            return new EnumDefinition { Fields = [.. fields.Select(EnumField)] };
        }

        bool subtypes = fields.Any(field => Flag(field, "AllowSubTypes", false));
        StructureType kind = (Flag(element, "IsUnion", false), subtypes) switch
        {
            (true, true) => StructureType.UnionWithSubtypedValues,
            (true, false) => StructureType.Union,
            (false, true) => StructureType.StructureWithSubtypedValues,
            _ when fields.Any(field => Flag(field, "IsOptional", false)) => StructureType.StructureWithOptionalFields,
            _ => StructureType.Structure,
        };
        return new StructureDefinition { StructureType = kind, Fields = [.. fields.Select(field => Field(field, subtypes))] };
    }

    private EnumField EnumField(XElement element)
    {
        LocalizedText displayName = Text(Child(element, "DisplayName"));
        string name = (string?)element.Attribute("Name") ?? "";
        return new EnumField
        {
            Name = name,
            Value = Number(element, "Value", -1L),
            DisplayName = displayName.Text is null ? name : displayName,
            Description = Text(Child(element, "Description")),
        };
    }

    /// <summary>Part 3 §8.51: where fields allow subtypes, IsOptional says which of them do; optional fields are then no option.</summary>
    private StructureField Field(XElement element, bool subtypes) => new()
    {
        Name = (string?)element.Attribute("Name") ?? "",
        Description = Text(Child(element, "Description")),
        DataType = element.Attribute("DataType") is { } type ? Id(type, type.Value) : DataTypeIds.BaseDataType,
        ValueRank = Number(element, "ValueRank", -1),
        ArrayDimensions = Dimensions(element),
        MaxStringLength = Number(element, "MaxStringLength", 0u),
        IsOptional = Flag(element, subtypes ? "AllowSubTypes" : "IsOptional", false),
    };

    private static LocalizedText Text(XElement? element)
    {
        if (element is null)
        {
            return default;
        }

        string? locale = (string?)element.Attribute("Locale");
        return new LocalizedText(element.Value, string.IsNullOrEmpty(locale) ? null : locale);
    }

    private QualifiedName BrowseName(XAttribute place)
    {
        QualifiedName name = QualifiedName.Parse(place.Value);
        CheckNamespace(place, name.NamespaceIndex, place.Value);
        return name;
    }

    /// <summary>An id, an alias, or the name of a type of namespace 0, which some files use without saying what it stands for.</summary>
    private NodeId Id(XObject place, string text)
    {
        text = text.Trim();
        if (_aliases.TryGetValue(text, out string? aliased))
        {
            text = aliased;
        }

        if (ExpandedNodeId.TryParse(text, out ExpandedNodeId id) && id.ServerIndex == 0)
        {
            if (id.NamespaceUri is { } uri)
            {
                if (!_namespaces.Contains(uri))
                {
                    _namespaces.Add(uri);
                }

                return new NamespaceMap([(ushort)_namespaces.IndexOf(uri)]).Map(id.NodeId);
            }

            CheckNamespace(place, id.NodeId.NamespaceIndex, text);
            return id.NodeId;
        }

        if (WellKnownAliases.TryGet(text, out NodeId known))
        {
            return known;
        }

        Problem(place, $"'{text}' is neither a node id nor an alias of the file");
        return default;
    }

    private void CheckNamespace(XObject place, ushort index, string text)
    {
        if (index >= _namespaces.Count)
        {
            Problem(place, $"'{text}' is in namespace {index}; the file declares {_namespaces.Count - 1} under NamespaceUris");
        }
    }

    private bool Flag(XElement element, string name, bool unsaid) => element.Attribute(name) is not { } attribute ? unsaid : Parse<bool>(attribute, Boolean, "true or false");

    private static bool Boolean(string text, out bool value)
    {
        value = text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase);
        return value || text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    private T Number<T>(XElement element, string name, T unsaid)
        where T : struct, System.Numerics.INumber<T> => element.Attribute(name) is not { } attribute ? unsaid : Parse<T>(attribute, Number, $"a {typeof(T).Name}");

    private static bool Number<T>(string text, out T value)
        where T : struct, System.Numerics.INumber<T> =>
        T.TryParse(text, NumberStyles.Integer | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);

    private uint[]? Dimensions(XElement element) => element.Attribute("ArrayDimensions") is { Value.Length: > 0 } attribute
        ? [.. attribute.Value.Split(',').Select(text => Parse<uint>(attribute, text.Trim(), Number, "a list of lengths"))]
        : null;

    private delegate bool Parser<T>(string text, out T value);

    private T Parse<T>(XAttribute attribute, Parser<T> parser, string wanted) => Parse(attribute, attribute.Value.Trim(), parser, wanted);

    private T Parse<T>(XAttribute attribute, string text, Parser<T> parser, string wanted)
    {
        if (!parser(text, out T value))
        {
            Problem(attribute, $"{attribute.Name.LocalName}=\"{attribute.Value}\" is not {wanted}");
        }

        return value;
    }
}
