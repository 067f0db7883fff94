namespace PrecastMes.OpcUa.Client;

/// <summary>
/// One list of operations, sent in requests of at most as many as the server takes. A request that the server refuses as too large is cut in
/// halves and sent again, when that does no harm.
/// </summary>
internal sealed class OperationBatches<TItem, TResult>(
    IReadOnlyList<TItem> items, OperationLimit limit, Func<TItem[], CancellationToken, Task<TResult[]?>> send, BatchRule rule)
{
    private readonly TResult[] _results = new TResult[items.Count];
    private readonly Lock _gate = new();
    private int _next;

    public static Task<TResult[]> RunAsync(
        IReadOnlyList<TItem> items, OperationLimit limit, Func<TItem[], CancellationToken, Task<TResult[]?>> send, BatchRule rule, CancellationToken cancellationToken) =>
        items.Count == 0 ? Task.FromResult<TResult[]>([]) : new OperationBatches<TItem, TResult>(items, limit, send, rule).RunAsync(cancellationToken);

    private async Task<TResult[]> RunAsync(CancellationToken cancellationToken)
    {
        int requests = (items.Count - 1) / limit.Value + 1;
        int atOnce = Math.Min(rule.RequestsAtOnce, requests);
        if (atOnce == 1)
        {
            await WorkAsync(cancellationToken);
            return _results;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] workers = [.. Enumerable.Range(0, atOnce).Select(_ => WorkAsync(stop.Token))];
        Task? failed = await FirstFailedAsync(workers);
        await stop.CancelAsync();
        await Task.WhenAll(workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (failed is not null)
        {
            await failed;
        }

        return _results;
    }

    /// <summary>The first worker that fails, as soon as it does, so that the others don't go on for nothing; null when all did their work.</summary>
    private static async Task<Task?> FirstFailedAsync(Task[] workers)
    {
        var open = new List<Task>(workers);
        while (open.Count > 0)
        {
            Task done = await Task.WhenAny(open);
            if (!done.IsCompletedSuccessfully)
            {
                return done;
            }

            open.Remove(done);
        }

        return null;
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (TryTake(out int start, out int count))
        {
            await SendAsync(start, count, cancellationToken);
        }
    }

    private bool TryTake(out int start, out int count)
    {
        lock (_gate)
        {
            start = _next;
            count = Math.Min(limit.Value, items.Count - start);
            _next += count;
            return count > 0;
        }
    }

    private async Task SendAsync(int start, int count, CancellationToken cancellationToken)
    {
        TResult[]? results;
        try
        {
            results = await send(Part(start, count), cancellationToken);
        }
        catch (OpcUaException exception) when (count > 1 && rule.IsTooLarge(exception.Status))
        {
            if (exception.Status.IsSameCode(StatusCodes.BadTooManyOperations))
            {
                limit.Refused(count);
            }

            int half = count / 2;
            await SendAsync(start, half, cancellationToken);
            await SendAsync(start + half, count - half, cancellationToken);
            return;
        }

        if (results?.Length != count)
        {
            throw new OpcUaException(StatusCodes.BadUnknownResponse, $"{results?.Length ?? 0} results for {count} operations");
        }

        results.CopyTo(_results, start);
    }

    private TItem[] Part(int start, int count)
    {
        if (items is TItem[] array)
        {
            return count == array.Length ? array : array[start..(start + count)];
        }

        var part = new TItem[count];
        for (int i = 0; i < count; i++)
        {
            part[i] = items[start + i];
        }

        return part;
    }
}
