using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.PlcSim.Wire;

/// <summary>The OPC UA endpoint of the simulator, on this machine only, with an outage at will.</summary>
internal sealed class Endpoint(AddressSpace space, TimeProvider plantTime, TimeProvider realTime, ILogger logger) : IAsyncDisposable
{
    /// <summary>URI of the application.</summary>
    public const string ApplicationUri = "urn:precastmes:plc-sim";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    private OpcUaServer? server;

    /// <summary><c>opc.tcp://127.0.0.1:port</c> with the real port.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Begins to listen.</summary>
    /// <param name="port">0 takes any free one.</param>
    public Task StartAsync(int port, CancellationToken cancellationToken) => ListenAsync($"opc.tcp://127.0.0.1:{port}", cancellationToken);

    /// <summary>Cuts every connection and takes none for so long, real time.</summary>
    public async Task OutageAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        await CloseAsync();
        await Task.Delay(length, realTime, cancellationToken);
        while (server is null)
        {
            try
            {
                await ListenAsync(Url, cancellationToken);
                Log.ListeningAgain(logger, Url);
            }
            catch (SocketException fault)
            {
                // Somebody else may have taken the port meanwhile.
                Log.CannotListenYet(logger, Url, fault.Message);
                await Task.Delay(RetryAfter, realTime, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task ListenAsync(string url, CancellationToken cancellationToken)
    {
        var opened = new OpcUaServer(
            new OpcUaServerOptions
            {
                EndpointUrl = url,
                ApplicationName = "PrecastMes plc-sim",
                ApplicationUri = ApplicationUri,
                ProductUri = ApplicationUri,
                AllowAnonymous = true,
                Time = plantTime,
                IntervalTime = realTime,
            },
            space,
            logger);
        try
        {
            await opened.StartAsync(cancellationToken);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }

        server = opened;
        Url = opened.EndpointUrl.TrimEnd('/');
    }

    private async Task CloseAsync()
    {
        if (server is { } open)
        {
            server = null;
            open.DropConnections();
            await open.StopAsync();
            await open.DisposeAsync();
        }
    }
}
