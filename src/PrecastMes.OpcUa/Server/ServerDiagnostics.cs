namespace PrecastMes.OpcUa.Server;

/// <summary>
/// The ServerDiagnostics object (Part 5 §6.3.3). What is counted anyway is shown; EnabledFlag says that nothing else is collected: the
/// other counts are 0 and the arrays empty.
/// </summary>
internal sealed class ServerDiagnostics(AddressSpace space, ServerServices services)
{
    public void Bind()
    {
        space.Variable(VariableIds.Server_ServerDiagnostics_EnabledFlag).Value = false;
        space.Variable(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary).Bind(() => new ExtensionObject(Summary()));
        Count(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_ServerViewCount, summary => summary.ServerViewCount);
        Count(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_CurrentSessionCount, summary => summary.CurrentSessionCount);
        Count(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_CumulatedSessionCount, summary => summary.CumulatedSessionCount);
        Count(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_SecurityRejectedSessionCount, summary => summary.SecurityRejectedSessionCount);
        Count(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_RejectedSessionCount, summary => summary.RejectedSessionCount);
        Count(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_SessionTimeoutCount, summary => summary.SessionTimeoutCount);
        Count(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_SessionAbortCount, summary => summary.SessionAbortCount);
        Count(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_PublishingIntervalCount, summary => summary.PublishingIntervalCount);
        Count(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_CurrentSubscriptionCount, summary => summary.CurrentSubscriptionCount);
        Count(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_CumulatedSubscriptionCount, summary => summary.CumulatedSubscriptionCount);
        Count(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_SecurityRejectedRequestsCount, summary => summary.SecurityRejectedRequestsCount);
        Count(VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary_RejectedRequestsCount, summary => summary.RejectedRequestsCount);
        space.Variable(VariableIds.Server_ServerDiagnostics_SubscriptionDiagnosticsArray).Value = Array.Empty<ExtensionObject?>();
        space.Variable(VariableIds.Server_ServerDiagnostics_SessionsDiagnosticsSummary_SessionDiagnosticsArray).Value = Array.Empty<ExtensionObject?>();
        space.Variable(VariableIds.Server_ServerDiagnostics_SessionsDiagnosticsSummary_SessionSecurityDiagnosticsArray).Value = Array.Empty<ExtensionObject?>();
    }

    private void Count(NodeId id, Func<ServerDiagnosticsSummaryDataType, uint> count) => space.Variable(id).Bind(() => count(Summary()));

    private ServerDiagnosticsSummaryDataType Summary() => new()
    {
        CurrentSessionCount = (uint)services.Sessions.Count,
        CurrentSubscriptionCount = (uint)services.Subscriptions.Count,
    };
}
