namespace PrecastMes.OpcUa.Transport;

/// <summary>The three letters that begin a chunk, as a little-endian number (Part 6 §7.1.2.2 and §6.7.2.2).</summary>
internal static class MessageTypes
{
    public const uint Hello = 'H' | 'E' << 8 | 'L' << 16;
    public const uint ReverseHello = 'R' | 'H' << 8 | 'E' << 16;
    public const uint Acknowledge = 'A' | 'C' << 8 | 'K' << 16;
    public const uint Error = 'E' | 'R' << 8 | 'R' << 16;
    public const uint OpenSecureChannel = 'O' | 'P' << 8 | 'N' << 16;
    public const uint CloseSecureChannel = 'C' | 'L' << 8 | 'O' << 16;
    public const uint Message = 'M' | 'S' << 8 | 'G' << 16;

    public static bool IsKnown(uint type) => type is Message or OpenSecureChannel or CloseSecureChannel or Hello or Acknowledge or Error or ReverseHello;
}
