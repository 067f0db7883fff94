using System.Collections.Concurrent;
using System.Net;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// Slows down who guesses passwords: each wrong one of a user from an address is answered later than the one before, and after some the
/// pair is locked out for a while. Another address of the same user is not concerned, so nobody can lock a user out from elsewhere.
/// </summary>
internal sealed class LoginThrottle(ServerLimits limits, TimeProvider time)
{
    // So many pairs are remembered; beyond, those whose last failure is the longest ago are forgotten.
    private const int MaxPairs = 10_000;

    private readonly ConcurrentDictionary<(string User, IPAddress? Address), Failures> _failures = new();

    public bool IsLockedOut(string user, IPAddress? address) =>
        _failures.TryGetValue((user, address), out Failures failures)
        && failures.Count >= limits.MaxLoginFailures
        && time.GetElapsedTime(failures.LastAt) < limits.LoginLockout;

    /// <summary>Counts a wrong password, and gives how long its answer waits.</summary>
    public TimeSpan Failed(string user, IPAddress? address)
    {
        if (_failures.Count >= MaxPairs)
        {
            ForgetOldest();
        }

        long now = time.GetTimestamp();
        int count = _failures.AddOrUpdate(
            (user, address),
            _ => new Failures(1, now),
            (_, before) => new Failures(time.GetElapsedTime(before.LastAt) < limits.LoginLockout ? before.Count + 1 : 1, now)).Count;
        return limits.LoginDelay * Math.Pow(2, Math.Min(count, limits.MaxLoginFailures) - 1);
    }

    public void Succeeded(string user, IPAddress? address) => _failures.TryRemove((user, address), out _);

    private void ForgetOldest()
    {
        foreach (var oldest in _failures.OrderBy(entry => entry.Value.LastAt).Take(MaxPairs / 10).ToArray())
        {
            _failures.TryRemove(oldest.Key, out _);
        }
    }

    private readonly record struct Failures(int Count, long LastAt);
}
