using PrecastMes.OpcUa.SecureChannel;

namespace PrecastMes.OpcUa.Server;

/// <summary>The Publish requests of a session in the order of their arrival, at most so many, and what no subscription can tell any more.</summary>
internal sealed class PublishQueue(int limit, SessionRequests requests)
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingPublish> _waiting = new();
    private readonly Queue<PublishResponse> _statusChanges = new();

    /// <summary>Requests that wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>True when the session must still be told of a subscription that it lost.</summary>
    public bool HasStatusChanges
    {
        get
        {
            lock (_gate)
            {
                return _statusChanges.Count > 0;
            }
        }
    }

    /// <summary>One too many sends the oldest one back with Bad_TooManyPublishRequests (Part 4 §5.14.5.2). The caller flushes the connection.</summary>
    public void Enqueue(PendingPublish request)
    {
        PendingPublish? oldest = null;
        PublishResponse? statusChange;
        lock (_gate)
        {
            if (!_statusChanges.TryDequeue(out statusChange))
            {
                _waiting.Enqueue(request);
                if (_waiting.Count > limit)
                {
                    oldest = _waiting.Dequeue();
                }
            }
        }

        if (statusChange is not null)
        {
            Answer(request, statusChange);
        }

        Fail(oldest, StatusCodes.BadTooManyPublishRequests);
    }

    /// <summary>Whether a client waits; requests whose time is over go back, for which <paramref name="toFlush"/> is to be flushed.</summary>
    public bool HasRequest(long now, ref ServerConnection? toFlush)
    {
        while (true)
        {
            PendingPublish? late;
            lock (_gate)
            {
                if (!_waiting.TryPeek(out late))
                {
                    return false;
                }

                if (late.Deadline > now)
                {
                    return true;
                }

                _waiting.Dequeue();
            }

            Fail(late, StatusCodes.BadTimeout);
            toFlush = late.Connection;
        }
    }

    /// <summary>The oldest request whose client still waits.</summary>
    public PendingPublish? TryDequeue(long now)
    {
        PendingPublish? next;
        List<PendingPublish>? late;
        lock (_gate)
        {
            next = TakeNext(now, out late);
        }

        FailLate(late);
        return next;
    }

    /// <summary>
    /// Tells the session, with the request that waits or the next one, that a subscription is no longer its own (Part 4 §7.25.4). Gives the
    /// connection to flush.
    /// </summary>
    public ServerConnection? Tell(PublishResponse statusChange, long now)
    {
        PendingPublish? request;
        List<PendingPublish>? late;
        lock (_gate)
        {
            request = TakeNext(now, out late);
            if (request is null)
            {
                // A session that never publishes again must not collect them for ever.
                if (_statusChanges.Count >= limit)
                {
                    _statusChanges.Dequeue();
                }

                _statusChanges.Enqueue(statusChange);
            }
        }

        FailLate(late);
        if (request is not null)
        {
            Answer(request, statusChange);
        }

        return request?.Connection ?? late?[0].Connection;
    }

    /// <summary>Sends the requests with this handle back with Bad_RequestCancelledByClient, and gives their number.</summary>
    public int Cancel(uint requestHandle)
    {
        List<PendingPublish> cancelled;
        lock (_gate)
        {
            cancelled = [.. _waiting.Where(request => request.RequestHandle == requestHandle)];
            PendingPublish[] kept = [.. _waiting.Where(request => request.RequestHandle != requestHandle)];
            _waiting.Clear();
            foreach (PendingPublish request in kept)
            {
                _waiting.Enqueue(request);
            }
        }

        foreach (PendingPublish request in cancelled)
        {
            Fail(request, StatusCodes.BadRequestCancelledByClient);
            _ = request.Connection.FlushAsync();
        }

        return cancelled.Count;
    }

    public void FailAll(StatusCode status)
    {
        List<PendingPublish> failed;
        lock (_gate)
        {
            failed = [.. _waiting];
            _waiting.Clear();
        }

        foreach (PendingPublish request in failed)
        {
            Fail(request, status);
            _ = request.Connection.FlushAsync();
        }
    }

    // With the lock held.
    private PendingPublish? TakeNext(long now, out List<PendingPublish>? late)
    {
        late = null;
        while (_waiting.TryDequeue(out PendingPublish? next))
        {
            if (next.Deadline > now)
            {
                return next;
            }

            (late ??= []).Add(next);
        }

        return null;
    }

    private void FailLate(List<PendingPublish>? late)
    {
        foreach (PendingPublish request in late ?? [])
        {
            Fail(request, StatusCodes.BadTimeout);
        }
    }

    private static void Answer(PendingPublish request, PublishResponse statusChange) => request.Connection.Enqueue(request.RequestId, new PublishResponse
    {
        ResponseHeader = new ResponseHeader { RequestHandle = request.RequestHandle, Timestamp = statusChange.NotificationMessage.PublishTime },
        SubscriptionId = statusChange.SubscriptionId,
        NotificationMessage = statusChange.NotificationMessage,
        Results = request.AcknowledgeResults,
    });

    private void Fail(PendingPublish? request, StatusCode status)
    {
        if (request is not null)
        {
            requests.OnRefused(CountedService.Publish);
            request.Connection.Enqueue(request.RequestId, new ServiceFault { ResponseHeader = Headers.Fault(request.RequestHandle, status, request.Connection.Now) });
        }
    }
}
