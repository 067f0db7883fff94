using System.Buffers.Binary;

namespace PrecastMes.OpcUa.Server;

/// <summary>The rests of browse results that a session may still fetch.</summary>
internal sealed class ContinuationPoints(int limit)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, ReferenceDescription[]> _rests = [];
    private readonly Dictionary<ulong, int> _pageSizes = [];
    private ulong _last;

    /// <summary>Null when the session has as many as it may.</summary>
    public byte[]? TryAdd(ReferenceDescription[] rest, int pageSize)
    {
        lock (_gate)
        {
            if (_rests.Count >= limit)
            {
                return null;
            }

            _rests[++_last] = rest;
            _pageSizes[_last] = pageSize;
            byte[] point = new byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(point, _last);
            return point;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _rests.Clear();
            _pageSizes.Clear();
        }
    }

    /// <summary>Takes a rest away; it serves once.</summary>
    public bool TryTake(byte[]? point, out ReferenceDescription[] rest, out int pageSize)
    {
        rest = [];
        pageSize = 0;
        if (point is not { Length: 8 })
        {
            return false;
        }

        ulong key = BinaryPrimitives.ReadUInt64LittleEndian(point);
        lock (_gate)
        {
            return _pageSizes.Remove(key, out pageSize) && _rests.Remove(key, out rest!);
        }
    }
}
