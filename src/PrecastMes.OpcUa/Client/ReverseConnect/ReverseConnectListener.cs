using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// Takes connections that servers make to us, because a firewall lets nobody in to them (Part 6 §7.1.3), and hands each to the client that
/// wants its server: give <see cref="OpenStream"/> to <see cref="OpcUaClientOptions.OpenStream"/>.
/// </summary>
public sealed class ReverseConnectListener : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromMilliseconds(200);

    private readonly ReverseConnectOptions _options;
    private readonly ILogger _logger;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<HeldConnection> _held = [];
    private readonly List<(string ServerUri, TaskCompletionSource<HeldConnection> Taker)> _waiting = [];
    private readonly Greetings _greetings;
    private readonly Task _accepting;
    private readonly ITimer _housekeeping;

    private ReverseConnectListener(ReverseConnectOptions options, Socket listener)
    {
        _options = options;
        _logger = options.Logger ?? NullLogger.Instance;
        _listener = listener;
        _greetings = new Greetings(options.MaxHeld);
        Url = $"opc.tcp://{new Uri(options.ListenUrl).Host}:{((IPEndPoint)listener.LocalEndPoint!).Port}";
        _accepting = AcceptAsync();
        _housekeeping = options.Time.CreateTimer(
            static state => ((ReverseConnectListener)state!).CloseOld(), this, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>What servers dial, with the real port.</summary>
    public string Url { get; }

    /// <summary>Connections that wait for somebody who wants them.</summary>
    public int HeldCount
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    /// <exception cref="OpcUaException">Bad_TcpEndpointUrlInvalid: the port can't be opened.</exception>
    public static async Task<ReverseConnectListener> StartAsync(ReverseConnectOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!Uri.TryCreate(options.ListenUrl, UriKind.Absolute, out Uri? url) || url.Scheme != "opc.tcp")
        {
            throw new ArgumentException($"'{options.ListenUrl}' is no URL of the form opc.tcp://host:port.", nameof(options));
        }

        IPAddress address = (await Dns.GetHostAddressesAsync(url.Host, cancellationToken))[0];
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(address, Math.Max(url.Port, 0)));
            listener.Listen(64);
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            throw new OpcUaException(StatusCodes.BadTcpEndpointUrlInvalid, $"can't listen on {options.ListenUrl}: {exception.Message}", exception);
        }

        return new ReverseConnectListener(options, listener);
    }

    /// <param name="serverUri">The ApplicationUri of the server that is wanted.</param>
    public Func<Uri, CancellationToken, Task<Stream>> OpenStream(string serverUri) => (_, cancellationToken) => TakeAsync(serverUri, cancellationToken);

    /// <summary>A connection of the server, held or the next that it makes; each goes to one taker.</summary>
    public async Task<Stream> TakeAsync(string serverUri, CancellationToken cancellationToken)
    {
        var taker = new TaskCompletionSource<HeldConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            while (_held.FindIndex(connection => connection.ServerUri == serverUri) is var index and >= 0)
            {
                HeldConnection connection = _held[index];
                _held.RemoveAt(index);
                if (connection.IsAlive)
                {
                    return connection.Take();
                }

                connection.Dispose();
            }

            _waiting.Add((serverUri, taker));
        }

        using CancellationTokenRegistration cancelled = cancellationToken.Register(() => taker.TrySetCanceled(cancellationToken));
        using CancellationTokenRegistration stopped = _stopping.Token.Register(() => taker.TrySetCanceled(CancellationToken.None));
        try
        {
            return (await taker.Task).Take();
        }
        finally
        {
            lock (_gate)
            {
                _waiting.RemoveAll(waiting => waiting.Taker == taker);
            }
        }
    }

    /// <summary>Stops listening and closes the connections that nobody took.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await _housekeeping.DisposeAsync();
        lock (_gate)
        {
            _held.ForEach(connection => connection.Dispose());
            _held.Clear();
        }

        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _listener.AcceptAsync(_stopping.Token);
                SocketSettings.Apply(socket);
                _greetings.Enter(socket);
                _ = GreetAsync(socket);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception)
            {
                Log.ReverseAcceptPaused(_logger, exception.Message);
                await Task.Delay(PauseAfterFault, _options.Time, CancellationToken.None);
            }
        }
    }

    private async Task GreetAsync(Socket socket)
    {
        try
        {
            ReverseHello hello = await ReadAsync(socket);
            if (!_greetings.Leave(socket))
            {
                throw new OpcUaException(StatusCodes.BadTcpNotEnoughResources, "gave way to a newer connection");
            }

            if (hello is not { ServerUri: { Length: > 0 } serverUri, EndpointUrl: { Length: > 0 } endpointUrl })
            {
                throw new OpcUaException(StatusCodes.BadTcpEndpointUrlInvalid, "an RHE without server or endpoint");
            }

            if (_options.IsExpected?.Invoke(serverUri, endpointUrl) == false)
            {
                throw new OpcUaException(StatusCodes.BadTcpEndpointUrlInvalid, $"nobody expects {serverUri}");
            }

            Hand(new HeldConnection(socket, serverUri, endpointUrl, _options.Time.GetTimestamp()));
        }
        catch (Exception exception) when (exception is OpcUaException or IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Log.ReverseConnectionRefused(_logger, socket.SafeHandle.IsClosed ? "?" : socket.RemoteEndPoint?.ToString() ?? "?", exception.Message);
            _greetings.Leave(socket);
            socket.Dispose();
        }
    }

    private async Task<ReverseHello> ReadAsync(Socket socket)
    {
        using var late = new CancellationTokenSource(_options.HelloTimeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _stopping.Token);
        await using var stream = new NetworkStream(socket, ownsSocket: false);

        // The server says nothing behind its RHE before we do, so no byte is lost with this reader.
        using var reader = new ChunkReader(stream, TransportOffer.MinBufferSize, _options.HelloTimeout, _options.Time);
        Chunk chunk = await reader.ReadAsync(null, either.Token);
        return chunk.IsEndOfStream
            ? throw new OpcUaException(StatusCodes.BadConnectionClosed, "closed before RHE")
            : chunk.MessageType == MessageTypes.ReverseHello
                ? ReverseHello.Decode(chunk)
                : throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, $"message type 0x{chunk.MessageType:X6} in place of RHE");
    }

    private void Hand(HeldConnection connection)
    {
        lock (_gate)
        {
            // A taker that gave up meanwhile lets the next one have it.
            foreach ((string serverUri, TaskCompletionSource<HeldConnection> taker) in _waiting)
            {
                if (serverUri == connection.ServerUri && taker.TrySetResult(connection))
                {
                    return;
                }
            }

            if (_held.Count < _options.MaxHeld && !_stopping.IsCancellationRequested)
            {
                _held.Add(connection);
                return;
            }
        }

        throw new OpcUaException(StatusCodes.BadTcpNotEnoughResources, $"{_options.MaxHeld} connections are held already");
    }

    private void CloseOld()
    {
        lock (_gate)
        {
            foreach (HeldConnection connection in _held.Where(
                connection => _options.Time.GetElapsedTime(connection.Since) > _options.HoldTime || !connection.IsAlive).ToArray())
            {
                _held.Remove(connection);
                connection.Dispose();
            }
        }
    }
}
