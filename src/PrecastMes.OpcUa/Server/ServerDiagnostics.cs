namespace PrecastMes.OpcUa.Server;

/// <summary>
/// The ServerDiagnostics object (Part 5 §6.3.3). The summary is counted always; EnabledFlag says that nothing is collected of single sessions
/// and subscriptions: the arrays are empty. There are no views.
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

    private ServerDiagnosticsSummaryDataType Summary() =>
        services.Counts.Summary(services.Sessions.Count, services.Subscriptions.Count, services.Subscriptions.PublishingIntervalCount);
}
