using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Server;

/// <summary>Shows an address space to OPC UA clients over UA-TCP.</summary>
public sealed class OpcUaServer : IAsyncDisposable
{
    private static readonly TimeSpan HousekeepingInterval = TimeSpan.FromMilliseconds(500);

    private readonly OpcUaServerOptions _options;
    private readonly ServerServices _services;
    private readonly ServerObject _object;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConnectionAdmission _admission;
    private readonly ConcurrentDictionary<int, (ServerConnection Connection, IPEndPoint? Peer, Task Running)> _connections = new();
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private Task[] _dialling = [];
    private ServerRegistration? _registration;
    private ITimer? _housekeeping;
    private int _lastConnection;
    private int _isStopped;

    /// <param name="options">What is offered and what is allowed.</param>
    /// <param name="space">What clients see; nodes may be added while the server runs.</param>
    /// <param name="logger">Hears of connections, sessions and faults; null for silence.</param>
    public OpcUaServer(OpcUaServerOptions options, AddressSpace space, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(space);
        if (space.NamespaceUris[1] != options.ApplicationUri)
        {
            throw new ArgumentException($"The address space was made for {space.NamespaceUris[1]}, the server is {options.ApplicationUri}.", nameof(options));
        }

        if (!Uri.TryCreate(options.EndpointUrl, UriKind.Absolute, out Uri? url) || url.Scheme != "opc.tcp")
        {
            throw new ArgumentException($"'{options.EndpointUrl}' is no URL of the form opc.tcp://host:port/path.", nameof(options));
        }

        if (options.Certificates is not null && options.Trust is null)
        {
            throw new ArgumentException("A server with certificates needs something to decide on those of its clients by.", nameof(options));
        }

        CheckRegistration(options);
        _options = options;
        _logger = logger ?? NullLogger.Instance;
        EndpointUrl = options.EndpointUrl;
        _admission = new ConnectionAdmission(options.Limits, options.IntervalTime);
        space.Time = options.Time;
        space.Logger = _logger;
        _services = new ServerServices(options, space, _logger);
        _object = new ServerObject(space, options, _services);
        _object.Bind();
    }

    /// <summary>The URL with the real port, once the server is started.</summary>
    public string EndpointUrl { get; private set; }

    /// <summary>Open connections, those without a session too.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>Sessions, those without a connection too.</summary>
    public int SessionCount => _services.Sessions.Count;

    /// <summary>Opens the port; returns when clients can connect. After <see cref="StopListeningAsync"/> it opens the same port again.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var url = new Uri(EndpointUrl);
        IPAddress address = await AddressOfAsync(url.Host, cancellationToken);
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(address, url.Port));
            listener.Listen(512);
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            throw new OpcUaException(StatusCodes.BadTcpEndpointUrlInvalid, $"can't listen on {EndpointUrl}: {exception.Message}", exception);
        }

        _listener = listener;
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        EndpointUrl = $"opc.tcp://{url.Host}:{port}{url.AbsolutePath.TrimEnd('/')}";
        Begin();
        _accepting = new ConnectionListener(listener, _admission, _options.IntervalTime, _logger).AcceptAsync(
            (socket, peer) => Serve(new NetworkStream(socket, ownsSocket: true), peer), TryMakeRoom, _stopping.Token);
        Log.ServerListens(_logger, EndpointUrl);
        if (_dialling.Length == 0)
        {
            _dialling = [.. _options.ReverseConnectUrls.Select(clientUrl => new ReverseConnector(
                new Uri(clientUrl), _options, () => EndpointUrl, ServeReversed, _logger).RunAsync(_stopping.Token))];
        }

        if (_registration is null && _options.DiscoveryServerUrl is not null)
        {
            _registration = new ServerRegistration(_options, new RegistrationCall(_options, _services.Space, () => EndpointUrl), _logger);
            _registration.Begin();
        }
    }

    /// <summary>Serves one client over a stream of any kind, in place of a socket of ours; ends with the connection.</summary>
    public Task ServeAsync(Stream duplex)
    {
        ArgumentNullException.ThrowIfNull(duplex);
        Begin();
        return Serve(duplex, null);
    }

    /// <summary>Cuts every connection now, as a fault would: no message says so to the clients.</summary>
    public void DropConnections()
    {
        foreach ((ServerConnection connection, _, _) in _connections.Values)
        {
            connection.Close("cut on purpose");
        }
    }

    /// <summary>Closes the port and cuts every connection, as an outage of the network would: sessions live on until they expire.</summary>
    public async Task StopListeningAsync()
    {
        _listener?.Dispose();
        _listener = null;
        await _accepting;
        DropConnections();
    }

    /// <summary>Takes no more connections, gives the clients their <see cref="OpcUaServerOptions.ShutdownNotice"/>, and ends them.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
        {
            return;
        }

        // Before the clients learn that we stop, nobody new should be sent to us.
        Task leaving = _registration?.DisposeAsync().AsTask() ?? Task.CompletedTask;
        _listener?.Dispose();
        if (_options.ShutdownNotice > TimeSpan.Zero && SessionCount > 0)
        {
            _object.AnnounceShutdown(_options.ShutdownNotice);
            await Task.Delay(_options.ShutdownNotice, _options.IntervalTime);
        }

        await _stopping.CancelAsync();
        await _accepting;
        _services.Sessions.CloseAll();
        _services.Subscriptions.CloseAll();
        await Task.WhenAll(_dialling);
        Task[] running = [.. _connections.Values.Select(entry => entry.Running)];
        foreach ((ServerConnection connection, _, _) in _connections.Values)
        {
            connection.Close("the server stops");
        }

        await Task.WhenAll(running);
        if (_housekeeping is not null)
        {
            await _housekeeping.DisposeAsync();
        }

        await leaving;
    }

    /// <summary>As <see cref="StopAsync"/>, and for good.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private static void CheckRegistration(OpcUaServerOptions options)
    {
        if (options.DiscoveryServerUrl is not { } registry)
        {
            return;
        }

        if (!Uri.TryCreate(registry, UriKind.Absolute, out Uri? url) || url.Scheme != "opc.tcp")
        {
            throw new ArgumentException($"'{registry}' is no URL of a discovery server, of the form opc.tcp://host:port.", nameof(options));
        }

        if (options.Certificates is null)
        {
            throw new ArgumentException($"Without a certificate the server can't register at {registry}.", nameof(options));
        }

        if (options.RegistrationInterval <= TimeSpan.Zero)
        {
            throw new ArgumentException($"A registration every {options.RegistrationInterval} is none.", nameof(options));
        }
    }

    private static async Task<IPAddress> AddressOfAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address))
        {
            return address;
        }

        if (host == "localhost")
        {
            return IPAddress.Loopback;
        }

        // A name says how others find this machine; which of its addresses that is, is theirs to know.
        await Dns.GetHostAddressesAsync(host, cancellationToken);
        return IPAddress.Any;
    }

    private void Begin()
    {
        _services.Discovery.EndpointUrl = EndpointUrl;
        _housekeeping ??= _options.IntervalTime.CreateTimer(
            static state => ((OpcUaServer)state!).KeepHouse(), this, HousekeepingInterval, HousekeepingInterval);
    }

    private void KeepHouse()
    {
        _services.Sessions.CloseExpired();
        CloseUnused();
        CloseStuck();
    }

    /// <summary>The oldest connection without a user gives way, so that connections that nobody uses lock nobody out.</summary>
    private bool TryMakeRoom(IPAddress? address)
    {
        HashSet<ServerConnection> used = _services.Sessions.ActivatedConnections();
        ServerConnection? oldest = _connections.Values
            .Where(entry => !entry.Connection.IsClosed && !used.Contains(entry.Connection) && IsFrom(entry.Peer, address))
            .Select(entry => entry.Connection)
            .MinBy(connection => connection.Id);
        oldest?.Close("gave way to a new connection: it had no activated session");
        return oldest is not null;
    }

    private static bool IsFrom(IPEndPoint? peer, IPAddress? address) =>
        peer is not null && (address is null || PeerNetwork.Of(peer.Address).Equals(PeerNetwork.Of(address)));

    private void CloseUnused()
    {
        HashSet<ServerConnection> used = _services.Sessions.ActivatedConnections();
        foreach ((ServerConnection connection, _, _) in _connections.Values)
        {
            if (connection.Age > _options.Limits.UnusedConnectionTimeout && !used.Contains(connection))
            {
                connection.Close($"no activated session for {_options.Limits.UnusedConnectionTimeout}");
            }
        }
    }

    private void CloseStuck()
    {
        foreach ((ServerConnection connection, _, _) in _connections.Values)
        {
            if (connection.Stuck > _options.Limits.SendTimeout)
            {
                connection.Close($"the client took nothing for {_options.Limits.SendTimeout}");
            }
        }
    }

    private Task ServeReversed(Stream stream, IPEndPoint? peer, Action onHello)
    {
        int id = Interlocked.Increment(ref _lastConnection);
        return Serve(
            new ServerConnection(id, (uint)id, stream, peer?.Address, _services) { HandshakeTimeout = _options.Limits.ReverseHold, OnHello = onHello }, peer);
    }

    private Task Serve(Stream stream, IPEndPoint? peer)
    {
        int id = Interlocked.Increment(ref _lastConnection);
        return Serve(new ServerConnection(id, (uint)id, stream, peer?.Address, _services), peer);
    }

    private async Task Serve(ServerConnection connection, IPEndPoint? peer)
    {
        int id = connection.Id;
        Log.ConnectionOpened(_logger, id, peer?.ToString() ?? "a stream");
        var done = new TaskCompletionSource();
        _connections[id] = (connection, peer, done.Task);
        try
        {
            await connection.RunAsync();
        }
        finally
        {
            _connections.TryRemove(id, out _);
            connection.Dispose();
            done.SetResult();
        }
    }
}
