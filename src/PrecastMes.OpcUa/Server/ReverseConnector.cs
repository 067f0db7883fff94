using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// Dials one client that listens for servers (Part 6 §7.1.3): keeps one connection ready for it, and makes another as soon as the client
/// uses that one. What fails is tried again later and later.
/// </summary>
internal sealed class ReverseConnector(Uri clientUrl, OpcUaServerOptions options, Func<string> endpointUrl, ReverseConnector.ServeConnection serve, ILogger logger)
{
    private const int DefaultPort = 4840;

    private int _open;

    /// <param name="onHello">To be run when the client begins to use the connection.</param>
    /// <returns>Completes when the connection is over; does not fail.</returns>
    public delegate Task ServeConnection(Stream stream, IPEndPoint? peer, Action onHello);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait = options.Limits.MinReverseRetry;
        try
        {
            while (true)
            {
                if (await IsUsedAsync(cancellationToken))
                {
                    wait = options.Limits.MinReverseRetry;
                    while (Volatile.Read(ref _open) >= options.Limits.MaxReverseConnections)
                    {
                        await Task.Delay(options.Limits.MinReverseRetry, options.IntervalTime, cancellationToken);
                    }

                    continue;
                }

                await Task.Delay(wait, options.IntervalTime, cancellationToken);
                TimeSpan doubled = wait * 2;
                wait = doubled < options.Limits.MaxReverseRetry ? doubled : options.Limits.MaxReverseRetry;
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    /// <summary>True as soon as the client uses the connection, false when it can't be made or ends unused.</summary>
    private async Task<bool> IsUsedAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            SocketSettings.Apply(socket);
            using var late = new CancellationTokenSource(options.Limits.HandshakeTimeout, options.IntervalTime);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            await socket.ConnectAsync(clientUrl.Host, clientUrl.Port < 0 ? DefaultPort : clientUrl.Port, either.Token);
            using var encoder = new BinaryEncoder(256);
            new ReverseHello(options.ApplicationUri, endpointUrl()).Encode(encoder);
            await socket.SendAsync(encoder.WrittenMemory, either.Token);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Log.ReverseConnectFailed(logger, clientUrl.ToString(), exception.Message);
            socket.Dispose();
            return false;
        }

        var used = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Increment(ref _open);
        Task serving = ServeAsync(socket, () => used.TrySetResult());
        await Task.WhenAny(serving, used.Task).WaitAsync(cancellationToken);
        return used.Task.IsCompleted;
    }

    private async Task ServeAsync(Socket socket, Action onHello)
    {
        await serve(new NetworkStream(socket, ownsSocket: true), socket.RemoteEndPoint as IPEndPoint, onHello);
        Interlocked.Decrement(ref _open);
    }
}
