using System.Collections.Concurrent;

namespace PrecastMes.PlcSim.Wire;

/// <summary>Brings requests from the server's threads to the scan, which alone touches the plant.</summary>
internal sealed class ScanDesk
{
    private readonly ConcurrentQueue<IRequest> waiting = new();

    private interface IRequest
    {
        void Act();

        void Answer();
    }

    /// <summary>Asks for something to be done in the next scan; what came of it is told when the scan is kept and shown.</summary>
    public Task<T> AskAsync<T>(Func<T> act, CancellationToken cancellationToken)
    {
        var request = new Request<T>(act);
        waiting.Enqueue(request);
        return request.Answered.WaitAsync(cancellationToken);
    }

    /// <summary>Does what was asked for; the answers are given by the action handed back.</summary>
    public Action Serve()
    {
        if (waiting.IsEmpty)
        {
            return static () => { };
        }

        var served = new List<IRequest>();
        while (waiting.TryDequeue(out var request))
        {
            request.Act();
            served.Add(request);
        }

        return () => served.ForEach(request => request.Answer());
    }

    private sealed class Request<T>(Func<T> act) : IRequest
    {
        private readonly TaskCompletionSource<T> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? outcome;

        public Task<T> Answered => answered.Task;

        public void Act() => outcome = act();

        public void Answer() => answered.TrySetResult(outcome!);
    }
}
