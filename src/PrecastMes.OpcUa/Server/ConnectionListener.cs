using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Server;

/// <summary>Takes the connections that come to a port, as far as <see cref="ConnectionAdmission"/> lets them in.</summary>
internal sealed class ConnectionListener
{
    // Without file handles every accept fails at once; so long is waited for some to come free.
    private static readonly TimeSpan PauseWithoutHandles = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RefusalsAreLoggedEvery = TimeSpan.FromSeconds(1);

    private readonly Socket _socket;
    private readonly ConnectionAdmission _admission;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly byte[] _refusal;
    private int _refused;
    private long _refusalsLoggedAt;

    public ConnectionListener(Socket socket, ConnectionAdmission admission, TimeProvider time, ILogger logger)
    {
        _socket = socket;
        _admission = admission;
        _time = time;
        _logger = logger;
        _refusalsLoggedAt = time.GetTimestamp() - time.TimestampFrequency;
        using var encoder = new BinaryEncoder(128);
        TransportError.Encode(encoder, StatusCodes.BadTcpServerTooBusy);
        _refusal = encoder.WrittenSpan.ToArray();
    }

    /// <param name="serve">Runs until the connection is over; must not throw.</param>
    /// <param name="tryMakeRoom">Closes a connection that is of no use to anybody, of the given address only unless it is null; false when there is none.</param>
    /// <param name="cancellationToken">Ends the loop, as closing the socket does.</param>
    public async Task AcceptAsync(Func<Socket, IPEndPoint, Task> serve, Func<IPAddress?, bool> tryMakeRoom, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _socket.AcceptAsync(cancellationToken);
                Admit(socket, serve, tryMakeRoom);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
            {
                Log.AcceptPaused(_logger, exception.Message);
                await Task.Delay(PauseWithoutHandles, _time, CancellationToken.None);
            }
            catch (SocketException)
            {
                // The peer was gone before we took it.
            }
        }
    }

    private void Admit(Socket socket, Func<Socket, IPEndPoint, Task> serve, Func<IPAddress?, bool> tryMakeRoom)
    {
        if (socket.RemoteEndPoint is not IPEndPoint peer)
        {
            socket.Dispose();
            return;
        }

        Admission admission = _admission.Enter(peer.Address);
        bool madeRoom = admission switch
        {
            Admission.Full => tryMakeRoom(null),
            Admission.AddressFull => tryMakeRoom(peer.Address),
            _ => false,
        };
        if (madeRoom)
        {
            _admission.EnterInPlaceOfAnother(peer.Address);
        }
        else if (admission != Admission.Admitted)
        {
            Refuse(socket, peer, admission);
            return;
        }

        SocketSettings.Apply(socket);
        _ = ServeAsync(socket, peer, serve);
    }

    private async Task ServeAsync(Socket socket, IPEndPoint peer, Func<Socket, IPEndPoint, Task> serve)
    {
        await serve(socket, peer);
        _admission.Leave(peer.Address);
    }

    // The error fits the empty send buffer of a new socket: nobody is waited for.
    private void Refuse(Socket socket, IPEndPoint peer, Admission admission)
    {
        try
        {
            socket.Blocking = false;
            socket.Send(_refusal);
        }
        catch (SocketException)
        {
            // It is refused all the same.
        }

        socket.Dispose();
        _refused++;
        if (_time.GetElapsedTime(_refusalsLoggedAt) >= RefusalsAreLoggedEvery)
        {
            Log.ConnectionsRefused(_logger, _refused, peer, admission);
            _refused = 0;
            _refusalsLoggedAt = _time.GetTimestamp();
        }
    }
}
