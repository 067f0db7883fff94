namespace PrecastMes.OpcUa;

/// <summary>
/// An enumeration, which is an Int32 on the wire, or an option set, whose bits lie in an unsigned integer (Part 3 §8.40, §8.42).
/// </summary>
public sealed class EnumerationLayout : DataTypeLayout
{
    internal EnumerationLayout(NodeId dataTypeId, string name, BuiltInType builtInType, bool isOptionSet, IReadOnlyDictionary<long, string> names)
        : base(dataTypeId, name)
    {
        BuiltInType = builtInType;
        IsOptionSet = isOptionSet;
        Names = names;
    }

    /// <summary>Int32, or the unsigned integer of an option set.</summary>
    public BuiltInType BuiltInType { get; }

    /// <summary>The value is a set of bits.</summary>
    public bool IsOptionSet { get; }

    /// <summary>The name of each value; of an option set, of each bit's position.</summary>
    public IReadOnlyDictionary<long, string> Names { get; }

    /// <summary>A value as text: its name, an option set's names joined by <c>|</c>, or the number where there is none.</summary>
    public string Describe(long value)
    {
        if (!IsOptionSet)
        {
            return Names.TryGetValue(value, out string? name) ? name : value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        IEnumerable<string> set = Enumerable.Range(0, 64)
            .Where(bit => (value >> bit & 1) != 0)
            .Select(bit => Names.TryGetValue(bit, out string? name) ? name : $"bit {bit}");
        return value == 0 ? "0" : string.Join("|", set);
    }
}
