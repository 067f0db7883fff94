using System.Buffers.Binary;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Transport;

/// <summary>Header of the messages that are below the secure channel: HEL, ACK, ERR. One a buffer.</summary>
internal static class Frame
{
    public static void Begin(BinaryEncoder encoder, uint messageType)
    {
        encoder.WriteUInt32(messageType | (uint)'F' << 24);
        encoder.WriteUInt32(0);
    }

    public static void End(BinaryEncoder encoder) =>
        BinaryPrimitives.WriteUInt32LittleEndian(encoder.WrittenMutable.Span[4..], (uint)encoder.Length);
}
