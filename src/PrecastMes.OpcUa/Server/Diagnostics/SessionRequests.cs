namespace PrecastMes.OpcUa.Server;

/// <summary>
/// Counts the requests of one session by service: those that came, and those that were answered with a fault. Nothing here is shared with
/// other sessions, so that a Read costs one increment. May be used from any thread.
/// </summary>
internal sealed class SessionRequests
{
    private static readonly int Services = Enum.GetValues<CountedService>().Length;

    private readonly uint[] _received = new uint[Services];
    private readonly uint[] _refused = new uint[Services];
    private uint _unauthorized;

    /// <summary>Refused for what the user or the channel may not do.</summary>
    public uint Unauthorized => Volatile.Read(ref _unauthorized);

    public static CountedService ServiceOf(IServiceRequest request) => request switch
    {
        ReadRequest => CountedService.Read,
        HistoryReadRequest => CountedService.HistoryRead,
        WriteRequest => CountedService.Write,
        CallRequest => CountedService.Call,
        CreateMonitoredItemsRequest => CountedService.CreateMonitoredItems,
        ModifyMonitoredItemsRequest => CountedService.ModifyMonitoredItems,
        SetMonitoringModeRequest => CountedService.SetMonitoringMode,
        SetTriggeringRequest => CountedService.SetTriggering,
        DeleteMonitoredItemsRequest => CountedService.DeleteMonitoredItems,
        CreateSubscriptionRequest => CountedService.CreateSubscription,
        ModifySubscriptionRequest => CountedService.ModifySubscription,
        SetPublishingModeRequest => CountedService.SetPublishingMode,
        PublishRequest => CountedService.Publish,
        RepublishRequest => CountedService.Republish,
        TransferSubscriptionsRequest => CountedService.TransferSubscriptions,
        DeleteSubscriptionsRequest => CountedService.DeleteSubscriptions,
        BrowseRequest => CountedService.Browse,
        BrowseNextRequest => CountedService.BrowseNext,
        TranslateBrowsePathsToNodeIdsRequest => CountedService.TranslateBrowsePathsToNodeIds,
        RegisterNodesRequest => CountedService.RegisterNodes,
        UnregisterNodesRequest => CountedService.UnregisterNodes,
        _ => CountedService.Other,
    };

    public void OnReceived(CountedService service) => Interlocked.Increment(ref _received[(int)service]);

    /// <summary>One that was received is answered with a fault.</summary>
    public void OnRefused(CountedService service) => Interlocked.Increment(ref _refused[(int)service]);

    /// <param name="reason">Of the fault; whatever is no <see cref="OpcUaException"/> is a fault of ours.</param>
    public void OnRefused(CountedService service, Exception reason)
    {
        OnRefused(service);
        if (reason is OpcUaException known && ServerCounts.IsForSecurity(known))
        {
            Interlocked.Increment(ref _unauthorized);
        }
    }

    public ServiceCounterDataType Count(CountedService service) =>
        Counter(Volatile.Read(ref _received[(int)service]), Volatile.Read(ref _refused[(int)service]));

    /// <summary>Of all services together.</summary>
    public ServiceCounterDataType Total()
    {
        uint received = 0;
        uint refused = 0;
        for (int i = 0; i < Services; i++)
        {
            received += Volatile.Read(ref _received[i]);
            refused += Volatile.Read(ref _refused[i]);
        }

        return Counter(received, refused);
    }

    // Most services most sessions never use.
    private static ServiceCounterDataType Counter(uint received, uint refused) =>
        received == 0 && refused == 0 ? ServiceCounterDataType.Empty : new ServiceCounterDataType { TotalCount = received, ErrorCount = refused };
}
