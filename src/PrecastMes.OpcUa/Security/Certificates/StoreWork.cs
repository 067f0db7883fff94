using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Does what touches a store's files one after the other, away from the callers' threads.</summary>
internal sealed class StoreWork : IAsyncDisposable
{
    private const int MaxQueued = 200;

    private readonly Channel<Action> _queue = Channel.CreateBounded<Action>(
        new BoundedChannelOptions(MaxQueued) { SingleReader = true });
    private readonly ILogger _logger;
    private readonly Task _worker;

    public StoreWork(ILogger logger)
    {
        _logger = logger;
        _worker = WorkAsync();
    }

    /// <summary>False when so much is queued that this is left out.</summary>
    public bool TryPost(Action what) => _queue.Writer.TryWrite(what);

    /// <summary>Does it in its turn and hands its result, or its failure, to the caller.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public async Task<T> DoAsync<T>(Func<T> what, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _queue.Writer.WriteAsync(() =>
            {
                try
                {
                    done.SetResult(what());
                }
                catch (Exception exception)
                {
                    done.SetException(exception);
                }
            }, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(PkiStore));
        }

        return await done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>What is queued is still done: a refusal of the last moment is what somebody will look for.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _worker;
    }

    private async Task WorkAsync()
    {
        await foreach (Action what in _queue.Reader.ReadAllAsync())
        {
            try
            {
                what();
            }
            catch (Exception exception)
            {
                // A full disk or a vanished folder must not end the store: the next change is another try.
                Log.CertificateStoreWorkFailed(_logger, exception);
            }
        }
    }
}
