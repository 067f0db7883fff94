namespace PrecastMes.OpcUa;

/// <summary>Refuses structures that are always inside themselves, or whose values are larger than any, however few their bytes are.</summary>
internal sealed class LayoutSize
{
    // Of one value, when every structure inside it counts with its fields.
    private const long MaxFields = 100_000;
    private const long UnderWay = -1;

    private readonly Dictionary<StructureLayout, long> _fields = [];

    /// <exception cref="OpcUaException">Bad_DataTypeIdUnknown.</exception>
    public long Check(StructureLayout structure)
    {
        if (_fields.TryGetValue(structure, out long count))
        {
            return count != UnderWay ? count : throw Refused(structure, "contains itself without end");
        }

        _fields[structure] = UnderWay;
        count = structure.Fields.Count;
        foreach (FieldLayout field in structure.Fields)
        {
            if (field is { Rank: 0, IsOptional: false, Type: StructureLayout inner } && !structure.IsUnion)
            {
                count += Check(inner);
            }
        }

        if (count > MaxFields)
        {
            throw Refused(structure, $"has more than {MaxFields} fields with those of its inner structures");
        }

        return _fields[structure] = count;
    }

    private static OpcUaException Refused(StructureLayout structure, string why) => new(StatusCodes.BadDataTypeIdUnknown, $"data type {structure.Name} {why}");
}
