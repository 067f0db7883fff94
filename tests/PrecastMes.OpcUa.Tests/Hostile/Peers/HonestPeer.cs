using System.Diagnostics;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>A client that behaves, and reads a value again and again while an attack goes on beside it.</summary>
internal sealed class HonestPeer : IAsyncDisposable
{
    private const int Enough = 10;

    // A machine under load answers late, an attacked server that fails answers never.
    private static readonly TimeSpan LongestAllowed = TimeSpan.FromSeconds(5);

    private readonly OpcUaClient _client;
    private readonly NodeId _node;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _reading;
    private int _reads;
    private long _longest;
    private Exception? _failure;

    private HonestPeer(OpcUaClient client, NodeId node)
    {
        _client = client;
        _node = node;
        _reading = ReadOnAsync();
    }

    public static async Task<HonestPeer> StartAsync(PlantServer server) => new(await server.ConnectAsync(), server.Counter.NodeId);

    /// <summary>Goes on until it was served some more times; no read may have failed or taken long.</summary>
    public async Task AssertServedAsync()
    {
        int before = Volatile.Read(ref _reads);
        await Until.TrueAsync(() => _failure is not null || Volatile.Read(ref _reads) >= before + Enough, TestContext.Current.CancellationToken);
        Assert.Null(_failure);
        Assert.InRange(TimeSpan.FromTicks(Volatile.Read(ref _longest)), TimeSpan.Zero, LongestAllowed);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _reading;
        await _client.DisposeAsync();
        _over.Dispose();
    }

    private async Task ReadOnAsync()
    {
        try
        {
            while (!_over.IsCancellationRequested)
            {
                long start = Stopwatch.GetTimestamp();
                DataValue[] values = await _client.ReadAsync([_node], CancellationToken.None);
                Assert.Equal(7u, values[0].Value.Get<uint>());
                Volatile.Write(ref _longest, Math.Max(_longest, Stopwatch.GetElapsedTime(start).Ticks));
                Volatile.Write(ref _reads, _reads + 1);
                await Task.Delay(TimeSpan.FromMilliseconds(5), _over.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked for.
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
    }
}
