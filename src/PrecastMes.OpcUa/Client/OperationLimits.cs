namespace PrecastMes.OpcUa.Client;

/// <summary>How many operations the server takes in one call (Part 5 §6.3.11).</summary>
internal sealed record OperationLimits(int Read, int Write, int Call, int Browse, int Translate, int MonitoredItems)
{
    // Where a server states no limit; some refuse thousands nevertheless.
    private const int Unstated = 1_000;

    /// <summary>For the reads before the limits are known; CODESYS takes no more.</summary>
    public static OperationLimits Cautious { get; } = new(100, 100, 100, 100, 100, 100);

    public static IReadOnlyList<NodeId> Nodes { get; } =
    [
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead,
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerWrite,
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerMethodCall,
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerBrowse,
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerTranslateBrowsePathsToNodeIds,
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxMonitoredItemsPerCall,
    ];

    /// <param name="values">Of <see cref="Nodes"/>, in their order.</param>
    public static OperationLimits From(ReadOnlySpan<DataValue> values) =>
        new(One(values[0]), One(values[1]), One(values[2]), One(values[3]), One(values[4]), One(values[5]));

    private static int One(DataValue value) => value.Status.IsGood && value.Value.ToInt64() is > 0 and <= int.MaxValue and { } limit ? (int)limit : Unstated;
}
