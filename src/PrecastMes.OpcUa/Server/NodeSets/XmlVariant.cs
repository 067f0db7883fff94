using System.Xml.Linq;

namespace PrecastMes.OpcUa.Server;

/// <summary>Reads a value of a NodeSet: a Variant in XML (Part 6 §5.3.1.17), by local names, whatever prefix the file uses.</summary>
internal static class XmlVariant
{
    private const string List = "ListOf";
    private const int MaxNesting = 100;

    /// <exception cref="FormatException">The text is no such value.</exception>
    public static Variant Read(string xml, DataTypeTable types, NamespaceMap namespaces) =>
        Read(XElement.Parse(xml, LoadOptions.PreserveWhitespace), new XmlScalars(types, namespaces), 0);

    public static Variant Read(XElement element, XmlScalars scalars, int nesting)
    {
        if (nesting > MaxNesting)
        {
            throw new FormatException($"more than {MaxNesting} levels inside each other");
        }

        string name = element.Name.LocalName;
        if (name is "Variant" or "Value")
        {
            XElement? inner = name == "Value" ? element : XmlScalars.Child(element, "Value");
            return inner?.Elements().FirstOrDefault() is { } value ? Read(value, scalars, nesting + 1) : Variant.Null;
        }

        if (name == "Matrix")
        {
            return Matrix(element, scalars, nesting);
        }

        if (name.StartsWith(List, StringComparison.Ordinal))
        {
            BuiltInType type = TypeOf(name[List.Length..]);
            return Variant.FromArray(type, Elements(type, element.Elements(), scalars, nesting));
        }

        return scalars.Read(TypeOf(name), element, nesting);
    }

    /// <summary>An array of the .NET type that a Variant holds for the elements.</summary>
    public static Array Elements(BuiltInType type, IEnumerable<XElement> elements, XmlScalars scalars, int nesting)
    {
        object?[] values = [.. elements.Select(element => type == BuiltInType.Variant ? Read(element, scalars, nesting + 1) : scalars.Read(type, element, nesting + 1).Value)];
        var array = Array.CreateInstance(VariantTypes.ElementOf(type), values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            array.SetValue(values[i], i);
        }

        return array;
    }

    private static Variant Matrix(XElement element, XmlScalars scalars, int nesting)
    {
        int[] dimensions = [.. XmlScalars.Child(element, "Dimensions")?.Elements().Select(dimension => (int)scalars.Read(BuiltInType.Int32, dimension, nesting).Bits) ?? []];
        XElement[] elements = [.. XmlScalars.Child(element, "Elements")?.Elements() ?? []];
        if (elements.Length == 0)
        {
            return Variant.Null;
        }

        Array values = Elements(TypeOf(elements[0].Name.LocalName), elements, scalars, nesting);
        try
        {
            return new Matrix(values, dimensions);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private static BuiltInType TypeOf(string name) => Enum.TryParse(name, out BuiltInType type) && type is not (BuiltInType.Null or BuiltInType.DiagnosticInfo)
        ? type
        : throw new FormatException($"{name} is no built-in type that a value may have");
}
