using PrecastMes.Scheduling.Decoding;

namespace PrecastMes.Scheduling.Shops;

/// <summary>When loads end their stages, earliest first; equal times by load, so that equal runs are equal.</summary>
internal sealed class ShopEvents
{
    private readonly TimeHeap _heap = new();

    public int Count => _heap.Count;

    public int NextTime => (int)(_heap.First >> 24);

    public void Clear() => _heap.Clear();

    public void CopyFrom(ShopEvents other) => _heap.CopyFrom(other._heap);

    /// <summary>Adds the end of a stage of a load below 2²⁴.</summary>
    public void Add(int time, int load) => _heap.Add(((long)time << 24) | (uint)load);

    /// <summary>Takes the load of the next event.</summary>
    public int Take() => (int)(_heap.Take() & 0xFF_FFFF);
}
