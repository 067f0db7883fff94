namespace PrecastMes.OpcUa;

/// <summary>A field of a structure (Part 3 §8.51).</summary>
public sealed class FieldLayout
{
    internal FieldLayout(string name, int slot, DataTypeLayout type, int rank, bool isOptional = false, bool allowSubTypes = false)
    {
        Name = name;
        Slot = slot;
        Type = type;
        Rank = rank;
        IsOptional = isOptional;
        AllowSubTypes = allowSubTypes;
    }

    /// <summary>As the definition names it.</summary>
    public string Name { get; }

    /// <summary>What is on the wire: ExtensionObject or Variant where subtypes are allowed.</summary>
    public DataTypeLayout Type { get; }

    /// <summary>0 for a single value, 1 for an array, n for a matrix of n dimensions.</summary>
    public int Rank { get; }

    /// <summary>The field may be absent, which is null.</summary>
    public bool IsOptional { get; }

    /// <summary>The value may be of a subtype of the declared type.</summary>
    public bool AllowSubTypes { get; }

    internal int Slot { get; }

    /// <summary>Name, type and dimensions, for messages.</summary>
    public override string ToString() => Rank == 0 ? $"{Name}: {Type}" : $"{Name}: {Type}[{new string(',', Rank - 1)}]";
}
