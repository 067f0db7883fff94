using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>A session with a server, and what is needed to explain why there is none.</summary>
internal sealed class Link : IAsyncDisposable
{
    private readonly PkiStore? _store;
    private readonly ILoggerFactory _loggers;

    private Link(OpcUaClient client, OpcUaClientOptions options, PkiStore? store, ILoggerFactory loggers)
    {
        Client = client;
        ClientOptions = options;
        _store = store;
        _loggers = loggers;
    }

    public OpcUaClient Client { get; }

    /// <summary>For further sessions while the link is open.</summary>
    public OpcUaClientOptions ClientOptions { get; }

    /// <exception cref="RefusedException">The server is not there or refuses, or its certificate is not trusted.</exception>
    public static async Task<Link> OpenAsync(LinkTarget target, CancellationToken cancel)
    {
        var loggers = StderrLoggers.Create(target.Verbose);
        var store = target.Mode == MessageSecurityMode.None
            ? null
            : PkiFolder.Open(target.PkiFolder, target.Validation, ownKeys: [target.Policy?.CertificateKind ?? CertificateKeyKind.Rsa], loggers.CreateLogger("opcua"));
        try
        {
            var options = OptionsFor(target, store);
            return new Link(await OpcUaClient.ConnectAsync(options, cancel), options, store, loggers);
        }
        catch (Exception fault)
        {
            // Closing writes what was rejected just now.
            await CloseAsync(store, loggers);
            if (fault is OpcUaException refused)
            {
                throw new RefusedException(Refusal.Explain(target, store, refused));
            }

            throw;
        }
    }

    /// <summary>Runs a verb on a new session.</summary>
    public static async Task<int> RunAsync(LinkTarget target, Func<OpcUaClient, Task<int>> verb, CancellationToken cancel)
    {
        await using var link = await OpenAsync(target, cancel);
        return await verb(link.Client);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await CloseAsync(_store, _loggers);
    }

    public static OpcUaClientOptions OptionsFor(LinkTarget target, PkiStore? store) => new()
    {
        EndpointUrl = target.Url,
        ApplicationName = "PrecastMes commissioning",
        ApplicationUri = store?.ApplicationUri ?? $"urn:{System.Net.Dns.GetHostName()}:PrecastMes:opcua",
        Policy = target.Policy,
        SecurityMode = target.Mode,
        Certificates = store,
        Trust = store,
        User = target.User,
        ConnectTimeout = target.Timeout,
        RequestTimeout = target.Timeout,
    };

    private static async Task CloseAsync(PkiStore? store, ILoggerFactory loggers)
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }

        loggers.Dispose();
    }
}
