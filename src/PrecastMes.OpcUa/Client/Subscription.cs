using System.Threading.Channels;

namespace PrecastMes.OpcUa.Client;

/// <summary>A subscription and its watched nodes.</summary>
public sealed class Subscription : IAsyncDisposable
{
    private readonly Channel<DataChange> _changes;

    internal Subscription(SubscriptionOptions options) => _changes = Channel.CreateBounded<DataChange>(options.Capacity);

    /// <summary>Every change in order. Completes when the link or the subscription is gone, with the reason as its exception.</summary>
    public ChannelReader<DataChange> Changes => _changes.Reader;

    public Task<IReadOnlyList<StatusCode>> AddAsync(IReadOnlyList<MonitoredItemRequest> items, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
