using System.Security.Cryptography;

namespace PrecastMes.OpcUa.Server;

/// <summary>The reads of history that a session may continue (Part 11 §6.3); when it has too many, the oldest is given up.</summary>
internal sealed class HistoryContinuationPoints(int limit)
{
    private const int Length = 16;

    private readonly Lock _gate = new();
    private readonly List<(byte[] Point, RawHistoryRead Unread)> _points = [];

    public byte[] Add(RawHistoryRead rest)
    {
        byte[] point = RandomNumberGenerator.GetBytes(Length);
        lock (_gate)
        {
            if (_points.Count >= limit)
            {
                _points.RemoveAt(0);
            }

            _points.Add((point, rest));
        }

        return point;
    }

    public void Clear()
    {
        lock (_gate)
        {
            _points.Clear();
        }
    }

    /// <summary>Takes a read away; each point serves once and for its node only. Null for one that is not known.</summary>
    public RawHistoryRead? Take(byte[] point, NodeId node)
    {
        lock (_gate)
        {
            int at = _points.FindIndex(known => known.Point.AsSpan().SequenceEqual(point) && known.Unread.NodeId == node);
            if (at < 0)
            {
                return null;
            }

            RawHistoryRead rest = _points[at].Unread;
            _points.RemoveAt(at);
            return rest;
        }
    }
}
