using System.Globalization;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa;

/// <summary>A structure as a type dictionary describes it: bits, lengths and switches are fields of their own (Part 3 annex C).</summary>
internal sealed class DictionaryStructureCodec(DictionarySlot[] fields) : StructureCodec
{
    public override void Decode(ref BinaryDecoder decoder, object?[] slots)
    {
        int bitsLeft = 0;
        byte bits = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            DictionarySlot field = fields[i];
            if (field.SwitchSlot >= 0 && !field.IsSwitchedOnBy(Number(slots[field.SwitchSlot])))
            {
                continue;
            }

            if (field.Bits > 0)
            {
                ulong value = 0;
                for (int bit = 0; bit < field.Bits; bit++)
                {
                    if (bitsLeft == 0)
                    {
                        bits = decoder.ReadByte();
                        bitsLeft = 8;
                    }

                    value |= (ulong)(bits & 1) << bit;
                    bits >>= 1;
                    bitsLeft--;
                }

                slots[i] = field.Bits == 1 ? value != 0 : value;
                continue;
            }

            bitsLeft = 0;
            object? read = field.IsArray ? ReadArray(ref decoder, field, slots) : FieldCodec.Read(ref decoder, field.Type, 0);
            slots[i] = field.SwitchSlot >= 0 ? read ?? PresentNull.Instance : read;
        }
    }

    public override void Encode(BinaryEncoder encoder, object?[] slots)
    {
        object?[] complete = [.. slots];
        SetLengths(complete);
        SetSwitches(complete);
        int used = 0;
        int bits = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            DictionarySlot field = fields[i];
            if (field.SwitchSlot >= 0 && !field.IsSwitchedOnBy(Number(complete[field.SwitchSlot])))
            {
                continue;
            }

            if (field.Bits > 0)
            {
                for (int bit = 0; bit < field.Bits; bit++)
                {
                    bits |= (int)(Number(complete[i]) >> bit & 1) << used;
                    if (++used == 8)
                    {
                        encoder.WriteByte((byte)bits);
                        (used, bits) = (0, 0);
                    }
                }

                continue;
            }

            FlushBits(encoder, ref used, ref bits);
            if (field.IsArray)
            {
                WriteArray(encoder, field, complete[i] as Array);
            }
            else
            {
                FieldCodec.Write(encoder, field.Type, 0, complete[i]);
            }
        }

        FlushBits(encoder, ref used, ref bits);
    }

    private static void FlushBits(BinaryEncoder encoder, ref int used, ref int bits)
    {
        if (used > 0)
        {
            encoder.WriteByte((byte)bits);
            (used, bits) = (0, 0);
        }
    }

    private static ulong Number(object? value) => value switch
    {
        null or PresentNull => 0,
        bool bit => bit ? 1ul : 0,
        ulong unsigned => unsigned,
        _ => unchecked((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture)),
    };

    private static Array? ReadArray(ref BinaryDecoder decoder, DictionarySlot field, object?[] slots)
    {
        long count = field.FixedLength > 0 ? field.FixedLength : unchecked((long)Number(slots[field.LengthSlot]));
        if (count < 0)
        {
            return null;
        }

        if (count > decoder.Left)
        {
            throw new OpcUaException(StatusCodes.BadDecodingError, $"{field.Name} claims {count} elements, {decoder.Left} bytes are left");
        }

        decoder.Charge(count * 32);
        Array elements = FieldCodec.NewArray(field.Type, (int)count);
        for (int i = 0; i < elements.Length; i++)
        {
            elements.SetValue(FieldCodec.Read(ref decoder, field.Type, 0), i);
        }

        return elements;
    }

    private static void WriteArray(BinaryEncoder encoder, DictionarySlot field, Array? values)
    {
        if (field.FixedLength > 0 && values?.Length > field.FixedLength)
        {
            throw new OpcUaException(StatusCodes.BadEncodingError, $"{field.Name} has {field.FixedLength} elements and was given {values.Length}");
        }

        int count = field.FixedLength > 0 ? field.FixedLength : values?.Length ?? 0;
        for (int i = 0; i < count; i++)
        {
            FieldCodec.Write(encoder, field.Type, 0, i < values?.Length ? values.GetValue(i) : null);
        }
    }

    private void SetLengths(object?[] slots)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].LengthSlot is >= 0 and var at)
            {
                if (slots[i] is null && fields[i].SwitchSlot >= 0)
                {
                    // Absent, and so is its length.
                    slots[at] = fields[at].SwitchSlot >= 0 ? null : slots[at];
                    continue;
                }

                int length = slots[i] is Array array ? array.Length : fields[at].Type is SimpleLayout { BuiltInType: BuiltInType.Int32 } ? -1 : 0;
                Variant typed = length;
                slots[at] = typed.TryConvert(FieldCodec.BuiltIn(fields[at].Type), out Variant converted)
                    ? converted.Value
                    : throw new OpcUaException(StatusCodes.BadEncodingError, $"{fields[i].Name} has {length} elements, more than {fields[at].Name} holds");
            }
        }
    }

    /// <summary>A field that is there switches itself on, one that is not, off.</summary>
    private void SetSwitches(object?[] slots)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            DictionarySlot field = fields[i];
            if (field.SwitchSlot < 0 || field.IsSwitchedOnBy(Number(slots[field.SwitchSlot])) == slots[i] is not null)
            {
                continue;
            }

            // Another field of a union has set it to its own value already.
            if (slots[i] is null && Array.Exists(fields, other => other != field && other.SwitchSlot == field.SwitchSlot && slots[Array.IndexOf(fields, other)] is not null))
            {
                continue;
            }

            DictionarySlot at = fields[field.SwitchSlot];
            ulong value = slots[i] is null ? 0 : field.SwitchValue;
            slots[field.SwitchSlot] = at.Bits == 1 ? value != 0 : at.Bits > 0 ? value
                : ((Variant)value).TryConvert(FieldCodec.BuiltIn(at.Type), out Variant converted) ? converted.Value : null;
        }
    }
}
