using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PrecastMes.OpcUa.Server;

/// <summary>Makes the ids of events: unlike any other of this process, and of another run of it.</summary>
internal sealed class EventIds
{
    private readonly byte[] _run = RandomNumberGenerator.GetBytes(8);
    private ulong _last;

    public byte[] Next()
    {
        byte[] id = new byte[16];
        _run.CopyTo(id, 0);
        BinaryPrimitives.WriteUInt64BigEndian(id.AsSpan(8), Interlocked.Increment(ref _last));
        return id;
    }
}
