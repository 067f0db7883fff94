using System.Net.Sockets;

namespace PrecastMes.OpcUa.Transport;

/// <summary>How the sockets of both sides are set.</summary>
internal static class SocketSettings
{
    // A peer that lost its power says nothing; a link on which nobody has anything to say for long, as a held one, would stay for ever.
    private const int SilentSeconds = 60;
    private const int SecondsBetweenProbes = 10;
    private const int Probes = 6;

    public static void Apply(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SilentSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, SecondsBetweenProbes);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
    }
}
