using System.Net;
using System.Net.Sockets;

namespace PrecastMes.OpcUa.Tests.Client;

/// <summary>A TCP proxy before a server that cuts, stalls, delays or refuses, as a test wants.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly Uri _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _open = [];
    private readonly Task _accepting;
    private TaskCompletionSource _flows = Flowing();
    private long _delayTicks;
    private volatile bool _refuses;
    private volatile bool _mutes;
    private int _accepted;

    public CuttingProxy(string serverUrl)
    {
        _target = new Uri(serverUrl);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"opc.tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{_target.AbsolutePath}";

    /// <summary>Connections that came until now, refused ones too.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>While true, new connections are closed at once.</summary>
    public bool Refuses
    {
        get => _refuses;
        set => _refuses = value;
    }

    /// <summary>While true, what the server says is lost.</summary>
    public bool Mutes
    {
        get => _mutes;
        set => _mutes = value;
    }

    /// <summary>Each piece of bytes waits so long.</summary>
    public TimeSpan Delay
    {
        get => new(Interlocked.Read(ref _delayTicks));
        set => Interlocked.Exchange(ref _delayTicks, value.Ticks);
    }

    /// <summary>Closes all connections hard.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            foreach (TcpClient each in _open)
            {
                // Without a farewell, unless it is closed already.
                each.Client?.Close(0);
            }

            _open.Clear();
        }
    }

    /// <summary>No byte passes any more, while all connections stay open.</summary>
    public void Stall() => Interlocked.Exchange(ref _flows, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    public void Resume() => Interlocked.Exchange(ref _flows, Flowing()).TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Resume();
        Cut();
        await _accepting;
        _stop.Dispose();
    }

    private static TaskCompletionSource Flowing()
    {
        var flows = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        flows.SetResult();
        return flows;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient inner = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                if (_refuses)
                {
                    inner.Dispose();
                    continue;
                }

                _ = ServeAsync(inner);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        lock (_gate)
        {
            _open.AddRange([client, server]);
        }

        try
        {
            await server.ConnectAsync(_target.Host, _target.Port, _stop.Token);
            await Task.WhenAny(CopyAsync(client.GetStream(), server.GetStream(), isServer: false), CopyAsync(server.GetStream(), client.GetStream(), isServer: true));
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // One side is gone: so goes the other.
        }

        client.Dispose();
        server.Dispose();
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool isServer)
    {
        byte[] buffer = new byte[65_536];
        try
        {
            while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var count)
            {
                if (Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay, _stop.Token);
                }

                await Volatile.Read(ref _flows).Task.WaitAsync(_stop.Token);
                if (!(isServer && Mutes))
                {
                    await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut.
        }
    }
}
