using Microsoft.Extensions.Logging;

namespace PrecastMes.OpcUa.Server;

/// <summary>Shows an address space to OPC UA clients over UA-TCP.</summary>
public sealed class OpcUaServer : IAsyncDisposable
{
    public OpcUaServer(OpcUaServerOptions options, AddressSpace space, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(space);
        Logger = logger;
        EndpointUrl = options.EndpointUrl;
        space.Time = options.Time;
    }

    private ILogger? Logger { get; }

    /// <summary>The URL with the real port, once the server is started.</summary>
    public string EndpointUrl { get; }

    public int ConnectionCount { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken) => Task.FromException(new NotSupportedException($"{ConnectionCount} {Logger} {cancellationToken}"));

    public Task StopAsync() => Task.FromResult(ConnectionCount);

    /// <summary>Cuts every TCP connection now, as a fault would.</summary>
    public void DropConnections() => ConnectionCount = 0;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
