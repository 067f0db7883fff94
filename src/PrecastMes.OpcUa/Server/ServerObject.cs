namespace PrecastMes.OpcUa.Server;

/// <summary>Gives the Server object its live values (Part 5 §6.3.1): who the server is, how it is, and the limits that it enforces.</summary>
internal sealed class ServerObject(AddressSpace space, OpcUaServerOptions options, ServerServices services)
{
    private const string SoftwareVersion = "0.1.0";

    private readonly DateTime _started = options.Now;
    private ServerState _state = ServerState.Running;
    private LocalizedText _shutdownReason = new("");
    private DateTime? _stopsAt;

    private DateTime Now => options.Now;

    public void Bind()
    {
        space.Variable(VariableIds.Server_NamespaceArray).Bind(() => space.NamespaceUris.ToArray<string?>());
        Set(VariableIds.Server_ServerArray, new string?[] { options.ApplicationUri });
        Set(VariableIds.Server_ServiceLevel, (byte)255);
        Set(VariableIds.Server_Auditing, false);
        Set(VariableIds.Server_ServerRedundancy_RedundancySupport, (int)RedundancySupport.None);
        BindStatus();
        new ServerCapabilities(space, options).Bind();
        new ServerDiagnostics(space, options, services).Bind();
        new RoleSet(space).Bind();
    }

    /// <summary>Tells whoever looks that the server stops after this time.</summary>
    public void AnnounceShutdown(TimeSpan notice)
    {
        _stopsAt = Now + notice;
        _state = ServerState.Shutdown;
        _shutdownReason = new LocalizedText("the server stops", "en");
        Set(VariableIds.Server_ServerStatus_ShutdownReason, _shutdownReason);
        Set(VariableIds.Server_ServerStatus_State, (int)_state);
    }

    private uint SecondsTillShutdown() => _stopsAt is { } at ? (uint)Math.Ceiling(Math.Max((at - Now).TotalSeconds, 0)) : 0;

    private void BindStatus()
    {
        var build = new BuildInfo
        {
            ProductName = options.ApplicationName,
            ProductUri = options.ProductUri,
            ManufacturerName = "PrecastMes",
            SoftwareVersion = SoftwareVersion,
            BuildNumber = SoftwareVersion,
            BuildDate = _started,
        };
        space.Variable(VariableIds.Server_ServerStatus).Bind(() => new ExtensionObject(
            new ServerStatusDataType
            {
                StartTime = _started,
                CurrentTime = Now,
                State = _state,
                BuildInfo = build,
                SecondsTillShutdown = SecondsTillShutdown(),
                ShutdownReason = _shutdownReason,
            }));
        Set(VariableIds.Server_ServerStatus_StartTime, _started);
        space.Variable(VariableIds.Server_ServerStatus_CurrentTime).Bind(() => Now);
        Set(VariableIds.Server_ServerStatus_State, (int)_state);
        space.Variable(VariableIds.Server_ServerStatus_SecondsTillShutdown).Bind(() => SecondsTillShutdown());
        Set(VariableIds.Server_ServerStatus_ShutdownReason, _shutdownReason);
        Set(VariableIds.Server_ServerStatus_BuildInfo, new ExtensionObject(build));
        Set(VariableIds.Server_ServerStatus_BuildInfo_ProductName, build.ProductName);
        Set(VariableIds.Server_ServerStatus_BuildInfo_ProductUri, build.ProductUri);
        Set(VariableIds.Server_ServerStatus_BuildInfo_ManufacturerName, build.ManufacturerName);
        Set(VariableIds.Server_ServerStatus_BuildInfo_SoftwareVersion, build.SoftwareVersion);
        Set(VariableIds.Server_ServerStatus_BuildInfo_BuildNumber, build.BuildNumber);
        Set(VariableIds.Server_ServerStatus_BuildInfo_BuildDate, build.BuildDate);
    }

    private void Set(NodeId id, Variant value) => space.Variable(id).Value = value;
}
