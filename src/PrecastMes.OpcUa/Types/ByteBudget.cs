namespace PrecastMes.OpcUa;

/// <summary>How many bytes something may hold, and the whole that it is a part of. May be used from any thread.</summary>
/// <param name="max">Bytes.</param>
/// <param name="whole">What is taken here is taken there, too; null where this is the whole.</param>
internal sealed class ByteBudget(long max, ByteBudget? whole = null)
{
    // A machine's state is told even when nothing is left; only a value larger than this is refused.
    private const long Small = 2_048;

    private long _taken;

    /// <summary>Bytes that are held now; above the limit by what was taken without asking.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>False when so much is not left; nothing is taken then.</summary>
    public bool TryTake(long bytes)
    {
        if (bytes == 0)
        {
            return true;
        }

        if (Interlocked.Add(ref _taken, bytes) <= max && (whole is null || whole.TryTake(bytes)))
        {
            return true;
        }

        Interlocked.Add(ref _taken, -bytes);
        return false;
    }

    /// <summary>For what must have a place: the small is taken even when nothing is left.</summary>
    public bool TryTakeLast(long bytes)
    {
        if (TryTake(bytes))
        {
            return true;
        }

        if (bytes <= Small)
        {
            Take(bytes);
            return true;
        }

        return false;
    }

    /// <summary>Takes without asking.</summary>
    public void Take(long bytes)
    {
        Interlocked.Add(ref _taken, bytes);
        whole?.Take(bytes);
    }

    public void Return(long bytes)
    {
        if (bytes != 0)
        {
            Interlocked.Add(ref _taken, -bytes);
            whole?.Return(bytes);
        }
    }
}
