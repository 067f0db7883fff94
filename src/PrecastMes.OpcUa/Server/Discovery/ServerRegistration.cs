using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// Keeps a server registered at its discovery server (Part 4 §5.5.5.1): again and again while it runs, since a discovery server forgets who
/// does not come again, and off when it stops. What fails is tried again after a second, then later and later.
/// </summary>
internal sealed class ServerRegistration(OpcUaServerOptions options, RegistrationCall call, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);

    /// <summary>So long at most does a discovery server hold up the stop of the server.</summary>
    private static readonly TimeSpan MaxLeaving = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private bool _mayBeKnown;
    private bool? _isRegistered;

    public void Begin() => _running = RunAsync(_stopping.Token);

    /// <summary>Registers no more, and tells the discovery server, within a short time, that the server is gone. Does not fail.</summary>
    public async ValueTask DisposeAsync()
    {
        using var late = new CancellationTokenSource(MaxLeaving, options.IntervalTime);
        await _stopping.CancelAsync();
        try
        {
            await _running.WaitAsync(late.Token);
            if (_mayBeKnown)
            {
                await call.RegisterAsync(isOnline: false, late.Token).WaitAsync(late.Token);
            }
        }
        catch (Exception exception) when (exception is OpcUaException or OperationCanceledException)
        {
            Log.LeftRegistered(logger, options.DiscoveryServerUrl!, exception.Message);
        }

        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        var backoff = new ReconnectBackoff(FirstRetry, options.RegistrationInterval);
        try
        {
            while (true)
            {
                TimeSpan wait = options.RegistrationInterval;
                if (await IsRegisteredAsync(stopping))
                {
                    backoff.Reset();
                }
                else
                {
                    wait = backoff.Next();
                }

                await Task.Delay(wait, options.IntervalTime, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task<bool> IsRegisteredAsync(CancellationToken stopping)
    {
        bool wasKnown = _mayBeKnown;
        try
        {
            // A try that the stop cuts short may have arrived.
            _mayBeKnown = true;
            await call.RegisterAsync(isOnline: true, stopping);
            if (_isRegistered != true)
            {
                Log.Registered(logger, options.DiscoveryServerUrl!);
            }

            _isRegistered = true;
        }
        catch (OpcUaException exception)
        {
            _mayBeKnown = wasKnown;
            if (_isRegistered != false)
            {
                Log.NotRegistered(logger, options.DiscoveryServerUrl!, exception.Message);
            }

            _isRegistered = false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.RegistrationFailed(logger, exception, options.DiscoveryServerUrl!);
            _isRegistered = false;
        }

        return _isRegistered == true;
    }
}
