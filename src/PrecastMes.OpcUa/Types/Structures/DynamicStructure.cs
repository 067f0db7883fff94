using System.Text;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa;

/// <summary>
/// A value of a structured type that is known only at run time, with its fields by name. What was read and not changed is written back
/// byte by byte as it came. Not for use by several threads at once.
/// </summary>
public sealed class DynamicStructure
{
    private readonly object?[] _slots;
    private ExtensionObject? _original;

    /// <summary>A value with every field at its default: numbers 0, optional fields absent, strings and arrays null.</summary>
    public DynamicStructure(StructureLayout type)
    {
        ArgumentNullException.ThrowIfNull(type);
        Type = type;
        _slots = new object?[type.SlotCount];
    }

    /// <summary>Its fields.</summary>
    public StructureLayout Type { get; }

    /// <summary>The field that a union holds; null when it holds none, or when this is no union.</summary>
    public string? Choice => Type.IsUnion ? Type.Fields.FirstOrDefault(each => _slots[each.Slot] is not null)?.Name : null;

    /// <summary>
    /// A field as an object: the built-in type's .NET type, T[], <see cref="Matrix"/>, <see cref="DynamicStructure"/>, or null. Setting
    /// converts numbers that fit and refuses the rest; setting null makes an optional field absent. Setting a union's field clears the others.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such field.</exception>
    /// <exception cref="InvalidCastException">The field does not take such a value.</exception>
    public object? this[string name]
    {
        get => Read(Type.Field(name));
        set => Write(Type.Field(name), value);
    }

    /// <summary>True when an optional or a union's field is there; always true of other fields.</summary>
    public bool Has(string field)
    {
        FieldLayout layout = Type.Field(field);
        return _slots[layout.Slot] is not null || !layout.IsOptional && !Type.IsUnion;
    }

    /// <summary>A field as <typeparamref name="T"/>, by the rules of <see cref="VariantConversion.As{T}"/>; nested structures as <see cref="DynamicStructure"/>.</summary>
    /// <exception cref="InvalidCastException">The field holds no such value.</exception>
    public T Get<T>(string field)
    {
        object? value = this[field];
        if (value is T typed)
        {
            return typed;
        }

        if (value is DynamicStructure or DynamicStructure[] || value is Matrix { Elements: DynamicStructure[] })
        {
            throw new InvalidCastException($"{Type.Name}.{field} is {Type.Field(field)}, not {typeof(T)}.");
        }

        return Variant.From(value).As<T>();
    }

    /// <summary>The value for a write or a call's argument: a copy, later changes don't reach it.</summary>
    /// <exception cref="InvalidOperationException">The type is abstract.</exception>
    public ExtensionObject ToExtensionObject()
    {
        if (IsUntouched() && _original is not null)
        {
            return _original;
        }

        if (Type.EncodingId.IsNull)
        {
            throw new InvalidOperationException($"{Type.Name} has no Default Binary encoding; maybe it is abstract.");
        }

        using var encoder = new BinaryEncoder();
        Encode(encoder);
        return new ExtensionObject(Type.EncodingId, encoder.WrittenSpan.ToArray());
    }

    /// <summary>As one line: <c>{Id: 7, Name: W3, Size: {…}}</c>; enumerations by name.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("{");
        foreach (FieldLayout field in Type.Fields.Where(field => _slots[field.Slot] is not null || !field.IsOptional && !Type.IsUnion))
        {
            text.Append(text.Length > 1 ? ", " : "").Append(field.Name).Append(": ").Append(Describe(field));
        }

        return text.Append('}').ToString();
    }

    internal static DynamicStructure Decode(StructureLayout type, ref BinaryDecoder decoder)
    {
        decoder.Enter();
        decoder.Charge((long)type.SlotCount * IntPtr.Size);
        var structure = new DynamicStructure(type);
        type.Codec.Decode(ref decoder, structure._slots);
        decoder.Leave();
        return structure;
    }

    internal static DynamicStructure Decode(StructureLayout type, ExtensionObject original, EncodingLimits limits)
    {
        var decoder = new BinaryDecoder(original.Body, limits);
        DynamicStructure structure = Decode(type, ref decoder);
        decoder.ExpectEnd();
        structure._original = original;
        return structure;
    }

    internal void Encode(BinaryEncoder encoder) => Type.Codec.Encode(encoder, _slots);

    /// <summary>A structure inside this one may be changed behind its back, so the bytes decide.</summary>
    private bool IsUntouched()
    {
        if (_original?.Body is not { } body)
        {
            return false;
        }

        // Reading our own encoding of the original and comparing to it: bytes that no decoder keeps, such as a broken string, don't count as a change.
        var decoder = new BinaryDecoder(body, DataTypeCatalog.Limits(EncodingLimits.Default));
        using var before = new BinaryEncoder();
        using var now = new BinaryEncoder();
        Decode(Type, ref decoder).Encode(before);
        Encode(now);
        return before.WrittenSpan.SequenceEqual(now.WrittenSpan);
    }

    private object? Read(FieldLayout field)
    {
        object? value = _slots[field.Slot];
        if (value is null && field.Rank == 0 && !field.IsOptional && !Type.IsUnion)
        {
            value = _slots[field.Slot] = field.Type is StructureLayout nested ? new DynamicStructure(nested) : FieldValue.DefaultOf(field.Type);
        }

        return value is PresentNull ? null : value;
    }

    private void Write(FieldLayout field, object? value)
    {
        object? slot = value is null ? null : FieldValue.Convert(field, value);
        if (Type.IsUnion && slot is not null)
        {
            Array.Clear(_slots);
        }

        _slots[field.Slot] = slot;
    }

    private string Describe(FieldLayout field) => Read(field) switch
    {
        null => "null",
        DynamicStructure structure => structure.ToString(),
        DynamicStructure[] structures => $"[{string.Join(", ", structures.Take(20).Select(each => each.ToString()))}{(structures.Length > 20 ? ", …" : "")}]",
        Matrix { Elements: DynamicStructure[] } matrix => $"{field.Type}[{string.Join(",", matrix.Dimensions)}]",
        DiagnosticInfo or DiagnosticInfo[] => "DiagnosticInfo",
        var value when field.Type is EnumerationLayout enumeration && Variant.From(value).ToInt64() is { } number => enumeration.Describe(number),
        var value => Variant.From(value).ToString(),
    };
}
