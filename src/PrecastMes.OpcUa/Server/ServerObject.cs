
namespace PrecastMes.OpcUa.Server;

/// <summary>The Server object (Part 5 §6.3.1): who the server is, how it is, and the limits that it enforces.</summary>
internal sealed class ServerObject
{
    private const string SoftwareVersion = "0.1.0";
    private static readonly string?[] Locales = ["en", "zh-CN"];

    private readonly AddressSpace _space;
    private readonly OpcUaServerOptions _options;

    private ServerObject(AddressSpace space, OpcUaServerOptions options)
    {
        _space = space;
        _options = options;
    }

    public static void AddTo(AddressSpace space, OpcUaServerOptions options) => new ServerObject(space, options).Add();

    private void Add()
    {
        DateTime started = _options.Time.GetUtcNow().UtcDateTime;
        AddObject(ObjectIds.Server, ObjectIds.ObjectsFolder, "Server", ObjectTypeIds.ServerType, ReferenceTypeIds.Organizes);
        Computed(VariableIds.Server_NamespaceArray, ObjectIds.Server, "NamespaceArray", DataTypeIds.String, 1, () => _space.NamespaceUris.ToArray<string?>());
        Fixed(VariableIds.Server_ServerArray, ObjectIds.Server, "ServerArray", DataTypeIds.String, new string?[] { _options.ApplicationUri });
        Fixed(VariableIds.Server_ServiceLevel, ObjectIds.Server, "ServiceLevel", DataTypeIds.Byte, (byte)255);
        Fixed(VariableIds.Server_Auditing, ObjectIds.Server, "Auditing", DataTypeIds.Boolean, false);
        AddStatus(started);
        AddCapabilities();
    }

    private void AddStatus(DateTime started)
    {
        var build = new BuildInfo
        {
            ProductName = _options.ApplicationName,
            ProductUri = _options.ProductUri,
            ManufacturerName = "PrecastMes",
            SoftwareVersion = SoftwareVersion,
            BuildNumber = SoftwareVersion,
            BuildDate = started,
        };
        NodeId status = VariableIds.Server_ServerStatus;
        Component(status, ObjectIds.Server, "ServerStatus", DataTypeIds.ServerStatusDataType, () => new ExtensionObject(Status(started, build)), VariableTypeIds.ServerStatusType);
        Component(VariableIds.Server_ServerStatus_StartTime, status, "StartTime", DataTypeIds.UtcTime, () => started);
        Component(VariableIds.Server_ServerStatus_CurrentTime, status, "CurrentTime", DataTypeIds.UtcTime, () => Now);
        Component(VariableIds.Server_ServerStatus_State, status, "State", DataTypeIds.ServerState, () => (int)ServerState.Running);
        Component(VariableIds.Server_ServerStatus_SecondsTillShutdown, status, "SecondsTillShutdown", DataTypeIds.UInt32, () => 0u);
        Component(VariableIds.Server_ServerStatus_ShutdownReason, status, "ShutdownReason", DataTypeIds.LocalizedText, () => new LocalizedText(null));
        NodeId info = VariableIds.Server_ServerStatus_BuildInfo;
        Component(info, status, "BuildInfo", DataTypeIds.BuildInfo, () => new ExtensionObject(build), VariableTypeIds.BuildInfoType);
        Component(VariableIds.Server_ServerStatus_BuildInfo_ProductName, info, "ProductName", DataTypeIds.String, () => build.ProductName);
        Component(VariableIds.Server_ServerStatus_BuildInfo_ProductUri, info, "ProductUri", DataTypeIds.String, () => build.ProductUri);
        Component(VariableIds.Server_ServerStatus_BuildInfo_ManufacturerName, info, "ManufacturerName", DataTypeIds.String, () => build.ManufacturerName);
        Component(VariableIds.Server_ServerStatus_BuildInfo_SoftwareVersion, info, "SoftwareVersion", DataTypeIds.String, () => build.SoftwareVersion);
        Component(VariableIds.Server_ServerStatus_BuildInfo_BuildNumber, info, "BuildNumber", DataTypeIds.String, () => build.BuildNumber);
        Component(VariableIds.Server_ServerStatus_BuildInfo_BuildDate, info, "BuildDate", DataTypeIds.UtcTime, () => build.BuildDate);
    }

    private DateTime Now => _options.Time.GetUtcNow().UtcDateTime;

    private ServerStatusDataType Status(DateTime started, BuildInfo build) =>
        new() { StartTime = started, CurrentTime = Now, State = ServerState.Running, BuildInfo = build };

    private void AddCapabilities()
    {
        ServerLimits limits = _options.Limits;
        NodeId capabilities = ObjectIds.Server_ServerCapabilities;
        AddObject(capabilities, ObjectIds.Server, "ServerCapabilities", ObjectTypeIds.ServerCapabilitiesType, ReferenceTypeIds.HasComponent);
        Fixed(VariableIds.Server_ServerCapabilities_ServerProfileArray, capabilities, "ServerProfileArray", DataTypeIds.String, Array.Empty<string?>());
        Fixed(VariableIds.Server_ServerCapabilities_LocaleIdArray, capabilities, "LocaleIdArray", DataTypeIds.LocaleId, Locales);
        Fixed(VariableIds.Server_ServerCapabilities_MinSupportedSampleRate, capabilities, "MinSupportedSampleRate", DataTypeIds.Duration, 0.0);
        Fixed(VariableIds.Server_ServerCapabilities_MaxBrowseContinuationPoints, capabilities, "MaxBrowseContinuationPoints", DataTypeIds.UInt16, (ushort)limits.MaxBrowseContinuationPoints);
        Fixed(VariableIds.Server_ServerCapabilities_MaxQueryContinuationPoints, capabilities, "MaxQueryContinuationPoints", DataTypeIds.UInt16, (ushort)0);
        Fixed(VariableIds.Server_ServerCapabilities_MaxHistoryContinuationPoints, capabilities, "MaxHistoryContinuationPoints", DataTypeIds.UInt16, (ushort)0);
        Fixed(VariableIds.Server_ServerCapabilities_SoftwareCertificates, capabilities, "SoftwareCertificates", DataTypeIds.SignedSoftwareCertificate, Array.Empty<ExtensionObject?>());
        Fixed(VariableIds.Server_ServerCapabilities_MaxArrayLength, capabilities, "MaxArrayLength", DataTypeIds.UInt32, (uint)limits.Encoding.MaxArrayLength);
        Fixed(VariableIds.Server_ServerCapabilities_MaxStringLength, capabilities, "MaxStringLength", DataTypeIds.UInt32, (uint)limits.Encoding.MaxStringLength);
        Fixed(VariableIds.Server_ServerCapabilities_MaxByteStringLength, capabilities, "MaxByteStringLength", DataTypeIds.UInt32, (uint)limits.Encoding.MaxByteStringLength);
        Fixed(VariableIds.Server_ServerCapabilities_MaxSessions, capabilities, "MaxSessions", DataTypeIds.UInt32, (uint)limits.MaxSessions);
        Fixed(VariableIds.Server_ServerCapabilities_MaxSubscriptions, capabilities, "MaxSubscriptions", DataTypeIds.UInt32, (uint)limits.MaxSubscriptions);
        Fixed(VariableIds.Server_ServerCapabilities_MaxSubscriptionsPerSession, capabilities, "MaxSubscriptionsPerSession", DataTypeIds.UInt32, (uint)limits.MaxSubscriptionsPerSession);
        Fixed(VariableIds.Server_ServerCapabilities_MaxMonitoredItemsPerSubscription, capabilities, "MaxMonitoredItemsPerSubscription", DataTypeIds.UInt32, (uint)limits.MaxMonitoredItemsPerSubscription);
        Fixed(VariableIds.Server_ServerCapabilities_MaxMonitoredItemsQueueSize, capabilities, "MaxMonitoredItemsQueueSize", DataTypeIds.UInt32, (uint)limits.MaxQueueSize);
        AddObject(ObjectIds.Server_ServerCapabilities_ModellingRules, capabilities, "ModellingRules", ObjectTypeIds.FolderType, ReferenceTypeIds.HasComponent);
        AddObject(ObjectIds.Server_ServerCapabilities_AggregateFunctions, capabilities, "AggregateFunctions", ObjectTypeIds.FolderType, ReferenceTypeIds.HasComponent);
        AddOperationLimits(capabilities, (uint)limits.MaxNodesPerCall);
    }

    private void AddOperationLimits(NodeId capabilities, uint limit)
    {
        NodeId operations = ObjectIds.Server_ServerCapabilities_OperationLimits;
        AddObject(operations, capabilities, "OperationLimits", ObjectTypeIds.OperationLimitsType, ReferenceTypeIds.HasComponent);
        foreach ((NodeId id, string name) in new[]
        {
            (VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead, "MaxNodesPerRead"),
            (VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerWrite, "MaxNodesPerWrite"),
            (VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerMethodCall, "MaxNodesPerMethodCall"),
            (VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerBrowse, "MaxNodesPerBrowse"),
            (VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRegisterNodes, "MaxNodesPerRegisterNodes"),
            (VariableIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerTranslateBrowsePathsToNodeIds, "MaxNodesPerTranslateBrowsePathsToNodeIds"),
            (VariableIds.Server_ServerCapabilities_OperationLimits_MaxMonitoredItemsPerCall, "MaxMonitoredItemsPerCall"),
        })
        {
            Fixed(id, operations, name, DataTypeIds.UInt32, limit);
        }
    }

    private void AddObject(NodeId id, NodeId parent, string name, NodeId type, NodeId reference) =>
        _space.Add(new UaObject(id, new QualifiedName(0, name), name), parent, reference, type);

    private void Fixed(NodeId id, NodeId parent, string name, NodeId dataType, Variant value) => _space.AddVariable(
        id,
        parent,
        new QualifiedName(0, name),
        new UaVariableOptions { DataType = dataType, Initial = value, ValueRank = value.Shape == VariantShape.Scalar ? -1 : 1 },
        ReferenceTypeIds.HasProperty,
        VariableTypeIds.PropertyType);

    private void Computed(NodeId id, NodeId parent, string name, NodeId dataType, int rank, Func<Variant> compute) => _space.AddVariable(
        id,
        parent,
        new QualifiedName(0, name),
        new UaVariableOptions { DataType = dataType, ValueRank = rank, Compute = compute },
        ReferenceTypeIds.HasProperty,
        VariableTypeIds.PropertyType);

    private void Component(NodeId id, NodeId parent, string name, NodeId dataType, Func<Variant> compute, NodeId? type = null) => _space.AddVariable(
        id,
        parent,
        new QualifiedName(0, name),
        new UaVariableOptions { DataType = dataType, Compute = compute },
        ReferenceTypeIds.HasComponent,
        type ?? VariableTypeIds.BaseDataVariableType);
}
