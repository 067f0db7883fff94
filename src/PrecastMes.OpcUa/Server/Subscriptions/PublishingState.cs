namespace PrecastMes.OpcUa.Server;

/// <summary>
/// When a subscription speaks (the state table of Part 4 §5.14.1.4): counts its publishing cycles and decides, without clock or queue.
/// </summary>
internal sealed class PublishingState
{
    private bool _hasSent;

    /// <summary>Since the last message.</summary>
    public uint CyclesWithoutMessage { get; private set; }

    /// <summary>Since the client last gave a sign of life.</summary>
    public uint CyclesWithoutRequest { get; private set; }

    /// <summary>True when a message is due and no Publish request was there to take it.</summary>
    public bool IsLate { get; private set; }

    /// <summary>At the end of a publishing cycle.</summary>
    public PublishingStep OnInterval(uint lifetimeCount, uint keepAliveCount, bool hasNotifications, bool hasRequest)
    {
        // Only cycles without a request count against the lifetime: a client that polls with patience is alive.
        CyclesWithoutRequest = hasRequest ? 0 : CyclesWithoutRequest + 1;
        if (CyclesWithoutRequest >= lifetimeCount)
        {
            return PublishingStep.Expire;
        }

        // The first message is due at the end of the first cycle, changes or not (§5.14.1.1).
        CyclesWithoutMessage++;
        if (!hasNotifications && _hasSent && CyclesWithoutMessage < keepAliveCount)
        {
            return PublishingStep.Wait;
        }

        IsLate = !hasRequest;
        return hasRequest ? PublishingStep.Send : PublishingStep.Wait;
    }

    public void OnSent(bool moreNotifications)
    {
        _hasSent = true;
        CyclesWithoutMessage = 0;
        CyclesWithoutRequest = 0;
        IsLate = moreNotifications;
    }

    /// <summary>The client called a service about the subscription: it is alive.</summary>
    public void OnServiceCall() => CyclesWithoutRequest = 0;

    /// <summary>What is overdue was due to another session.</summary>
    public void OnTransferred()
    {
        CyclesWithoutRequest = 0;
        _hasSent = false;
        IsLate = false;
    }
}
