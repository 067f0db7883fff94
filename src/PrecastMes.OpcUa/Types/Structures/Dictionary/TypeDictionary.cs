using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace PrecastMes.OpcUa;

/// <summary>
/// A type dictionary of the OPC Binary type system (Part 3 annex C, Part 5 annex D), by which servers described their structures before
/// they had DataTypeDefinitions.
/// </summary>
internal sealed class TypeDictionary
{
    private const int MaxCharacters = 16 << 20;
    private const int MaxTypes = 10_000;

    private readonly Dictionary<string, DictionaryStructure> _structures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EnumerationLayout> _enumerations = new(StringComparer.Ordinal);

    private TypeDictionary(string targetNamespace) => TargetNamespace = targetNamespace;

    public string TargetNamespace { get; }

    /// <exception cref="OpcUaException">Bad_DecodingError: it is no dictionary, or one that is larger than any.</exception>
    public static TypeDictionary Parse(byte[] schema)
    {
        try
        {
            // Some servers end the text with a zero byte, as C does.
            using var bytes = new MemoryStream(schema, 0, Array.FindLastIndex(schema, each => each != 0) + 1, writable: false);
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters };
            using XmlReader reader = XmlReader.Create(bytes, settings);
            return Read(XDocument.Load(reader).Root!);
        }
        catch (Exception exception) when (exception is XmlException or FormatException or OverflowException)
        {
            throw new OpcUaException(StatusCodes.BadDecodingError, $"the type dictionary can't be read: {exception.Message}", exception);
        }
    }

    public DictionaryStructure? Structure(string name) => _structures.GetValueOrDefault(name);

    public EnumerationLayout? Enumeration(string name) => _enumerations.GetValueOrDefault(name);

    private static TypeDictionary Read(XElement root)
    {
        var dictionary = new TypeDictionary((string?)root.Attribute("TargetNamespace") ?? "");
        if ((string?)root.Attribute("DefaultByteOrder") == "BigEndian")
        {
            throw new FormatException("its byte order is big-endian");
        }

        foreach (XElement type in root.Elements().Take(MaxTypes))
        {
            string name = (string?)type.Attribute("Name") ?? "";
            switch (type.Name.LocalName)
            {
                case "StructuredType":
                    DictionaryField[] fields = [.. type.Elements().Where(each => each.Name.LocalName == "Field").Select(ReadField)];
                    dictionary._structures[name] = new DictionaryStructure(name, fields);
                    break;
                case "EnumeratedType":
                    dictionary._enumerations[name] = ReadEnumeration(name, type);
                    break;
            }
        }

        return dictionary;
    }

    private static EnumerationLayout ReadEnumeration(string name, XElement type)
    {
        var names = new Dictionary<long, string>();
        foreach (XElement value in type.Elements().Where(each => each.Name.LocalName == "EnumeratedValue"))
        {
            names[Number(value, "Value", 0)] = (string?)value.Attribute("Name") ?? "";
        }

        BuiltInType builtIn = Number(type, "LengthInBits", 32) switch
        {
            8 => BuiltInType.Byte,
            16 => BuiltInType.UInt16,
            32 => BuiltInType.Int32,
            var bits => throw new FormatException($"{name} is an enumeration of {bits} bits"),
        };
        return new EnumerationLayout(NodeId.Null, name, builtIn, isOptionSet: false, names);
    }

    private static DictionaryField ReadField(XElement field)
    {
        string type = (string?)field.Attribute("TypeName") ?? "";
        int colon = type.IndexOf(':', StringComparison.Ordinal);
        XNamespace space = colon < 0 ? field.GetDefaultNamespace() : field.GetNamespaceOfPrefix(type[..colon]) ?? XNamespace.None;
        return new DictionaryField((string?)field.Attribute("Name") ?? "", space.NamespaceName, type[(colon + 1)..])
        {
            Length = (int)Number(field, "Length", 0),
            LengthField = (string?)field.Attribute("LengthField"),
            IsLengthInBytes = (bool?)field.Attribute("IsLengthInBytes") ?? false,
            HasTerminator = field.Attribute("Terminator") is not null,
            SwitchField = (string?)field.Attribute("SwitchField"),
            SwitchValue = (ulong)Number(field, "SwitchValue", 1),
            SwitchOperand = (string?)field.Attribute("SwitchOperand") ?? "Equals",
        };
    }

    private static long Number(XElement element, string attribute, long otherwise) =>
        element.Attribute(attribute) is { } found ? long.Parse(found.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : otherwise;
}
