using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>
/// A hostile server for a lasting connection of ours, which is cut again and again: what is asked for after a break, the session, the
/// subscription, its missing messages, is answered with changed bytes. Once the answers are true again, it must be connected and go on.
/// </summary>
internal sealed class RecoveryRound(RoundContext context, bool secured)
{
    private const int Cuts = 12;
    private const int Reads = 5;

    private readonly Lock _gate = new();
    private readonly List<(DuplexStream Stream, Task Relaying)> _links = [];
    private volatile bool _hostile;

    public async Task RunAsync()
    {
        var relay = new Relay(context.Plant) { OnAnswer = Change };
        var connection = new OpcUaConnection(new OpcUaConnectionOptions
        {
            Client = context.Plant.ClientOptions(secured, () => Open(relay), Plant.HurriedPatience) with { ConnectTimeout = 4 * Plant.HurriedPatience },
            FirstDelay = TimeSpan.FromMilliseconds(1),
            LongestDelay = TimeSpan.FromMilliseconds(5),
        });
        try
        {
            if (await context.EndsAsync(connection.ConnectedAsync(CancellationToken.None), "the first connect"))
            {
                await WatchAsync(connection);
                await AttackAsync(connection);
                await ComeBackAsync(connection);
            }
        }
        finally
        {
            _hostile = false;
            await context.EndsAsync(connection.DisposeAsync().AsTask(), "the connection's end");
            foreach ((DuplexStream stream, Task relaying) in _links)
            {
                await stream.DisposeAsync();
                await context.EndsAsync(relaying, "the relay");
            }
        }
    }

    private DuplexStream Open(Relay relay)
    {
        lock (_gate)
        {
            _links.Add(relay.Open());
            return _links[^1].Stream;
        }
    }

    private IEnumerable<PlainChunk> Change(PlainChunk answer)
    {
        lock (_gate)
        {
            return _hostile && context.Random.Next(3) == 0 ? [.. context.ChangedAnswer(answer)] : [answer];
        }
    }

    private async Task WatchAsync(OpcUaConnection connection)
    {
        try
        {
            Subscription subscription = await connection.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(20) }, CancellationToken.None);
            await subscription.AddAsync(
                [
                    .. context.Plant.Variables.Select(node => new MonitoredItemRequest(node) { SamplingInterval = TimeSpan.Zero, QueueSize = 5 }),
                    MonitoredItemRequest.ForEvents(ObjectIds.Server, new EventFilterBuilder().SeverityAtLeast(1)),
                ],
                CancellationToken.None);
        }
        catch (OpcUaException exception) when (exception.Status.IsSameCode(StatusCodes.BadTooManySubscriptions))
        {
            // The hostile clients before left theirs to their timeout.
            context.Tally.Count("no subscription to be had");
        }
    }

    private async Task AttackAsync(OpcUaConnection connection)
    {
        _hostile = true;
        for (int cut = 0; cut < Cuts; cut++)
        {
            for (int i = 0; i < Reads; i++)
            {
                await ReadAsync(connection);
            }

            DuplexStream link;
            lock (_gate)
            {
                link = _links[^1].Stream;
            }

            await link.DisposeAsync();
            await Task.WhenAny(connection.ConnectedAsync(CancellationToken.None), Task.Delay(Plant.HurriedPatience));
        }

        _hostile = false;
    }

    private async Task ReadAsync(OpcUaConnection connection)
    {
        try
        {
            Task<CallResult> call = connection.CallAsync(context.Plant.Line, context.Plant.Method, [1, 2], CancellationToken.None);
            if (await context.EndsAsync(call, "a call"))
            {
                await call;
            }

            context.Tally.Count("call gave a value");
        }
        catch (OpcUaException exception)
        {
            context.Tally.Count($"call failed with {Tally.NameOf(exception.Status)}");
        }
        catch (KeyNotFoundException)
        {
            // A changed NamespaceArray.
            context.Tally.Count("call found no namespace");
        }
    }

    private async Task ComeBackAsync(OpcUaConnection connection)
    {
        async Task SucceedAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                try
                {
                    OpcUaClient client = await connection.ConnectedAsync(cancellationToken);
                    if ((await client.ReadAsync(context.Plant.Variables, cancellationToken)).All(value => value.Status.IsGood))
                    {
                        return;
                    }
                }
                catch (OpcUaException)
                {
                    // Broken by what was still under way.
                }
            }
        }

        using var late = new CancellationTokenSource();
        bool isBack = await context.EndsAsync(SucceedAsync(late.Token), "coming back to a true server");
        await late.CancelAsync();
        context.Tally.Count(isBack ? "came back" : $"did not come back: {connection.State}");
    }
}
