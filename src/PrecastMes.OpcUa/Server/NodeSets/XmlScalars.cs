using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace PrecastMes.OpcUa.Server;

/// <summary>Reads single values of the built-in types from XML (Part 6 §5.3.1), in the namespaces of the address space.</summary>
internal sealed class XmlScalars(DataTypeTable types, NamespaceMap namespaces)
{
    public static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    public Variant Read(BuiltInType type, XElement element, int nesting)
    {
        string text = element.Value.Trim();
        try
        {
            return type switch
            {
                BuiltInType.Boolean => text.Length > 0 && XmlConvert.ToBoolean(text),
                BuiltInType.SByte => Number<sbyte>(text),
                BuiltInType.Byte => Number<byte>(text),
                BuiltInType.Int16 => Number<short>(text),
                BuiltInType.UInt16 => Number<ushort>(text),
                BuiltInType.Int32 => Int32(text),
                BuiltInType.UInt32 => Number<uint>(text),
                BuiltInType.Int64 => Number<long>(text),
                BuiltInType.UInt64 => Number<ulong>(text),
                BuiltInType.Float => text.Length == 0 ? 0f : XmlConvert.ToSingle(text),
                BuiltInType.Double => text.Length == 0 ? 0d : XmlConvert.ToDouble(text),
                BuiltInType.String => IsNil(element) ? (string?)null : element.Value,
                BuiltInType.DateTime => text.Length == 0 ? DateTime.MinValue : XmlConvert.ToDateTime(text, XmlDateTimeSerializationMode.Utc),
                BuiltInType.Guid => Child(element, "String")?.Value is { Length: > 0 } guid ? new Guid(guid) : text.Length > 0 ? new Guid(text) : Guid.Empty,
                BuiltInType.ByteString => IsNil(element) ? (byte[]?)null : Convert.FromBase64String(text),
                BuiltInType.XmlElement => new XmlElement(string.Concat(element.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting)))),
                BuiltInType.NodeId => Id(element),
                BuiltInType.ExpandedNodeId => Expanded(element),
                BuiltInType.StatusCode => new StatusCode(Number<uint>(Child(element, "Code")?.Value.Trim() ?? text)),
                BuiltInType.QualifiedName => Name(element),
                BuiltInType.LocalizedText => Localized(element),
                BuiltInType.ExtensionObject => Structure(element, nesting + 1),
                BuiltInType.DataValue => Value(element, nesting + 1),
                BuiltInType.Variant => XmlVariant.Read(element, this, nesting + 1),
                _ => throw new FormatException($"a value of {type} has no XML form"),
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new FormatException($"<{element.Name.LocalName}>{(text.Length > 60 ? text[..60] + "…" : text)}: {exception.Message}", exception);
        }
    }

    private static T Number<T>(string text)
        where T : struct, System.Numerics.INumber<T> => text.Length == 0 ? T.Zero : T.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);

    /// <summary>Part 6 §5.3.2: an enumeration stands as Name_Value.</summary>
    private static int Int32(string text) => Number<int>(text.LastIndexOf('_') is var underscore and >= 0 ? text[(underscore + 1)..] : text);

    private static bool IsNil(XElement element) =>
        element.Attributes().Any(attribute => attribute.Name.LocalName == "nil" && attribute.Value.Trim() is "true" or "1");

    private NodeId Id(XElement element)
    {
        ExpandedNodeId id = Expanded(element);
        return id.NamespaceUri is null ? id.NodeId : throw new FormatException($"{id} names its namespace by URI");
    }

    private ExpandedNodeId Expanded(XElement element)
    {
        string text = (Child(element, "Identifier")?.Value ?? element.Value).Trim();
        if (text.Length == 0)
        {
            return default;
        }

        var id = ExpandedNodeId.Parse(text);
        return id.NamespaceUri is null ? id with { NodeId = namespaces.Map(id.NodeId) } : id;
    }

    private QualifiedName Name(XElement element)
    {
        ushort index = Number<ushort>(Child(element, "NamespaceIndex")?.Value.Trim() ?? "");
        return namespaces.Map(new QualifiedName(index, Child(element, "Name")?.Value));
    }

    private static LocalizedText Localized(XElement element)
    {
        string? locale = Child(element, "Locale")?.Value.Trim();
        string? text = Child(element, "Text")?.Value;
        return new LocalizedText(text, string.IsNullOrEmpty(locale) ? null : locale);
    }

    private DataValue Value(XElement element, int nesting) => new(
        Child(element, "Value") is { } value ? XmlVariant.Read(value, this, nesting) : Variant.Null,
        Child(element, "StatusCode") is { } status ? new StatusCode(Number<uint>(Child(status, "Code")?.Value.Trim() ?? status.Value.Trim())) : StatusCodes.Good,
        Child(element, "SourceTimestamp") is { } source ? XmlConvert.ToDateTime(source.Value.Trim(), XmlDateTimeSerializationMode.Utc) : null,
        Child(element, "ServerTimestamp") is { } server ? XmlConvert.ToDateTime(server.Value.Trim(), XmlDateTimeSerializationMode.Utc) : null);

    /// <summary>The TypeId names the Default XML encoding; some files name the data type or another encoding of it.</summary>
    private ExtensionObject? Structure(XElement element, int nesting)
    {
        if (Child(element, "TypeId") is not { } typeElement || Id(typeElement) is { IsNull: true } || Child(element, "Body")?.Elements().FirstOrDefault() is not { } body)
        {
            return null;
        }

        NodeId typeId = Id(typeElement);
        NodeId dataType = types.TypeOfEncoding(typeId) ?? typeId;
        if (body.Name.LocalName == "ByteString" && types.TypeOfEncoding(typeId) is not null)
        {
            return new ExtensionObject(typeId, Convert.FromBase64String(body.Value.Trim()));
        }

        return new XmlStructure(types, this).Read(dataType, body, nesting);
    }
}
