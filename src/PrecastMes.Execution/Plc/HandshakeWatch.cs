using System.Threading.Channels;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Execution.Plc;

/// <summary>The subscription to all levels of the handshake. It outlives breaks of the link: the connection resumes it or makes it anew.</summary>
internal sealed class HandshakeWatch : IAsyncDisposable
{
    // Levels: a reader that is further behind than this is better served by reading them all.
    private const int ChangesPerItem = 5;

    private static readonly UnitSignal[] OfUnits =
        [UnitSignal.AckSeq, UnitSignal.ResultSeq, UnitSignal.State, UnitSignal.Progress, UnitSignal.Fault, UnitSignal.PalletId];

    private readonly Subscription subscription;
    private readonly int wanted;

    private HandshakeWatch(Subscription subscription, int wanted)
    {
        this.subscription = subscription;
        this.wanted = wanted;
    }

    public ChannelReader<Notification> Notifications => subscription.Notifications;

    /// <exception cref="OpcUaException">No link, or the PLC takes no such subscription.</exception>
    /// <exception cref="InvalidOperationException">The PLC lacks signals.</exception>
    public static async Task<HandshakeWatch> CreateAsync(OpcUaConnection connection, TagTable tags, TimeSpan publishingInterval, CancellationToken cancellationToken)
    {
        MonitoredItemRequest[] items = [.. Items(tags)];
        var subscription = await connection.SubscribeAsync(
            new SubscriptionOptions { PublishingInterval = publishingInterval, KeepAliveCount = 20, LifetimeCount = 1200, Capacity = ChangesPerItem * items.Length },
            cancellationToken);
        try
        {
            Check(await subscription.AddAsync(items, cancellationToken), items.Length);
            return new HandshakeWatch(subscription, items.Length);
        }
        catch
        {
            await subscription.DisposeAsync();
            throw;
        }
    }

    /// <summary>After a subscription was made anew, the PLC may no longer have what it had.</summary>
    /// <exception cref="InvalidOperationException">The PLC lacks signals.</exception>
    public void Check() => Check(subscription.Items, wanted);

    public ValueTask DisposeAsync() => subscription.DisposeAsync();

    private static void Check(IReadOnlyList<MonitoredItem> items, int wanted)
    {
        var missing = items.Where(item => item.Status.IsBad).Select(item => item.Request.NodeId.ToString()).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"The PLC lacks {missing.Count} of {wanted} signals, first {string.Join(", ", missing.Take(5))}; maybe tags.yaml is for another PLC.");
        }
    }

    private static IEnumerable<MonitoredItemRequest> Items(TagTable tags)
    {
        foreach (var unit in tags.Units)
        {
            foreach (var signal in OfUnits)
            {
                yield return new MonitoredItemRequest(tags.Node(unit, signal), new WatchedUnit(unit, signal)) { SamplingInterval = TimeSpan.Zero };
            }
        }

        foreach (var place in tags.Places)
        {
            foreach (var signal in TagTable.PlaceBlock)
            {
                yield return new MonitoredItemRequest(tags.Node(place, signal.ToString()), new WatchedPlace(place, signal));
            }
        }

        foreach (var signal in TagTable.PlantSignals)
        {
            yield return new MonitoredItemRequest(tags.Plant(signal), new WatchedPlant(signal));
        }
    }
}
