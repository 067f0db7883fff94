using System.Net;
using System.Net.Sockets;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// The connections that have not yet said whose they are, so many at once. One more closes the oldest silent one of the address that has the most of
/// them, so that whoever says at once who he is gets in through any number of silent ones.
/// </summary>
internal sealed class Greetings(int max)
{
    private readonly Lock _gate = new();
    private readonly List<(Socket Socket, IPAddress Network)> _open = [];

    public void Enter(Socket socket)
    {
        IPAddress network = socket.RemoteEndPoint is IPEndPoint peer ? PeerNetwork.Of(peer.Address) : IPAddress.None;
        lock (_gate)
        {
            _open.Add((socket, network));
            if (_open.Count > max)
            {
                Socket silent = LongestSilent();
                _open.RemoveAll(each => each.Socket == silent);
                silent.Dispose();
            }
        }
    }

    /// <summary>False when it was closed for another one.</summary>
    public bool Leave(Socket socket)
    {
        lock (_gate)
        {
            return _open.RemoveAll(each => each.Socket == socket) > 0;
        }
    }

    // What has something to be read is no silent one: it is about to be looked at.
    private Socket LongestSilent()
    {
        var silent = _open.Where(each => each.Socket.Available == 0).ToList();
        return (silent.Count > 0 ? silent : _open).GroupBy(each => each.Network).MaxBy(group => group.Count())!.First().Socket;
    }
}
