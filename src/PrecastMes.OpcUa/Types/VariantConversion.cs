using System.Globalization;

namespace PrecastMes.OpcUa;

/// <summary>
/// Conversions between a Variant and the types of a program. A number becomes another number type only when it keeps its value; nothing is
/// rounded, cut off or parsed.
/// </summary>
public static class VariantConversion
{
    /// <summary>
    /// The value as <typeparamref name="T"/>: the very type, a number type that holds the value exactly, an enumeration from its number,
    /// a <see cref="DateTimeOffset"/> from a DateTime, a nullable of these, or an array of them; a known structure from its ExtensionObject.
    /// </summary>
    /// <exception cref="InvalidCastException">The value is of another type, does not fit, or is null where <typeparamref name="T"/> holds no null.</exception>
    public static T As<T>(this Variant value) => TryAs(value, out T? converted)
        ? converted!
        : throw new InvalidCastException($"The value is {(value.IsNull ? "null" : $"{value.Type} {value.Shape}")} ({value}), which is no {typeof(T)}.");

    /// <returns>False when <see cref="As{T}"/> would throw.</returns>
    public static bool TryAs<T>(this Variant value, out T? converted)
    {
        if (value.TryGet(out converted))
        {
            return true;
        }

        if (value.Value is null)
        {
            return default(T) is null;
        }

        if (Convert(value.Value, typeof(T)) is T result)
        {
            converted = result;
            return true;
        }

        return false;
    }

    /// <summary>The value, single or array, as another built-in type.</summary>
    internal static bool TryConvert(this Variant value, BuiltInType type, out Variant converted)
    {
        converted = value;
        if (value.Type == type)
        {
            return true;
        }

        if (value.Shape != VariantShape.Scalar || Convert(value.Value!, VariantTypes.TypeOf(type)) is not { } result)
        {
            return false;
        }

        converted = Variant.From(result);
        return true;
    }

    private static object? Convert(object value, Type target)
    {
        target = Nullable.GetUnderlyingType(target) ?? target;
        if (value.GetType() == target)
        {
            return value;
        }

        return value switch
        {
            DateTime time when target == typeof(DateTimeOffset) => new DateTimeOffset(time),
            DateTimeOffset time when target == typeof(DateTime) => time.UtcDateTime,
            ExtensionObject { Structure: { } structure } when target.IsInstanceOfType(structure) => structure,
            Array array when target.IsArray => ConvertAll(array, target.GetElementType()!),
            _ when target.IsEnum => Number(value, Enum.GetUnderlyingType(target)) is { } number ? Enum.ToObject(target, number) : null,
            _ => Number(value, target),
        };
    }

    private static Array? ConvertAll(Array values, Type element)
    {
        var converted = Array.CreateInstance(element, values.Length);
        for (int i = 0; i < converted.Length; i++)
        {
            object? value = values.GetValue(i);
            object? result = value is null ? null : Convert(value, element);
            if (result is null && (value is not null || element.IsValueType && Nullable.GetUnderlyingType(element) is null))
            {
                return null;
            }

            converted.SetValue(result, i);
        }

        return converted;
    }

    /// <summary>Null when it is no number, or none that the target holds exactly.</summary>
    private static object? Number(object value, Type target)
    {
        if (!IsNumber(value.GetType()) || !IsNumber(target))
        {
            return null;
        }

        if (value is double or float)
        {
            double real = System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
            if (target == typeof(double))
            {
                return real;
            }

            if (target == typeof(float))
            {
                return double.IsNaN(real) || (float)real == real ? (float)real : null;
            }

            // Integers up to 2^53, where a double still counts by one.
            return double.IsInteger(real) && Math.Abs(real) <= 1L << 53 ? Integer((Int128)real, target) : null;
        }

        Int128 integer = value is ulong unsigned ? unsigned : System.Convert.ToInt64(value, CultureInfo.InvariantCulture);
        if (target == typeof(double))
        {
            return (Int128)(double)integer == integer ? (double)integer : null;
        }

        if (target == typeof(float))
        {
            return (Int128)(float)integer == integer ? (float)integer : null;
        }

        return Integer(integer, target);
    }

    private static object? Integer(Int128 value, Type target) => Type.GetTypeCode(target) switch
    {
        TypeCode.SByte when value >= sbyte.MinValue && value <= sbyte.MaxValue => (sbyte)value,
        TypeCode.Byte when value >= byte.MinValue && value <= byte.MaxValue => (byte)value,
        TypeCode.Int16 when value >= short.MinValue && value <= short.MaxValue => (short)value,
        TypeCode.UInt16 when value >= ushort.MinValue && value <= ushort.MaxValue => (ushort)value,
        TypeCode.Int32 when value >= int.MinValue && value <= int.MaxValue => (int)value,
        TypeCode.UInt32 when value >= uint.MinValue && value <= uint.MaxValue => (uint)value,
        TypeCode.Int64 when value >= long.MinValue && value <= long.MaxValue => (long)value,
        TypeCode.UInt64 when value >= ulong.MinValue && value <= ulong.MaxValue => (ulong)value,
        _ => null,
    };

    private static bool IsNumber(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Double;
}
