namespace PrecastMes.OpcUa.Server;

/// <summary>The services that are counted of a session by themselves (Part 5 §12.11), as far as this server offers them, and all others.</summary>
internal enum CountedService
{
    Other,
    Read,
    HistoryRead,
    Write,
    Call,
    CreateMonitoredItems,
    ModifyMonitoredItems,
    SetMonitoringMode,
    SetTriggering,
    DeleteMonitoredItems,
    CreateSubscription,
    ModifySubscription,
    SetPublishingMode,
    Publish,
    Republish,
    TransferSubscriptions,
    DeleteSubscriptions,
    Browse,
    BrowseNext,
    TranslateBrowsePathsToNodeIds,
    RegisterNodes,
    UnregisterNodes,
}
