using System.Diagnostics;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>A subscription whose changes are counted. Every item counts up by one, so a number left out is a value lost.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private const uint QueueSize = 10;

    private readonly OpcUaClient _client;
    private readonly Subscription _subscription;
    private readonly NodeId[] _nodes;
    private readonly double[] _last;
    private readonly TaskCompletionSource _allSeen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _delivered;
    private long _lost;
    private int _awaitedItem = -1;
    private double _awaitedValue;
    private TaskCompletionSource<long> _arrival = new();

    private Watch(OpcUaClient client, Subscription subscription, NodeId[] nodes)
    {
        _client = client;
        _subscription = subscription;
        _nodes = nodes;
        _last = new double[nodes.Length];
        Array.Fill(_last, double.NaN);
    }

    /// <summary>As the server revised it.</summary>
    public TimeSpan Interval => _subscription.PublishingInterval;

    /// <summary>Returns when every item has told its first value.</summary>
    public static async Task<Watch> StartAsync(OpcUaClient client, NodeId[] nodes, TimeSpan interval, CancellationToken cancellationToken)
    {
        Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions { PublishingInterval = interval }, cancellationToken);
        var watch = new Watch(client, subscription, nodes);
        _ = watch.ReadAsync();
        MonitoredItemRequest[] items = [.. nodes.Select((node, i) => new MonitoredItemRequest(node, i) { SamplingInterval = TimeSpan.Zero, QueueSize = QueueSize })];
        StatusCode[] results = [.. (await subscription.AddAsync(items, cancellationToken)).Select(item => item.Status)];
        if (results.Any(result => result.IsBad))
        {
            throw new InvalidOperationException($"an item was refused: {results.First(result => result.IsBad)}");
        }

        await watch._allSeen.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        return watch;
    }

    public object Count() => new
    {
        delivered = Volatile.Read(ref _delivered),
        lost = Volatile.Read(ref _lost),
        at = Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency,
    };

    /// <summary>Writes one item after the other and waits for each one's change; milliseconds from before the write.</summary>
    public async Task<object> WriteAndWaitAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var latencies = new Latencies(100_000);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; Stopwatch.GetElapsedTime(start) < duration; i++)
        {
            int item = i % _nodes.Length;
            double value = 1e9 + i + Random.Shared.NextDouble();
            _arrival = new TaskCompletionSource<long>();
            _awaitedValue = value;
            Volatile.Write(ref _awaitedItem, item);
            long before = Stopwatch.GetTimestamp();
            StatusCode[] written = await _client.WriteAsync([(_nodes[item], value)], cancellationToken);
            if (written[0].IsBad)
            {
                throw new InvalidOperationException($"the write was refused: {written[0]}");
            }

            long arrived = await _arrival.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
            latencies.Add(arrived - before);

            // So that the writes fall on all phases of the publishing cycle.
            await Task.Delay(i * 7 % 20, cancellationToken);
        }

        return new { samples = latencies.Milliseconds() };
    }

    public async ValueTask DisposeAsync() => await _subscription.DisposeAsync();

    private async Task ReadAsync()
    {
        int seen = 0;
        while (await _subscription.Notifications.WaitToReadAsync())
        {
            while (_subscription.Notifications.TryRead(out Notification change))
            {
                if (change.Gap is { } gap)
                {
                    throw new InvalidOperationException($"notifications are lost: {gap.Reason}");
                }

                int item = (int)change.Tag!;
                double value = change.Value.Value.Get<double>();
                double last = _last[item];
                _last[item] = value;
                if (double.IsNaN(last))
                {
                    if (++seen == _nodes.Length)
                    {
                        _allSeen.SetResult();
                    }

                    continue;
                }

                _delivered++;
                _lost += value > last + 1 ? (long)(value - last) - 1 : 0;
                if (Volatile.Read(ref _awaitedItem) == item && value == _awaitedValue)
                {
                    _awaitedItem = -1;
                    _arrival.SetResult(Stopwatch.GetTimestamp());
                }
            }
        }
    }
}
