namespace PrecastMes.OpcUa;

/// <summary>How values of a data type go over the wire, as far as a structure's field needs to know (Part 3 §5.8.3, Part 6 §5.2.6).</summary>
public abstract class DataTypeLayout
{
    private protected DataTypeLayout(NodeId dataTypeId, string name)
    {
        DataTypeId = dataTypeId;
        Name = name;
    }

    /// <summary>The data type's node; null for a type that only an old type dictionary describes.</summary>
    public NodeId DataTypeId { get; }

    /// <summary>The BrowseName's text.</summary>
    public string Name { get; }

    /// <summary>The name of the type.</summary>
    public override string ToString() => Name;
}
