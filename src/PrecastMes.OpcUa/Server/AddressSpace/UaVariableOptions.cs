namespace PrecastMes.OpcUa.Server;

/// <summary>What stands behind a variable that the program makes.</summary>
internal sealed record UaVariableOptions
{
    public required NodeId DataType { get; init; }

    public Variant Initial { get; init; }

    public int ValueRank { get; init; } = -1;

    public bool Writable { get; init; }

    public Func<Variant, StatusCode>? OnWrite { get; init; }

    /// <summary>Gives the value at each read, in place of a stored one.</summary>
    public Func<Variant>? Compute { get; init; }

    public LocalizedText DisplayName { get; init; }

    public LocalizedText Description { get; init; }
}
