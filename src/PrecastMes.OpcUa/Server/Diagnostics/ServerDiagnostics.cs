namespace PrecastMes.OpcUa.Server;

/// <summary>
/// The ServerDiagnostics object (Part 5 §6.3.3). The summary is counted always; what single sessions and subscriptions do is shown where
/// the options say so, else the arrays are empty. There are no views.
/// </summary>
internal sealed class ServerDiagnostics(AddressSpace space, OpcUaServerOptions options, ServerServices services)
{
    public void Bind()
    {
        space.Variable(VariableIds.Server_ServerDiagnostics_EnabledFlag).Value = options.ShowDiagnostics;
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
        Show(
            VariableIds.Server_ServerDiagnostics_SubscriptionDiagnosticsArray,
            () => services.Subscriptions.All.Select(subscription => subscription.Diagnostics()));
        Show(
            VariableIds.Server_ServerDiagnostics_SessionsDiagnosticsSummary_SessionDiagnosticsArray,
            () => services.Sessions.All.Select(session => SessionDiagnostics.Of(session, options.Now)));

        // The NodeSet lets the security administrator alone read it, by an encrypted channel.
        Show(
            VariableIds.Server_ServerDiagnostics_SessionsDiagnosticsSummary_SessionSecurityDiagnosticsArray,
            () => services.Sessions.All.Select(SessionDiagnostics.SecurityOf));
    }

    /// <summary>Worked out for each request that reads it; each structure is of one moment, not the array.</summary>
    private void Show(NodeId id, Func<IEnumerable<IStructure>> work)
    {
        UaVariable array = space.Variable(id);
        if (options.ShowDiagnostics)
        {
            array.BindShared(() => work().Select(structure => new ExtensionObject(structure)).ToArray());
        }
        else
        {
            array.Value = Array.Empty<ExtensionObject?>();
        }
    }

    private void Count(NodeId id, Func<ServerDiagnosticsSummaryDataType, uint> count) => space.Variable(id).Bind(() => count(Summary()));

    private ServerDiagnosticsSummaryDataType Summary() =>
        services.Counts.Summary(services.Sessions.Count, services.Subscriptions.Count, services.Subscriptions.PublishingIntervalCount);
}
