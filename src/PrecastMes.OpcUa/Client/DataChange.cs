namespace PrecastMes.OpcUa.Client;

/// <summary>A new value of a watched node.</summary>
/// <param name="Tag">As it was given with the request.</param>
public readonly record struct DataChange(object? Tag, NodeId NodeId, DataValue Value);
