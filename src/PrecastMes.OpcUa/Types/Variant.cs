using System.Globalization;
using System.Runtime.CompilerServices;

namespace PrecastMes.OpcUa;

/// <summary>
/// A value of any built-in type, an array or a matrix of one (Part 6 §5.2.2.16). Numbers, times and status codes are held without
/// an object of their own.
/// </summary>
public readonly partial struct Variant : IEquatable<Variant>
{
    private readonly object? _object;
    private readonly long _bits;

    private Variant(BuiltInType type, long bits)
    {
        Type = type;
        _bits = bits;
    }

    private Variant(BuiltInType type, object? value, VariantShape shape = VariantShape.Scalar)
    {
        Type = type;
        Shape = shape;
        _object = value;
    }

    /// <summary>No value and no type.</summary>
    public static Variant Null => default;

    /// <summary>The type of the value or of the elements.</summary>
    public BuiltInType Type { get; }

    /// <summary>A single value, an array or a matrix.</summary>
    public VariantShape Shape { get; }

    /// <summary>Has neither value nor type; a null String is not this.</summary>
    public bool IsNull => Type == BuiltInType.Null;

    /// <summary>Has one dimension.</summary>
    public bool IsArray => Shape == VariantShape.Array;

    /// <summary>The value as an object: boxed scalar, T[], <see cref="Matrix"/>, or null.</summary>
    public object? Value => Shape != VariantShape.Scalar ? _object : Type switch
    {
        BuiltInType.Boolean => _bits != 0,
        BuiltInType.SByte => (sbyte)_bits,
        BuiltInType.Byte => (byte)_bits,
        BuiltInType.Int16 => (short)_bits,
        BuiltInType.UInt16 => (ushort)_bits,
        BuiltInType.Int32 => (int)_bits,
        BuiltInType.UInt32 => (uint)_bits,
        BuiltInType.Int64 => _bits,
        BuiltInType.UInt64 => unchecked((ulong)_bits),
        BuiltInType.Float => BitConverter.Int32BitsToSingle((int)_bits),
        BuiltInType.Double => BitConverter.Int64BitsToDouble(_bits),
        BuiltInType.DateTime => new DateTime(_bits, DateTimeKind.Utc),
        BuiltInType.StatusCode => new StatusCode((uint)_bits),
        _ => _object,
    };

    internal long Bits => _bits;

    internal object? Object => _object;

    /// <summary>By value.</summary>
    public static bool operator ==(Variant left, Variant right) => left.Equals(right);

    /// <summary>By value.</summary>
    public static bool operator !=(Variant left, Variant right) => !left.Equals(right);

    /// <summary>Wraps a value of one of the .NET types of the built-in types, or an array of one.</summary>
    /// <exception cref="ArgumentException">The type is none of them.</exception>
    public static Variant From(object? value) => VariantTypes.From(value);

    /// <summary>The value as exactly <typeparamref name="T"/>; numbers are not converted.</summary>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    public T Get<T>() => TryGet(out T? value)
        ? value!
        : throw new InvalidCastException($"The value is {(IsNull ? "null" : $"{Type} {Shape}")} ({this}), not {typeof(T)}.");

    /// <summary>As <see cref="Get{T}"/>; false when the value is of another type. A null String or ByteString is one.</summary>
    public bool TryGet<T>(out T? value)
    {
        if (typeof(T).IsPrimitive || typeof(T) == typeof(DateTime) || typeof(T) == typeof(StatusCode))
        {
            return TryGetBits(out value);
        }

        if (Value is T typed)
        {
            value = typed;
            return true;
        }

        value = default;

        // A null String, ByteString or array is a value of its type.
        return _object is null && Type is BuiltInType.String or BuiltInType.ByteString && (typeof(T) == typeof(string) || typeof(T) == typeof(byte[]));
    }

    /// <summary>The value of a scalar number, or null when it is none. 64-bit integers above 2^53 lose digits.</summary>
    public double? ToDouble() => Shape != VariantShape.Scalar ? null : Type switch
    {
        >= BuiltInType.SByte and <= BuiltInType.Int64 => _bits,
        BuiltInType.UInt64 => unchecked((ulong)_bits),
        BuiltInType.Float => BitConverter.Int32BitsToSingle((int)_bits),
        BuiltInType.Double => BitConverter.Int64BitsToDouble(_bits),
        _ => null,
    };

    /// <summary>The value of a scalar integer that fits, or null.</summary>
    public long? ToInt64() => Shape != VariantShape.Scalar ? null : Type switch
    {
        >= BuiltInType.SByte and <= BuiltInType.Int64 => _bits,
        BuiltInType.UInt64 when _bits >= 0 => _bits,
        _ => null,
    };

    /// <inheritdoc/>
    public bool Equals(Variant other)
    {
        if (Type != other.Type || Shape != other.Shape || _bits != other._bits)
        {
            return false;
        }

        return ReferenceEquals(_object, other._object) || VariantTypes.SameObject(_object, other._object);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Variant other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Shape, _bits, _object is Array array ? array.Length : _object is Matrix ? 0 : _object?.GetHashCode() ?? 0);

    /// <summary>For logs and people; numbers and times by the invariant culture.</summary>
    public override string ToString() => Value switch
    {
        null => IsNull ? "null" : $"null {Type}",
        byte[] bytes when Type == BuiltInType.ByteString => Convert.ToHexString(bytes),
        Array array => "[" + string.Join(", ", array.Cast<object?>().Take(20)) + (array.Length > 20 ? ", …]" : "]"),
        Matrix matrix => $"{Type}[{string.Join(",", matrix.Dimensions)}]",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        var value => value.ToString() ?? "",
    };

    internal static Variant FromArray(BuiltInType type, Array? value) => new(type, value, VariantShape.Array);

    internal static Variant FromMatrix(Matrix value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Variant(VariantTypes.OfElement(value.Elements.GetType().GetElementType()!), value, VariantShape.Matrix);
    }

    internal static Variant FromBits(BuiltInType type, long bits) => new(type, bits);

    internal static Variant FromObject(BuiltInType type, object? value) => new(type, value);

    // Which line it is, is known when the method is compiled for a T.
    private bool TryGetBits<T>(out T? value)
    {
        value = default;
        return (typeof(T) == typeof(double) && TryCast(BuiltInType.Double, BitConverter.Int64BitsToDouble(_bits), ref value))
            || (typeof(T) == typeof(float) && TryCast(BuiltInType.Float, BitConverter.Int32BitsToSingle((int)_bits), ref value))
            || (typeof(T) == typeof(bool) && TryCast(BuiltInType.Boolean, _bits != 0, ref value))
            || (typeof(T) == typeof(int) && TryCast(BuiltInType.Int32, (int)_bits, ref value))
            || (typeof(T) == typeof(uint) && TryCast(BuiltInType.UInt32, (uint)_bits, ref value))
            || (typeof(T) == typeof(short) && TryCast(BuiltInType.Int16, (short)_bits, ref value))
            || (typeof(T) == typeof(ushort) && TryCast(BuiltInType.UInt16, (ushort)_bits, ref value))
            || (typeof(T) == typeof(long) && TryCast(BuiltInType.Int64, _bits, ref value))
            || (typeof(T) == typeof(ulong) && TryCast(BuiltInType.UInt64, unchecked((ulong)_bits), ref value))
            || (typeof(T) == typeof(sbyte) && TryCast(BuiltInType.SByte, (sbyte)_bits, ref value))
            || (typeof(T) == typeof(byte) && TryCast(BuiltInType.Byte, (byte)_bits, ref value))
            || (typeof(T) == typeof(DateTime) && Type == BuiltInType.DateTime && TryCast(BuiltInType.DateTime, new DateTime(_bits, DateTimeKind.Utc), ref value))
            || (typeof(T) == typeof(StatusCode) && TryCast(BuiltInType.StatusCode, new StatusCode((uint)_bits), ref value));
    }

    // A cast by way of object would make one for each value.
    private bool TryCast<TNumber, T>(BuiltInType type, TNumber number, ref T? value)
        where TNumber : struct
    {
        if (Type != type || Shape != VariantShape.Scalar)
        {
            return false;
        }

        value = Unsafe.As<TNumber, T>(ref number);
        return true;
    }

    private static long ToUtcTicks(DateTime value) => (value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).Ticks;
}
