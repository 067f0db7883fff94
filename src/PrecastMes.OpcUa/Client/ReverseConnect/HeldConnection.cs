using System.Net.Sockets;

namespace PrecastMes.OpcUa.Client;

/// <summary>A server's connection that waits for somebody who wants it.</summary>
internal sealed class HeldConnection(Socket socket, string serverUri, string endpointUrl, long since) : IDisposable
{
    public string ServerUri { get; } = serverUri;

    public string EndpointUrl { get; } = endpointUrl;

    /// <summary>Timestamp of the listener's clock.</summary>
    public long Since { get; } = since;

    /// <summary>The server says nothing before HEL, so whatever can be read is the end of the connection or a fault.</summary>
    public bool IsAlive
    {
        get
        {
            try
            {
                return !socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>Whoever takes the stream owns the socket.</summary>
    public Stream Take() => new NetworkStream(socket, ownsSocket: true);

    public void Dispose() => socket.Dispose();
}
