namespace PrecastMes.OpcUa.Server;

/// <summary>What the server has counted since it began, for ServerDiagnosticsSummary (Part 5 §12.9). May be used from any thread.</summary>
internal sealed class ServerCounts
{
    private uint _sessions;
    private uint _rejectedSessions;
    private uint _securityRejectedSessions;
    private uint _timedOutSessions;
    private uint _abortedSessions;
    private uint _subscriptions;
    private uint _rejectedRequests;
    private uint _securityRejectedRequests;

    public void OnSessionCreated() => Interlocked.Increment(ref _sessions);

    public void OnSessionTimedOut() => Interlocked.Increment(ref _timedOutSessions);

    /// <summary>Its connection closed and nobody could have taken it up again.</summary>
    public void OnSessionAborted() => Interlocked.Increment(ref _abortedSessions);

    public void OnSubscriptionCreated() => Interlocked.Increment(ref _subscriptions);

    public void OnRejected(IServiceRequest request, OpcUaException reason)
    {
        if (request is not (CreateSessionRequest or ActivateSessionRequest))
        {
            OnRequestRejected(reason);
            return;
        }

        Interlocked.Increment(ref _rejectedSessions);
        if (IsForSecurity(reason))
        {
            Interlocked.Increment(ref _securityRejectedSessions);
        }
    }

    /// <summary>A request other than those that begin a session.</summary>
    public void OnRequestRejected(OpcUaException reason)
    {
        Interlocked.Increment(ref _rejectedRequests);
        if (IsForSecurity(reason))
        {
            Interlocked.Increment(ref _securityRejectedRequests);
        }
    }

    public ServerDiagnosticsSummaryDataType Summary(int sessions, int subscriptions, int publishingIntervals) => new()
    {
        CurrentSessionCount = (uint)sessions,
        CumulatedSessionCount = Volatile.Read(ref _sessions),
        SecurityRejectedSessionCount = Volatile.Read(ref _securityRejectedSessions),
        RejectedSessionCount = Volatile.Read(ref _rejectedSessions),
        SessionTimeoutCount = Volatile.Read(ref _timedOutSessions),
        SessionAbortCount = Volatile.Read(ref _abortedSessions),
        CurrentSubscriptionCount = (uint)subscriptions,
        CumulatedSubscriptionCount = Volatile.Read(ref _subscriptions),
        PublishingIntervalCount = (uint)publishingIntervals,
        SecurityRejectedRequestsCount = Volatile.Read(ref _securityRejectedRequests),
        RejectedRequestsCount = Volatile.Read(ref _rejectedRequests),
    };

    /// <summary>Refused for what the user or the channel may not do.</summary>
    public static bool IsForSecurity(OpcUaException reason) =>
        reason.ToldStatus != reason.Status
        || reason.Status == StatusCodes.BadUserAccessDenied || reason.Status == StatusCodes.BadIdentityTokenRejected || reason.Status == StatusCodes.BadIdentityTokenInvalid
        || reason.Status == StatusCodes.BadSecurityModeInsufficient || reason.Status == StatusCodes.BadSecurityChecksFailed
        || reason.Status == StatusCodes.BadSessionIdInvalid || reason.Status == StatusCodes.BadSecureChannelIdInvalid || reason.Status == StatusCodes.BadSessionNotActivated;
}
