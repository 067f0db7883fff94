using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using PrecastMes.Exchange.Plants;
using PrecastMes.Persistence.Databases;
using PrecastMes.Server.Cli;

namespace PrecastMes.Server.Hosting;

/// <summary>A server from its start to its stop.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(15);

    private readonly WebApplication _app;

    private bool _stopped;

    private RunningServer(WebApplication app) => _app = app;

    /// <summary>Where it listens: the first of its addresses, with the port it really has.</summary>
    public string Url => _app.Urls.First();

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Brings the database to this version and starts everything.</summary>
    public static async Task<RunningServer> StartAsync(ServeOptions options, PlantConfiguration configuration, CancellationToken cancel)
    {
        var app = ServerHost.Build(options, configuration);
        try
        {
            await app.Services.MigratePersistenceAsync(cancel);
            // Background services keep the token of their start: with the verb's they would all end at the first signal, before
            // the host has stopped them in order.
            await app.StartAsync(CancellationToken.None);
            return new RunningServer(app);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            throw new UsageException(Text.Of("serve.urls.taken", options.Urls, taken.InnerException.Message));
        }
        catch (SocketException absent)
        {
            await app.DisposeAsync();
            throw new UsageException(Text.Of("serve.urls.taken", options.Urls, absent.Message));
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the server shall stop; false when it stops by itself, which only a fault makes it do.</summary>
    public async Task<bool> WaitForStopAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var asked = stop.Register(() => stopped.TrySetResult(true));
        await using var fault = _app.Lifetime.ApplicationStopping.Register(() => stopped.TrySetResult(false));
        return await stopped.Task;
    }

    /// <summary>Lets requests and actors finish, within a deadline; once.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, true))
        {
            return;
        }

        using var deadline = new CancellationTokenSource(StopDeadline);
        await _app.StopAsync(deadline.Token);
    }

    /// <summary>Also on the way out of a fault or a cancelled verb the host is stopped first: jobs left running would keep the process.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            await _app.DisposeAsync();
        }
    }
}
