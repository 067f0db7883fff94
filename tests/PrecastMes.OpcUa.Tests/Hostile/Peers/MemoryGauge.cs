namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>
/// Managed bytes that are held, over those at its start. Each look collects first, so that garbage doesn't count; the tests that use it
/// run alone, so that nobody else's memory does.
/// </summary>
internal sealed class MemoryGauge
{
    private readonly long _start = Held();
    private long _highest;

    public void Look() => _highest = Math.Max(_highest, Held() - _start);

    /// <summary>Looks once more.</summary>
    public void AssertBelow(long ceiling)
    {
        Look();
        Assert.InRange(_highest, long.MinValue, ceiling);
    }

    private static long Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
