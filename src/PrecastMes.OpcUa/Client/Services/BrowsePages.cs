namespace PrecastMes.OpcUa.Client;

/// <summary>Follows the continuation points of one Browse answer to their ends (Part 4 §5.9.3), within caps that no honest server needs.</summary>
internal sealed class BrowsePages(OpcUaClient client, BrowseDescription[] what, BrowseResult[] first)
{
    // References of one node; a server that never comes to an end is left.
    private const int MaxReferences = 250_000;

    // Pages without a reference in them that promise more.
    private const int MaxEmptyPages = 100;

    private readonly StatusCode[] _status = [.. first.Select(page => page.StatusCode)];
    private readonly List<ReferenceDescription>?[] _references = new List<ReferenceDescription>?[first.Length];
    private readonly byte[]?[] _points = [.. first.Select(page => page.ContinuationPoint is { Length: > 0 } point ? point : null)];
    private readonly int[] _emptyPages = new int[first.Length];

    public async Task<BrowseResult[]> CompleteAsync(CancellationToken cancellationToken)
    {
        if (Array.TrueForAll(_points, point => point is null))
        {
            return first;
        }

        for (int i = 0; i < first.Length; i++)
        {
            _references[i] = [.. first[i].References ?? []];
        }

        try
        {
            while (Open() is { Length: > 0 } open)
            {
                await NextAsync(open, cancellationToken);
            }
        }
        finally
        {
            await ReleaseAsync();
        }

        return [.. first.Select((_, i) => new BrowseResult { StatusCode = _status[i], References = [.. _references[i]!] })];
    }

    private int[] Open() => [.. Enumerable.Range(0, _points.Length).Where(i => _points[i] is not null).Take(client.Limits.Browse.Value)];

    private async Task NextAsync(int[] open, CancellationToken cancellationToken)
    {
        var request = new BrowseNextRequest { ContinuationPoints = [.. open.Select(i => _points[i])] };
        BrowseNextResponse response = await client.SendAsync<BrowseNextResponse>(request, cancellationToken);
        if (response.Results?.Length != open.Length)
        {
            throw new OpcUaException(StatusCodes.BadUnknownResponse, $"{response.Results?.Length ?? 0} results for {open.Length} operations");
        }

        for (int k = 0; k < open.Length; k++)
        {
            Take(open[k], response.Results[k]);
        }
    }

    private void Take(int i, BrowseResult page)
    {
        _points[i] = page.ContinuationPoint is { Length: > 0 } point ? point : null;
        if (page.StatusCode.IsBad)
        {
            _status[i] = page.StatusCode;
            _points[i] = null;
            return;
        }

        ReferenceDescription[] references = page.References ?? [];
        _references[i]!.AddRange(references);
        _emptyPages[i] = references.Length == 0 ? _emptyPages[i] + 1 : 0;
        if (_references[i]!.Count > MaxReferences || _emptyPages[i] > MaxEmptyPages)
        {
            throw new OpcUaException(
                StatusCodes.BadEncodingLimitsExceeded, $"{what[i].NodeId} has {_references[i]!.Count} references in pages without end; the limit is {MaxReferences}");
        }
    }

    /// <summary>When the caller gave up or a page failed, the server need not keep what is left.</summary>
    private async Task ReleaseAsync()
    {
        byte[]?[] left = [.. _points.Where(point => point is not null)];
        if (left.Length == 0 || client.Broken.IsCompleted)
        {
            return;
        }

        try
        {
            await client.SendAsync<BrowseNextResponse>(new BrowseNextRequest { ReleaseContinuationPoints = true, ContinuationPoints = left }, CancellationToken.None);
        }
        catch (OpcUaException)
        {
            // The session's end releases them, too.
        }
    }
}
