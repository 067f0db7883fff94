namespace PrecastMes.OpcUa.Server;

/// <summary>Lets so many things happen per second, and at most a burst of them at once. Not for several threads at a time.</summary>
internal sealed class TokenBucket(double perSecond, double burst, TimeProvider time)
{
    // Full, which the first look cuts down to the burst.
    private double _tokens = double.PositiveInfinity;
    private long _filledAt = time.GetTimestamp();

    /// <summary>True when nothing happened for so long that the past no longer counts.</summary>
    public bool IsFull
    {
        get
        {
            Fill();
            return _tokens >= burst;
        }
    }

    public bool TryTake()
    {
        Fill();
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }

    private void Fill()
    {
        long now = time.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
        _filledAt = now;
    }
}
