namespace PrecastMes.OpcUa.Client;

/// <summary>The subscriptions of a lasting connection and how each comes to a new link: resumed, transferred or made anew.</summary>
internal sealed class SubscriptionRecovery : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<Subscription> _all = [];
    private IReadOnlyList<string> _namespaces = [];

    public async Task<Subscription> CreateAsync(OpcUaClient client, ISubscriptionKeeper keeper, SubscriptionOptions options, CancellationToken cancellationToken)
    {
        // Not while the others are being restored, so that none is forgotten between two links.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            Subscription subscription = await Subscription.CreateAsync(client, keeper, options, cancellationToken);
            _all.RemoveAll(each => each.Broken.IsCompleted && !each.IsLeftBehind);
            _all.Add(subscription);
            return subscription;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task RestoreAsync(OpcUaClient client, bool isSameSession, CancellationToken cancellationToken)
    {
        // One after the other is taken up, and the server sends the messages of all.
        using PublishPump.Expectation expected = client.Pump.Expect();
        await _turn.WaitAsync(cancellationToken);
        try
        {
            bool isSameSpace = _namespaces.Count == 0 || _namespaces.SequenceEqual(client.NamespaceUris);
            _namespaces = client.NamespaceUris;
            if (isSameSession)
            {
                foreach (Subscription left in _all.Where(each => each.IsLeftBehind))
                {
                    await left.DeleteOldAsync(client);
                }
            }

            _all.RemoveAll(each => each.Broken.IsCompleted);
            if (!isSameSpace)
            {
                await RecreateAsync(client, _all, "the server's namespaces moved", cancellationToken);
                return;
            }

            Subscription[] silent = [.. _all.Where(each => each.IsSilentSinceResumed)];
            await RecreateAsync(client, silent, "nothing was heard of it on two links", cancellationToken);
            Subscription[] others = [.. _all.Except(silent)];
            await (isSameSession ? ResumeAsync(client, others, cancellationToken) : TransferAsync(client, others, cancellationToken));
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task RecreateAsync(OpcUaClient client, Subscription subscription, string reason, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await subscription.RecreateAsync(client, reason, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _all.ForEach(subscription => subscription.Close());
        _turn.Dispose();
    }

    private static async Task RecreateAsync(OpcUaClient client, IEnumerable<Subscription> subscriptions, string reason, CancellationToken cancellationToken)
    {
        foreach (Subscription subscription in subscriptions.ToArray())
        {
            await subscription.DeleteOldAsync(client);
            await subscription.RecreateAsync(client, reason, cancellationToken);
        }
    }

    private static async Task ResumeAsync(OpcUaClient client, Subscription[] subscriptions, CancellationToken cancellationToken)
    {
        foreach (Subscription subscription in subscriptions)
        {
            if (!await subscription.ResumeAsync(client, cancellationToken))
            {
                await subscription.RecreateAsync(client, "the server no longer has the subscription", cancellationToken);
            }
        }
    }

    /// <summary>To a new session of the same user (Part 4 §5.14.7); many PLCs don't know this service.</summary>
    private static async Task TransferAsync(OpcUaClient client, Subscription[] subscriptions, CancellationToken cancellationToken)
    {
        // Asked for none, servers answer Bad_NothingToDo.
        if (subscriptions.Length == 0)
        {
            return;
        }

        TransferResult[] results;
        try
        {
            var request = new TransferSubscriptionsRequest { SubscriptionIds = [.. subscriptions.Select(each => each.Id)], SendInitialValues = true };
            results = (await client.SendAsync<TransferSubscriptionsResponse>(request, cancellationToken)).Results ?? [];
        }
        catch (OpcUaException) when (!client.Broken.IsCompleted)
        {
            results = [];
        }

        for (int i = 0; i < subscriptions.Length; i++)
        {
            if (i >= results.Length || results[i].StatusCode.IsBad || !await subscriptions[i].ResumeAsync(client, cancellationToken))
            {
                await subscriptions[i].RecreateAsync(client, "the session was lost and the server did not hand over its subscription", cancellationToken);
            }
        }
    }
}
