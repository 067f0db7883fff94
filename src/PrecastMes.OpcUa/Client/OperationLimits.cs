namespace PrecastMes.OpcUa.Client;

/// <summary>How many operations the server takes in one request (Part 5 §6.3.11), capped by the profile.</summary>
internal sealed class OperationLimits
{
    // For the reads before the limits are known; CODESYS takes no more.
    private const int Cautious = 100;

    public OperationLimits(PlcProfile profile)
        : this(profile, [])
    {
    }

    /// <param name="profile">Says what holds where the server announces nothing or 0.</param>
    /// <param name="values">Of <see cref="Nodes"/>, in their order; empty before they were read.</param>
    public OperationLimits(PlcProfile profile, ReadOnlySpan<DataValue> values)
    {
        Read = One(profile, values, 0);
        Write = One(profile, values, 1);
        Call = One(profile, values, 2);
        Browse = One(profile, values, 3);
        Translate = One(profile, values, 4);
        Register = One(profile, values, 5);
        MonitoredItems = One(profile, values, 6);
        HistoryRead = One(profile, values, 7);
    }

    public static IReadOnlyList<NodeId> Nodes { get; } =
    [
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead,
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerWrite,
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerMethodCall,
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerBrowse,
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerTranslateBrowsePathsToNodeIds,
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRegisterNodes,
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxMonitoredItemsPerCall,
        VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerHistoryReadData,
    ];

    public OperationLimit Read { get; }

    public OperationLimit Write { get; }

    public OperationLimit Call { get; }

    public OperationLimit Browse { get; }

    public OperationLimit Translate { get; }

    public OperationLimit Register { get; }

    public OperationLimit MonitoredItems { get; }

    public OperationLimit HistoryRead { get; }

    private static OperationLimit One(PlcProfile profile, ReadOnlySpan<DataValue> values, int index)
    {
        if (values.IsEmpty)
        {
            return new OperationLimit(Cautious);
        }

        DataValue value = values[index];
        long announced = value.Status.IsGood ? value.Value.ToInt64() ?? 0 : 0;
        return new OperationLimit((int)Math.Min(announced > 0 ? announced : profile.OperationsWhereUnstated, profile.MaxOperations));
    }
}
