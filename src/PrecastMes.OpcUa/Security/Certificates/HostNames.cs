using System.Net;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Whether a certificate names the host that was dialled.</summary>
internal static class HostNames
{
    /// <summary>
    /// Names are compared without regard to case, addresses as addresses. Who dials this machine by a loopback name
    /// reaches a server of this machine, so its certificate may name the machine instead.
    /// </summary>
    public static bool Names(AlternativeNames names, string host)
    {
        string dialled = host.Trim('[', ']').TrimEnd('.');
        if (IPAddress.TryParse(dialled, out IPAddress? address))
        {
            if (names.Addresses.Contains(address) || names.HostNames.Any(name => IPAddress.TryParse(name, out IPAddress? written) && written.Equals(address)))
            {
                return true;
            }
        }
        else if (HasName(names, dialled))
        {
            return true;
        }

        bool loopback = address is not null ? IPAddress.IsLoopback(address) : dialled.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        return loopback && (HasName(names, "localhost") || HasName(names, Dns.GetHostName()) || names.Addresses.Any(IPAddress.IsLoopback));
    }

    public static string List(AlternativeNames names) =>
        names.HostNames.Count + names.Addresses.Count == 0 ? "no host" : string.Join(", ", names.HostNames.Concat(names.Addresses.Select(address => address.ToString())));

    private static bool HasName(AlternativeNames names, string host) =>
        names.HostNames.Any(name => name.TrimEnd('.').Equals(host, StringComparison.OrdinalIgnoreCase));
}
