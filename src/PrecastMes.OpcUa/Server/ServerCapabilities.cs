namespace PrecastMes.OpcUa.Server;

/// <summary>The ServerCapabilities object (Part 5 §6.3.2): the limits shown here are the ones that the services enforce.</summary>
internal sealed class ServerCapabilities(AddressSpace space, OpcUaServerOptions options)
{
    private const string Profile = "http://opcfoundation.org/UA-Profile/Server/";

    private static readonly string?[] Locales = ["en", "zh-CN"];

    public void Bind()
    {
        ServerLimits limits = options.Limits;
        Set(VariableIds.Server_ServerCapabilities_ServerProfileArray, Profiles());
        Set(VariableIds.Server_ServerCapabilities_LocaleIdArray, Locales);
        Set(VariableIds.Server_ServerCapabilities_MinSupportedSampleRate, 0.0);
        Set(VariableIds.Server_ServerCapabilities_MaxBrowseContinuationPoints, (ushort)limits.MaxBrowseContinuationPoints);
        Set(VariableIds.Server_ServerCapabilities_MaxQueryContinuationPoints, (ushort)0);
        Set(VariableIds.Server_ServerCapabilities_MaxHistoryContinuationPoints, (ushort)limits.MaxHistoryContinuationPoints);
        Set(VariableIds.Server_ServerCapabilities_SoftwareCertificates, Array.Empty<ExtensionObject?>());
        Set(VariableIds.Server_ServerCapabilities_MaxArrayLength, (uint)limits.Encoding.MaxArrayLength);
        Set(VariableIds.Server_ServerCapabilities_MaxStringLength, (uint)limits.Encoding.MaxStringLength);
        Set(VariableIds.Server_ServerCapabilities_MaxByteStringLength, (uint)limits.Encoding.MaxByteStringLength);
        Set(VariableIds.Server_ServerCapabilities_MaxSessions, (uint)limits.MaxSessions);
        Set(VariableIds.Server_ServerCapabilities_MaxSubscriptions, (uint)limits.MaxSubscriptions);
        Set(VariableIds.Server_ServerCapabilities_MaxMonitoredItems, (uint)limits.MaxMonitoredItems);
        Set(VariableIds.Server_ServerCapabilities_MaxSubscriptionsPerSession, (uint)limits.MaxSubscriptionsPerSession);
        Set(VariableIds.Server_ServerCapabilities_MaxMonitoredItemsPerSubscription, (uint)limits.MaxMonitoredItemsPerSubscription);
        Set(VariableIds.Server_ServerCapabilities_MaxMonitoredItemsQueueSize, (uint)limits.MaxQueueSize);
        Set(VariableIds.Server_ServerCapabilities_MaxSelectClauseParameters, (uint)limits.MaxSelectClauses);
        Set(VariableIds.Server_ServerCapabilities_MaxWhereClauseParameters, (uint)limits.MaxWhereClauseOperands);
        uint perCall = (uint)limits.MaxNodesPerCall;
        Set(VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead, perCall);
        Set(VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerWrite, perCall);
        Set(VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerMethodCall, perCall);
        Set(VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerBrowse, perCall);
        Set(VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRegisterNodes, perCall);
        Set(VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerTranslateBrowsePathsToNodeIds, perCall);
        Set(VariableIds.Server_ServerCapabilities_OperationLimits_MaxMonitoredItemsPerCall, perCall);
        Set(VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerHistoryReadData, perCall);
        BindHistory();
    }

    /// <summary>Part 7 §6.6: only what the tests prove.</summary>
    private string?[] Profiles() =>
    [
        Profile + (IsStandard() ? "StandardUA2017" : IsEmbedded() ? "EmbeddedUA2017" : "MicroEmbeddedDevice2017"),
        Profile + "DataAccess",
        Profile + "Methods",
        Profile + "ComplexTypes2017",
    ];

    /// <summary>Wants security and user names, which a server may leave out.</summary>
    private bool IsEmbedded() => options.Certificates is not null && options.CheckUser is not null;

    /// <summary>Wants users with certificates besides, and room: for 50 sessions, each with 5 subscriptions of 500 items.</summary>
    private bool IsStandard()
    {
        ServerLimits limits = options.Limits;
        return IsEmbedded() && options.CheckUserCertificate is not null
            && limits.MaxSessions >= 50 && limits.MaxSubscriptionsPerSession >= 5 && limits.MaxSubscriptions >= 50 * 5
            && limits.MaxMonitoredItemsPerSubscription >= 500 && limits.MaxMonitoredItems >= 50 * 5 * 500
            && limits.MaxQueueSize >= 5 && limits.MaxQueuedNotificationsPerSubscription >= 500 * 5
            && limits.MaxPublishRequestsPerSession >= 10 && limits.MaxBrowseContinuationPoints >= 5;
    }

    /// <summary>Part 11 §5.4.2: what HistoryRead and HistoryUpdate do.</summary>
    private void BindHistory()
    {
        Set(VariableIds.HistoryServerCapabilities_AccessHistoryDataCapability, true);
        Set(VariableIds.HistoryServerCapabilities_AccessHistoryEventsCapability, false);
        Set(VariableIds.HistoryServerCapabilities_MaxReturnDataValues, (uint)options.Limits.MaxHistoryValuesPerNode);
        Set(VariableIds.HistoryServerCapabilities_MaxReturnEventValues, 0u);
        Set(VariableIds.HistoryServerCapabilities_InsertDataCapability, false);
        Set(VariableIds.HistoryServerCapabilities_ReplaceDataCapability, false);
        Set(VariableIds.HistoryServerCapabilities_UpdateDataCapability, false);
        Set(VariableIds.HistoryServerCapabilities_DeleteRawCapability, false);
        Set(VariableIds.HistoryServerCapabilities_DeleteAtTimeCapability, false);
        Set(VariableIds.HistoryServerCapabilities_InsertEventCapability, false);
        Set(VariableIds.HistoryServerCapabilities_ReplaceEventCapability, false);
        Set(VariableIds.HistoryServerCapabilities_UpdateEventCapability, false);
        Set(VariableIds.HistoryServerCapabilities_DeleteEventCapability, false);
        Set(VariableIds.HistoryServerCapabilities_InsertAnnotationCapability, false);
        Set(VariableIds.HistoryServerCapabilities_ServerTimestampSupported, false);
    }

    private void Set(NodeId id, Variant value) => space.Variable(id).Value = value;
}
