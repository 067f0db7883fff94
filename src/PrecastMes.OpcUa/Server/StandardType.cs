namespace PrecastMes.OpcUa.Server;

/// <summary>A type node of namespace 0 and its place in the hierarchy.</summary>
/// <param name="Supertype">0 for the roots of the four hierarchies.</param>
/// <param name="DataType">Of a variable type's value, else 0.</param>
/// <param name="ValueRank">Of a variable type's value, else 0.</param>
internal sealed record StandardType(
    NodeClass NodeClass, uint Id, uint Supertype, string Name, bool IsAbstract, bool Symmetric, string? InverseName, uint DataType, int ValueRank);
