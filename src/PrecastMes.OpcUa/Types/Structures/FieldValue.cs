namespace PrecastMes.OpcUa;

/// <summary>What a field takes: the very type, a number that fits, or a structure of its own type.</summary>
internal static class FieldValue
{
    public static object? DefaultOf(DataTypeLayout type)
    {
        Type element = FieldCodec.ElementType(FieldCodec.BuiltIn(type));
        return element == typeof(DateTime) ? DateTime.MinValue : element.IsValueType ? Activator.CreateInstance(element) : null;
    }

    /// <exception cref="InvalidCastException">The field does not take it.</exception>
    public static object Convert(FieldLayout field, object value) => field.Rank switch
    {
        0 => ConvertOne(field, value),
        1 when value is Array array => ConvertAll(field, array),
        > 1 when value is Matrix matrix && matrix.Dimensions.Count == field.Rank => new Matrix(ConvertAll(field, matrix.Elements), matrix.Dimensions),
        _ => throw Refused(field, value),
    };

    private static Array ConvertAll(FieldLayout field, Array values)
    {
        Array converted = FieldCodec.NewArray(field.Type, values.Length);
        for (int i = 0; i < converted.Length; i++)
        {
            converted.SetValue(values.GetValue(i) is { } value ? ConvertOne(field, value) : null, i);
        }

        return converted;
    }

    private static object ConvertOne(FieldLayout field, object value)
    {
        if (field.Type is StructureLayout structure)
        {
            return value is DynamicStructure given && given.Type == structure ? given : throw Refused(field, value);
        }

        switch (FieldCodec.BuiltIn(field.Type))
        {
            case BuiltInType.Variant:
                return value is DynamicStructure inVariant ? (Variant)inVariant.ToExtensionObject() : Variant.From(value);
            case BuiltInType.ExtensionObject when value is DynamicStructure inObject:
                return inObject.ToExtensionObject();
            case BuiltInType.ExtensionObject when value is IStructure known:
                return new ExtensionObject(known);
            case BuiltInType.DiagnosticInfo:
                return value as DiagnosticInfo ?? throw Refused(field, value);
            case var type:
                Variant given = Variant.From(value is Enum ? System.Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : value);
                return given.TryConvert(type, out Variant converted) ? converted.Value! : throw Refused(field, value);
        }
    }

    private static InvalidCastException Refused(FieldLayout field, object value) =>
        new($"Field {field} takes no {(value is DynamicStructure structure ? structure.Type.Name : value.GetType().Name)} ({value}).");
}
