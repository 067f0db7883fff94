namespace PrecastMes.OpcUa.Server;

/// <summary>What a session's client does and who it is, worked out when somebody looks (Part 5 §12.11, §12.12).</summary>
internal static class SessionDiagnostics
{
    /// <param name="now">UTC of the protocol.</param>
    public static SessionDiagnosticsDataType Of(Session session, DateTime now)
    {
        SessionRequests requests = session.Requests;
        SessionOrigin origin = session.Origin;
        return new SessionDiagnosticsDataType
        {
            SessionId = session.SessionId,
            SessionName = origin.SessionName,
            ClientDescription = origin.Client,
            ServerUri = origin.ServerUri,
            EndpointUrl = origin.EndpointUrl,
            LocaleIds = SessionOrigin.Cut(session.LocaleIds),
            ActualSessionTimeout = session.Timeout.TotalMilliseconds,
            MaxResponseMessageSize = session.MaxResponseMessageSize,
            ClientConnectionTime = origin.ConnectedAt,
            ClientLastContactTime = now - session.Silent,
            CurrentSubscriptionsCount = (uint)session.Subscriptions.Count,
            CurrentMonitoredItemsCount = (uint)session.Subscriptions.ItemCount,
            CurrentPublishRequestsInQueue = (uint)session.PublishQueue.Count,
            TotalRequestCount = requests.Total(),
            UnauthorizedRequestCount = requests.Unauthorized,
            ReadCount = requests.Count(CountedService.Read),
            HistoryReadCount = requests.Count(CountedService.HistoryRead),
            WriteCount = requests.Count(CountedService.Write),
            CallCount = requests.Count(CountedService.Call),
            CreateMonitoredItemsCount = requests.Count(CountedService.CreateMonitoredItems),
            ModifyMonitoredItemsCount = requests.Count(CountedService.ModifyMonitoredItems),
            SetMonitoringModeCount = requests.Count(CountedService.SetMonitoringMode),
            SetTriggeringCount = requests.Count(CountedService.SetTriggering),
            DeleteMonitoredItemsCount = requests.Count(CountedService.DeleteMonitoredItems),
            CreateSubscriptionCount = requests.Count(CountedService.CreateSubscription),
            ModifySubscriptionCount = requests.Count(CountedService.ModifySubscription),
            SetPublishingModeCount = requests.Count(CountedService.SetPublishingMode),
            PublishCount = requests.Count(CountedService.Publish),
            RepublishCount = requests.Count(CountedService.Republish),
            TransferSubscriptionsCount = requests.Count(CountedService.TransferSubscriptions),
            DeleteSubscriptionsCount = requests.Count(CountedService.DeleteSubscriptions),
            BrowseCount = requests.Count(CountedService.Browse),
            BrowseNextCount = requests.Count(CountedService.BrowseNext),
            TranslateBrowsePathsToNodeIdsCount = requests.Count(CountedService.TranslateBrowsePathsToNodeIds),
            RegisterNodesCount = requests.Count(CountedService.RegisterNodes),
            UnregisterNodesCount = requests.Count(CountedService.UnregisterNodes),
        };
    }

    public static SessionSecurityDiagnosticsDataType SecurityOf(Session session) => new()
    {
        SessionId = session.SessionId,
        ClientUserIdOfSession = session.Users.First,
        ClientUserIdHistory = session.Users.Names,
        AuthenticationMechanism = session.User.Kind.ToString(),
        Encoding = "UA Binary",
        TransportProtocol = "opc.tcp",
        SecurityMode = session.Security.Mode,
        SecurityPolicyUri = session.Security.Policy.Uri,
        ClientCertificate = session.Security.Peer?.LeafDer.ToArray(),
    };
}
