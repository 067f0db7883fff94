namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>A peer that tries again every few seconds is written down once a minute.</summary>
internal sealed class RecentRejections
{
    private const int Remembered = 1_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Thumbprint, StatusCode Status), DateTimeOffset> _last = [];

    public bool IsNew(string thumbprint, StatusCode status, DateTimeOffset now)
    {
        if (_last.TryGetValue((thumbprint, status), out DateTimeOffset before) && now - before < Interval && now >= before)
        {
            return false;
        }

        if (_last.Count >= Remembered)
        {
            _last.Clear();
        }

        _last[(thumbprint, status)] = now;
        return true;
    }

    /// <summary>Somebody decided about it, so the next refusal is news.</summary>
    public void Forget(string thumbprint)
    {
        foreach ((string Thumbprint, StatusCode Status) key in _last.Keys.Where(key => key.Thumbprint == thumbprint).ToList())
        {
            _last.Remove(key);
        }
    }
}
