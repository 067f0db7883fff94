using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa;

/// <summary>A structure as its DataTypeDefinition describes it: fields in order, optional ones announced by a mask, or a union (Part 6 §5.2.6–5.2.8).</summary>
internal sealed class DefinedStructureCodec(FieldLayout[] fields, StructureType kind) : StructureCodec
{
    private readonly uint _knownBits = KnownBits(fields);

    public override void Decode(ref BinaryDecoder decoder, object?[] slots)
    {
        if (kind is StructureType.Union or StructureType.UnionWithSubtypedValues)
        {
            uint choice = decoder.ReadUInt32();
            if (choice > fields.Length)
            {
                throw new OpcUaException(StatusCodes.BadDecodingError, $"a union of {fields.Length} fields has number {choice}");
            }

            if (choice != 0)
            {
                FieldLayout chosen = fields[choice - 1];
                slots[chosen.Slot] = FieldCodec.Read(ref decoder, chosen.Type, chosen.Rank) ?? FieldCodec.NullOf(chosen);
            }

            return;
        }

        uint mask = kind == StructureType.StructureWithOptionalFields ? decoder.ReadUInt32() : 0;
        if ((mask & ~_knownBits) != 0)
        {
            throw new OpcUaException(StatusCodes.BadDecodingError, $"the mask of optional fields is 0x{mask:X8}, 0x{_knownBits:X8} are known");
        }

        int bit = 0;
        foreach (FieldLayout field in fields)
        {
            if (field.IsOptional && (mask >> bit++ & 1) == 0)
            {
                continue;
            }

            object? value = FieldCodec.Read(ref decoder, field.Type, field.Rank);
            slots[field.Slot] = field.IsOptional ? value ?? FieldCodec.NullOf(field) : value;
        }
    }

    public override void Encode(BinaryEncoder encoder, object?[] slots)
    {
        if (kind is StructureType.Union or StructureType.UnionWithSubtypedValues)
        {
            int chosen = Array.FindIndex(fields, field => slots[field.Slot] is not null);
            encoder.WriteUInt32((uint)(chosen + 1));
            if (chosen >= 0)
            {
                FieldCodec.Write(encoder, fields[chosen].Type, fields[chosen].Rank, slots[fields[chosen].Slot]);
            }

            return;
        }

        if (kind == StructureType.StructureWithOptionalFields)
        {
            uint mask = 0;
            int bit = 0;
            foreach (FieldLayout field in fields)
            {
                mask |= field.IsOptional ? (slots[field.Slot] is null ? 0u : 1u) << bit++ : 0;
            }

            encoder.WriteUInt32(mask);
        }

        foreach (FieldLayout field in fields)
        {
            if (!field.IsOptional || slots[field.Slot] is not null)
            {
                FieldCodec.Write(encoder, field.Type, field.Rank, slots[field.Slot]);
            }
        }
    }

    private static uint KnownBits(FieldLayout[] fields)
    {
        int optional = fields.Count(field => field.IsOptional);
        return optional >= 32 ? uint.MaxValue : (1u << optional) - 1;
    }
}
