using System.Collections.Concurrent;

namespace PrecastMes.PlcSim.Wire;

/// <summary>Brings requests for faults from the server's threads to the scan, which alone touches the plant.</summary>
internal sealed class FaultDesk
{
    private readonly ConcurrentQueue<Request> waiting = new();

    /// <summary>Asks for something to be done in the next scan.</summary>
    /// <param name="act">Says why it cannot be; null when it was done.</param>
    public Task<string?> AskAsync(Func<string?> act, CancellationToken cancellationToken)
    {
        var request = new Request(act, new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously));
        waiting.Enqueue(request);
        return request.Answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Does what was asked for; the answers are given by the action handed back, once the outcome is kept.</summary>
    public Action Serve()
    {
        if (waiting.IsEmpty)
        {
            return static () => { };
        }

        var answers = new List<(Request Request, string? Answer)>();
        while (waiting.TryDequeue(out var request))
        {
            answers.Add((request, request.Act()));
        }

        return () => answers.ForEach(served => served.Request.Answer.TrySetResult(served.Answer));
    }

    private sealed record Request(Func<string?> Act, TaskCompletionSource<string?> Answer);
}
