using System.Security.Cryptography;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// How long to wait before the next try: doubled each time up to a cap, and cut by up to half at random, so that many clients of a server
/// that was restarted don't come at the same moment.
/// </summary>
/// <param name="first">The wait before the first try, uncut.</param>
/// <param name="longest">The cap; a lower one than <paramref name="first"/> holds for that, too.</param>
public sealed class ReconnectBackoff(TimeSpan first, TimeSpan longest)
{
    private const int Steps = 1_000;
    private TimeSpan _doubled;

    /// <summary>The wait before the next try; each call counts as a try that failed.</summary>
    public TimeSpan Next()
    {
        TimeSpan wanted = _doubled > first ? _doubled : first;
        TimeSpan whole = wanted < longest ? wanted : longest;
        _doubled = whole * 2;
        return whole * (1 - RandomNumberGenerator.GetInt32(Steps + 1) / (2.0 * Steps));
    }

    /// <summary>A try went well: the next wait is the first one again.</summary>
    public void Reset() => _doubled = TimeSpan.Zero;
}
