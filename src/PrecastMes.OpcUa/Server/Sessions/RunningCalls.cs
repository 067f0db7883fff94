namespace PrecastMes.OpcUa.Server;

/// <summary>The method calls of a session that are not answered yet, so that Cancel and the session's end reach them (Part 4 §5.7.5).</summary>
internal sealed class RunningCalls
{
    private readonly Lock _gate = new();
    private readonly HashSet<Call> _calls = [];

    /// <param name="connection">Ends the call with the connection that it came by.</param>
    public Call Begin(uint requestHandle, CancellationToken connection)
    {
        var call = new Call(this, requestHandle, connection);
        lock (_gate)
        {
            _calls.Add(call);
        }

        return call;
    }

    /// <summary>Gives the number of calls that had this handle.</summary>
    public int Cancel(uint requestHandle) => CancelWhere(call => call.RequestHandle == requestHandle);

    public void CancelAll() => CancelWhere(_ => true);

    private int CancelWhere(Func<Call, bool> isMeant)
    {
        Call[] cancelled;
        lock (_gate)
        {
            cancelled = [.. _calls.Where(isMeant)];
            _calls.ExceptWith(cancelled);
        }

        foreach (Call call in cancelled)
        {
            call.Cancel();
        }

        return cancelled.Length;
    }

    /// <summary>One of them, until it is disposed.</summary>
    public sealed class Call : IDisposable
    {
        private readonly RunningCalls _owner;
        private readonly CancellationTokenSource _source;

        public Call(RunningCalls owner, uint requestHandle, CancellationToken connection)
        {
            _owner = owner;
            RequestHandle = requestHandle;
            _source = CancellationTokenSource.CreateLinkedTokenSource(connection);
            Token = _source.Token;
        }

        public uint RequestHandle { get; }

        public CancellationToken Token { get; }

        /// <summary>True when the client or the session's end cancelled it; the connection's end does not count.</summary>
        public bool IsCancelled { get; private set; }

        public void Cancel()
        {
            IsCancelled = true;
            try
            {
                _source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It was answered just now.
            }
        }

        public void Dispose()
        {
            lock (_owner._gate)
            {
                _owner._calls.Remove(this);
            }

            _source.Dispose();
        }
    }
}
