namespace PrecastMes.Scheduling.Explaining;

/// <summary>Staffed seconds that a load waited, by what it waited for.</summary>
internal sealed class WaitAccount
{
    private readonly Dictionary<(string Code, string Resource), long> _seconds = [];
    private readonly List<(string Code, string Resource)> _order = [];

    public void Add(string code, string resource, long seconds)
    {
        if (seconds <= 0)
        {
            return;
        }

        var key = (code, resource);
        if (!_seconds.TryGetValue(key, out var before))
        {
            _order.Add(key);
        }

        _seconds[key] = before + seconds;
    }

    /// <summary>What was waited for longest; of equals the first met. Null when nothing was waited for.</summary>
    public (string Code, string Resource)? Greatest()
    {
        (string, string)? greatest = null;
        long most = 0;
        foreach (var key in _order)
        {
            if (_seconds[key] > most)
            {
                most = _seconds[key];
                greatest = key;
            }
        }

        return greatest;
    }
}
