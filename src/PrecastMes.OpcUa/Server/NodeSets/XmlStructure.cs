using System.Xml.Linq;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// Turns a structure in XML (Part 6 §5.3.6) into its binary form after the definition of its data type, so that structures of any
/// namespace can be values.
/// </summary>
internal sealed class XmlStructure(DataTypeTable types, XmlScalars scalars)
{
    private const int MaxNesting = 100;

    /// <exception cref="FormatException">The type has no definition or encoding, or the XML doesn't fit it.</exception>
    public ExtensionObject Read(NodeId dataType, XElement body, int nesting)
    {
        NodeId encoding = types.BinaryEncoding(dataType) ?? throw new FormatException($"no known data type has {dataType} as its id or that of an encoding");
        using var encoder = new BinaryEncoder();
        Write(encoder, dataType, body, nesting);
        if (encoding.NamespaceIndex != 0 || !StandardStructures.IsKnown(encoding.Numeric))
        {
            return new ExtensionObject(encoding, encoder.WrittenSpan.ToArray());
        }

        var decoder = new BinaryDecoder(encoder.WrittenSpan);
        return ExtensionObject.Known(encoding, StandardStructures.Decode(encoding.Numeric, ref decoder)!);
    }

    private void Write(BinaryEncoder encoder, NodeId dataType, XElement? body, int nesting)
    {
        if (nesting > MaxNesting)
        {
            throw new FormatException($"more than {MaxNesting} levels inside each other");
        }

        StructureDefinition definition = types.Definition(dataType) as StructureDefinition ?? throw new FormatException($"the data type {dataType} has no structure definition");
        StructureField[] fields = definition.Fields ?? [];
        XElement?[] given = Array.ConvertAll(fields, field => body is null ? null : XmlScalars.Child(body, field.Name!));
        RefuseOthers(body, fields, dataType);
        switch (definition.StructureType)
        {
            case StructureType.Union or StructureType.UnionWithSubtypedValues:
                int chosen = Array.FindIndex(given, element => element is not null);
                encoder.WriteUInt32((uint)(chosen + 1));
                if (chosen >= 0)
                {
                    Field(encoder, fields[chosen], given[chosen], definition.StructureType, nesting);
                }

                return;
            case StructureType.StructureWithOptionalFields:
                encoder.WriteUInt32(Mask(fields, given));
                break;
        }

        for (int i = 0; i < fields.Length; i++)
        {
            bool isAbsent = definition.StructureType == StructureType.StructureWithOptionalFields && fields[i].IsOptional && given[i] is null;
            if (!isAbsent)
            {
                Field(encoder, fields[i], given[i], definition.StructureType, nesting);
            }
        }
    }

    /// <summary>Part 6 §5.2.7: a bit for each optional field, in their order.</summary>
    private static uint Mask(StructureField[] fields, XElement?[] given)
    {
        uint mask = 0;
        int bit = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].IsOptional)
            {
                mask |= given[i] is null ? 0 : 1u << bit;
                bit++;
            }
        }

        return mask;
    }

    private static void RefuseOthers(XElement? body, StructureField[] fields, NodeId dataType)
    {
        XElement? other = body?.Elements().FirstOrDefault(element =>
            element.Name.LocalName is not ("EncodingMask" or "SwitchField") && !Array.Exists(fields, field => field.Name == element.Name.LocalName));
        if (other is not null)
        {
            throw new FormatException($"the data type {dataType} has no field {other.Name.LocalName}");
        }
    }

    private void Field(BinaryEncoder encoder, StructureField field, XElement? element, StructureType structure, int nesting)
    {
        bool takesSubtypes = structure is StructureType.StructureWithSubtypedValues or StructureType.UnionWithSubtypedValues && field.IsOptional;
        BuiltInType type = types.BuiltIn(field.DataType);
        bool isInline = type == BuiltInType.ExtensionObject && field.DataType != DataTypeIds.Structure && !takesSubtypes && !types.IsAbstract(field.DataType);
        if (takesSubtypes && type != BuiltInType.ExtensionObject)
        {
            type = BuiltInType.Variant;
        }

        if (field.ValueRank == -1)
        {
            Element(encoder, field.DataType, type, isInline, element, nesting);
            return;
        }

        XElement[] elements = [.. element?.Elements() ?? []];
        if (field.ValueRank > 1)
        {
            XElement[] dimensions = [.. elements.FirstOrDefault(child => child.Name.LocalName == "Dimensions")?.Elements() ?? []];
            elements = [.. elements.FirstOrDefault(child => child.Name.LocalName == "Elements")?.Elements() ?? []];
            encoder.WriteInt32Array(Array.ConvertAll(dimensions, dimension => (int)scalars.Read(BuiltInType.Int32, dimension, nesting).Bits));
        }
        else
        {
            encoder.WriteInt32(element is null ? -1 : elements.Length);
        }

        foreach (XElement one in elements)
        {
            Element(encoder, field.DataType, type, isInline, one, nesting);
        }
    }

    private void Element(BinaryEncoder encoder, NodeId dataType, BuiltInType type, bool isInline, XElement? element, int nesting)
    {
        if (isInline)
        {
            Write(encoder, dataType, element, nesting + 1);
        }
        else if (type == BuiltInType.Variant)
        {
            encoder.WriteVariant(element is null ? Variant.Null : XmlVariant.Read(element.Name.LocalName == "Variant" ? element : new XElement("Variant", element.Elements()), scalars, nesting + 1));
        }
        else
        {
            encoder.WriteScalar(element is null ? VariantTypes.Default(type) : scalars.Read(type, element, nesting + 1));
        }
    }
}
