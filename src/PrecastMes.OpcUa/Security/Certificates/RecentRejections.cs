namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>A peer that tries again every few seconds is written down once a minute.</summary>
internal sealed class RecentRejections
{
    private const int Remembered = 1_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Thumbprint, StatusCode Status), DateTimeOffset> last = [];

    public bool IsNew(string thumbprint, StatusCode status, DateTimeOffset now)
    {
        if (last.TryGetValue((thumbprint, status), out DateTimeOffset before) && now - before < Interval && now >= before)
            return false;
        if (last.Count >= Remembered)
            last.Clear();
        last[(thumbprint, status)] = now;
        return true;
    }

    /// <summary>Somebody decided about it, so the next refusal is news.</summary>
    public void Forget(string thumbprint)
    {
        foreach ((string Thumbprint, StatusCode Status) key in last.Keys.Where(key => key.Thumbprint == thumbprint).ToList())
            last.Remove(key);
    }
}
