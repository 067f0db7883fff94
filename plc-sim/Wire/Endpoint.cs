using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.PlcSim.Wire;

/// <summary>The OPC UA endpoint of the simulator, on this machine only, with an outage at will.</summary>
internal sealed class Endpoint : IAsyncDisposable
{
    /// <summary>URI of the application.</summary>
    public const string ApplicationUri = "urn:precastmes:plc-sim";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    private readonly OpcUaServer server;
    private readonly TimeProvider realTime;
    private readonly ILogger logger;

    /// <param name="settings">Where it is found.</param>
    /// <param name="access">Who may connect.</param>
    /// <param name="space">What is shown.</param>
    /// <param name="plantTime">Clock of the timestamps.</param>
    /// <param name="realTime">Clock of timeouts and intervals.</param>
    /// <param name="logger">The program's log.</param>
    public Endpoint(EndpointSettings settings, Access access, AddressSpace space, TimeProvider plantTime, TimeProvider realTime, ILogger logger)
    {
        this.realTime = realTime;
        this.logger = logger;
        var options = new OpcUaServerOptions
        {
            EndpointUrl = $"opc.tcp://127.0.0.1:{settings.Port}",
            ApplicationName = "PrecastMes plc-sim",
            ApplicationUri = ApplicationUri,
            ProductUri = ApplicationUri,
            ReverseConnectUrls = settings.ReverseConnectUrls,
            DiscoveryServerUrl = settings.DiscoveryServerUrl,
            Time = plantTime,
            IntervalTime = realTime,
        };
        server = new OpcUaServer(access.ApplyTo(options), space, logger);
    }

    /// <summary><c>opc.tcp://127.0.0.1:port</c>, with the real port once it listens.</summary>
    public string Url => server.EndpointUrl;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="OpcUaException">The port cannot be opened.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => server.StartAsync(cancellationToken);

    /// <summary>Cuts every connection and takes none for so long, real time.</summary>
    public async Task OutageAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        await server.StopListeningAsync();
        await Task.Delay(length, realTime, cancellationToken);
        while (!await TryListenAsync(cancellationToken))
        {
            await Task.Delay(RetryAfter, realTime, cancellationToken);
        }

        Log.ListeningAgain(logger, Url);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<bool> TryListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await server.StartAsync(cancellationToken);
            return true;
        }
        catch (OpcUaException fault)
        {
            // Somebody else may have taken the port meanwhile.
            Log.CannotListenYet(logger, Url, fault.Message);
            return false;
        }
    }
}
