using System.Buffers.Binary;

namespace PrecastMes.OpcUa.Transport;

/// <summary>One chunk as it was received, header included; its bytes hold until the next one is read, and are decrypted in place.</summary>
internal readonly record struct Chunk(Memory<byte> Bytes)
{
    /// <summary>Type, chunk letter, size.</summary>
    public const int HeaderSize = 8;

    public bool IsEndOfStream => Bytes.IsEmpty;

    public uint MessageType => BinaryPrimitives.ReadUInt32LittleEndian(Bytes.Span) & 0xFFFFFF;

    /// <summary>F final, C intermediate, A aborted.</summary>
    public char Letter => (char)Bytes.Span[3];
}
