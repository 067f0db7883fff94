using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// A NotificationMessage as it goes over the wire, kept for Republish: written once, however often it is sent. Its pooled bytes return
/// when the last holder has released them; those of a message that was dropped unsent are left to the garbage collector.
/// </summary>
internal sealed class SentMessage(uint sequenceNumber, BinaryEncoder bytes)
{
    private int _holders = 1;

    public uint SequenceNumber { get; } = sequenceNumber;

    public int Size { get; } = bytes.Length;

    /// <summary>For another holder; only who holds it may let others hold it.</summary>
    public SentMessage Retain()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            bytes.Dispose();
        }
    }

    public void WriteTo(BinaryEncoder encoder) => bytes.WrittenSpan.CopyTo(encoder.Next(Size));
}
