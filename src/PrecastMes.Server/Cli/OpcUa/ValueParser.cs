using System.Globalization;
using System.Text.Json;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>
/// Makes a value of a data type from what was typed: a scalar as plain text, arrays, matrices and structures as JSON
/// (<c>[1,2]</c>, <c>[[1,2],[3,4]]</c>, <c>{"Id":7}</c>), enumerations by number or name.
/// </summary>
internal sealed class ValueParser(OpcUaClient client, DataTypes types)
{
    private const int Scalar = -1;

    /// <param name="text">What was typed.</param>
    /// <param name="type">The variable's or argument's DataType.</param>
    /// <param name="valueRank">Its ValueRank (Part 3 §5.6.2).</param>
    /// <param name="cancel">Ends the asking for the type.</param>
    /// <exception cref="FormatException">The text is no value of the type; the message says what was expected.</exception>
    public async Task<Variant> ParseAsync(string text, NodeId type, int valueRank, CancellationToken cancel)
    {
        var layout = await types.LayoutAsync(type, cancel) ?? throw new FormatException(Text.Of("opcua.value.type", type));
        if (layout is SimpleLayout { BuiltInType: BuiltInType.Variant })
        {
            throw new FormatException(Text.Of("opcua.value.abstract", layout.Name));
        }

        var isArray = valueRank >= 0 || (valueRank < Scalar && text.StartsWith('['));
        if (!isArray && layout is not StructureLayout)
        {
            return Variant.From(One(text, layout));
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return isArray ? Many(document.RootElement, layout) : Structure(document.RootElement, (StructureLayout)layout).ToExtensionObject();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or InvalidCastException or KeyNotFoundException)
        {
            throw new FormatException(Text.Of("opcua.value.json", text, types.NameOf(type, valueRank), fault.Message));
        }
    }

    private Variant Many(JsonElement json, DataTypeLayout layout)
    {
        var dimensions = new List<int>();
        for (var inner = json; inner.ValueKind == JsonValueKind.Array; inner = inner.GetArrayLength() > 0 ? inner[0] : default)
        {
            dimensions.Add(inner.GetArrayLength());
        }

        if (dimensions.Count == 0)
        {
            throw new FormatException(Text.Of("opcua.value.array", json.GetRawText()));
        }

        var elements = new List<object?>();
        Flatten(json, dimensions, 0, elements, layout);
        var array = Array.CreateInstance(layout is StructureLayout ? typeof(ExtensionObject) : ElementType(layout), elements.Count);
        for (var i = 0; i < array.Length; i++)
        {
            array.SetValue(elements[i] is DynamicStructure structure ? structure.ToExtensionObject() : elements[i], i);
        }

        return Variant.From(dimensions.Count == 1 ? array : new Matrix(array, dimensions));
    }

    private void Flatten(JsonElement json, List<int> dimensions, int depth, List<object?> elements, DataTypeLayout layout)
    {
        if (depth == dimensions.Count)
        {
            elements.Add(FromJson(json, layout));
            return;
        }

        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() != dimensions[depth])
        {
            throw new FormatException(Text.Of("opcua.value.ragged", json.GetRawText(), dimensions[depth]));
        }

        foreach (var each in json.EnumerateArray())
        {
            Flatten(each, dimensions, depth + 1, elements, layout);
        }
    }

    private DynamicStructure Structure(JsonElement json, StructureLayout layout)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException(Text.Of("opcua.value.object", json.GetRawText(), layout.Name));
        }

        var structure = client.Types.Catalog.Create(layout.DataTypeId);
        foreach (var property in json.EnumerateObject())
        {
            var field = layout.Field(property.Name);
            structure[field.Name] = field.Rank == 0 || property.Value.ValueKind == JsonValueKind.Null ? FromJson(property.Value, field.Type) : FieldArray(property.Value, field);
        }

        return structure;
    }

    private object? FieldArray(JsonElement json, FieldLayout field)
    {
        if (field.Type is not StructureLayout layout)
        {
            return Many(json, field.Type).Value;
        }

        return json.EnumerateArray().Select(each => Structure(each, layout)).ToArray();
    }

    private object? FromJson(JsonElement json, DataTypeLayout layout) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        _ when layout is StructureLayout structure => Structure(json, structure),
        JsonValueKind.String => One(json.GetString()!, layout),
        JsonValueKind.Object when layout is SimpleLayout { BuiltInType: BuiltInType.LocalizedText } => Localized(json),
        JsonValueKind.Object or JsonValueKind.Array => throw new FormatException(Text.Of("opcua.value.scalar", json.GetRawText(), layout.Name)),
        _ when layout is SimpleLayout { BuiltInType: BuiltInType.Variant } => AsItStands(json),
        _ => One(json.GetRawText(), layout),
    };

    private static LocalizedText Localized(JsonElement json) => new(json.GetProperty("text").GetString(), json.TryGetProperty("locale", out var locale) ? locale.GetString() : null);

    /// <summary>Where any type may stand, JSON's own types are taken.</summary>
    private static object AsItStands(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Number when json.TryGetInt32(out var number) => number,
        JsonValueKind.Number => json.GetDouble(),
        _ => throw new FormatException(Text.Of("opcua.value.abstract", json.GetRawText())),
    };

    private static Type ElementType(DataTypeLayout layout) => ScalarText.TypeOf(layout is EnumerationLayout enumeration ? enumeration.BuiltInType : ((SimpleLayout)layout).BuiltInType);

    private static object One(string text, DataTypeLayout layout) => layout switch
    {
        EnumerationLayout enumeration => ScalarText.Parse(NumberOf(text, enumeration), enumeration.BuiltInType),
        SimpleLayout { BuiltInType: BuiltInType.Variant } => text,
        SimpleLayout simple => ScalarText.Parse(text, simple.BuiltInType),
        _ => throw new FormatException(Text.Of("opcua.value.object", text, layout.Name)),
    };

    private static string NumberOf(string text, EnumerationLayout enumeration)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            return text;
        }

        foreach (var (number, name) in enumeration.Names)
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return (enumeration.IsOptionSet ? 1L << (int)number : number).ToString(CultureInfo.InvariantCulture);
            }
        }

        throw new FormatException(Text.Of("opcua.value.enum", text, enumeration.Name, string.Join(", ", enumeration.Names.Select(name => $"{name.Key} {name.Value}"))));
    }
}
