namespace PrecastMes.OpcUa;

/// <summary>A built-in type, or a subtype of one without structure of its own, such as Duration.</summary>
public sealed class SimpleLayout : DataTypeLayout
{
    internal SimpleLayout(NodeId dataTypeId, string name, BuiltInType builtInType)
        : base(dataTypeId, name) => BuiltInType = builtInType;

    /// <summary>What is on the wire.</summary>
    public BuiltInType BuiltInType { get; }
}
