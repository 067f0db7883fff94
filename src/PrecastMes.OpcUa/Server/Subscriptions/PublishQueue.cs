using PrecastMes.OpcUa.SecureChannel;

namespace PrecastMes.OpcUa.Server;

/// <summary>The Publish requests of a session in the order of their arrival, at most so many.</summary>
internal sealed class PublishQueue(int limit)
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingPublish> _waiting = new();

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

    /// <summary>One too many sends the oldest one back with Bad_TooManyPublishRequests (Part 4 §5.14.5.2).</summary>
    public void Enqueue(PendingPublish request)
    {
        PendingPublish? oldest = null;
        lock (_gate)
        {
            _waiting.Enqueue(request);
            if (_waiting.Count > limit)
            {
                oldest = _waiting.Dequeue();
            }
        }

        Fail(oldest, StatusCodes.BadTooManyPublishRequests);
    }

    /// <summary>The oldest request whose client still waits.</summary>
    public PendingPublish? TryDequeue(long now)
    {
        while (true)
        {
            PendingPublish? next;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out next))
                {
                    return null;
                }
            }

            if (next.Deadline > now)
            {
                return next;
            }

            Fail(next, StatusCodes.BadTimeout);
        }
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

    private static void Fail(PendingPublish? request, StatusCode status) =>
        request?.Connection.Enqueue(request.RequestId, new ServiceFault { ResponseHeader = Headers.Fault(request.RequestHandle, status) });
}
