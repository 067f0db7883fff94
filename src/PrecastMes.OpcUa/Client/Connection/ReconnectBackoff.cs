using System.Security.Cryptography;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// How long to wait before the next try: doubled each time up to a cap, and cut by up to half at random, so that many clients of a server
/// that was restarted don't come at the same moment.
/// </summary>
internal sealed class ReconnectBackoff(TimeSpan first, TimeSpan longest)
{
    private const int Steps = 1_000;
    private TimeSpan _doubled;

    public TimeSpan Next()
    {
        TimeSpan wanted = _doubled > first ? _doubled : first;
        TimeSpan whole = wanted < longest ? wanted : longest;
        _doubled = whole * 2;
        return whole * (1 - RandomNumberGenerator.GetInt32(Steps + 1) / (2.0 * Steps));
    }

    public void Reset() => _doubled = TimeSpan.Zero;
}
