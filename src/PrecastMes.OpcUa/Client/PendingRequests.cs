using System.Diagnostics.CodeAnalysis;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// The requests of a channel that wait for their answers. One timer looks after all of them, a few times in each timeout: a timer for
/// each request would cost more than the request itself.
/// </summary>
internal sealed class PendingRequests : IDisposable
{
    private const int LooksPerTimeout = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<uint, (IPendingRequest Request, long Since)> _requests = [];
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _interval;
    private readonly Action _onLate;
    private readonly ITimer _timer;
    private bool _isWatching;

    /// <param name="onLate">Called after requests were failed because their time was over.</param>
    public PendingRequests(TimeProvider time, TimeSpan timeout, Action onLate)
    {
        _onLate = onLate;
        _time = time;
        _timeout = timeout;
        _interval = TimeSpan.FromTicks(Math.Max(timeout.Ticks / LooksPerTimeout, TimeSpan.TicksPerMillisecond));
        _timer = time.CreateTimer(static state => ((PendingRequests)state!).FailLate(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _requests.Count == 0;
            }
        }
    }

    /// <param name="isTimed">False for a request that waits as long as the channel lives.</param>
    public void Add(uint requestId, IPendingRequest request, bool isTimed)
    {
        bool begin = false;
        lock (_gate)
        {
            _requests[requestId] = (request, isTimed ? _time.GetTimestamp() : long.MaxValue);
            if (isTimed && !_isWatching)
            {
                _isWatching = begin = true;
            }
        }

        if (begin)
        {
            _timer.Change(_interval, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Whoever gets the request, and nobody else, completes it.</summary>
    public bool TryRemove(uint requestId, [NotNullWhen(true)] out IPendingRequest? request)
    {
        lock (_gate)
        {
            bool found = _requests.Remove(requestId, out (IPendingRequest Request, long Since) entry);
            request = entry.Request;
            return found;
        }
    }

    public void FailAll(OpcUaException reason)
    {
        IPendingRequest[] failed;
        lock (_gate)
        {
            failed = [.. _requests.Values.Select(entry => entry.Request)];
            _requests.Clear();
        }

        foreach (IPendingRequest request in failed)
        {
            request.Fail(reason);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void FailLate()
    {
        List<IPendingRequest>? late = null;
        bool goOn = false;
        lock (_gate)
        {
            foreach ((uint requestId, (IPendingRequest request, long since)) in _requests)
            {
                if (since == long.MaxValue)
                {
                    continue;
                }

                if (_time.GetElapsedTime(since) >= _timeout)
                {
                    (late ??= []).Add(request);
                    _requests.Remove(requestId);
                }
                else
                {
                    goOn = true;
                }
            }

            _isWatching = goOn;
        }

        if (goOn)
        {
            _timer.Change(_interval, Timeout.InfiniteTimeSpan);
        }

        if (late is null)
        {
            return;
        }

        foreach (IPendingRequest request in late)
        {
            request.Fail(new OpcUaException(StatusCodes.BadTimeout, $"no answer within {_timeout}"));
        }

        _onLate();
    }
}
