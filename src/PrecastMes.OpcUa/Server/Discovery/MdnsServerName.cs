using System.Text;

namespace PrecastMes.OpcUa.Server;

/// <summary>The name by which a discovery server announces a server in its network.</summary>
internal static class MdnsServerName
{
    /// <summary>Part 4 §7.8.2: less than 64 bytes. A label of DNS-SD is UTF-8 (RFC 6763 §4.1.1).</summary>
    private const int MaxBytes = 63;

    /// <summary>The whole name, or as many of its characters as fit.</summary>
    public static string Of(string applicationName)
    {
        int bytes = 0;
        int length = 0;
        foreach (Rune rune in applicationName.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return applicationName[..length];
    }
}
