using System.Net;
using System.Net.Sockets;

namespace PrecastMes.OpcUa.Transport;

/// <summary>Who stands behind an address, where one peer must not take what all share.</summary>
internal static class PeerNetwork
{
    /// <summary>Whoever has one IPv6 address of a /64 has them all.</summary>
    public static IPAddress Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
