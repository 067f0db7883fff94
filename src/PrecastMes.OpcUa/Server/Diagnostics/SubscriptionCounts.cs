namespace PrecastMes.OpcUa.Server;

/// <summary>What a subscription counts of itself (Part 5 §12.15). Its lock guards it.</summary>
internal sealed class SubscriptionCounts
{
    public uint Modified { get; set; }

    public uint Enabled { get; set; }

    public uint Disabled { get; set; }

    /// <summary>Republish requests; each asks for one message.</summary>
    public uint RepublishRequests { get; set; }

    public uint Republished { get; set; }

    /// <summary>Granted or not.</summary>
    public uint TransferRequests { get; set; }

    public uint TransfersToOthers { get; set; }

    public uint TransfersToSameClient { get; set; }

    /// <summary>Publish requests that it answered: which subscription one is for shows with its answer.</summary>
    public uint PublishRequests { get; set; }

    /// <summary>How often a message was due and no Publish request there.</summary>
    public uint Late { get; set; }

    /// <summary>How often an item of data dropped a value and said so by the Overflow bit.</summary>
    public uint DataOverflows { get; set; }

    public uint EventOverflows { get; set; }
}
