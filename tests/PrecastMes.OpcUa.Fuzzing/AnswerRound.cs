using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>
/// A hostile server for a client of ours: what a true server answers is changed on its way, behind the security. Each call must end with
/// a value or an OpcUaException.
/// </summary>
internal sealed class AnswerRound(RoundContext context, bool secured)
{
    private const int CallsPerRound = 150;

    private bool _hostile;

    public async Task RunAsync()
    {
        var relay = new Relay(context.Plant) { OnAnswer = Change };

        // Now and then already the answers of the connect are changed.
        _hostile = context.Random.Next(4) == 0;
        List<(DuplexStream Stream, Task Relaying)> links = [];
        try
        {
            Task<OpcUaClient> connecting = context.Plant.ConnectAsync(secured, () => Open(relay, links), CancellationToken.None, Plant.HurriedPatience);
            if (await TryAsync(connecting, "connect"))
            {
                OpcUaClient client = await connecting;
                _hostile = true;
                await CallAsync(client);
                await context.EndsAsync(client.DisposeAsync().AsTask(), "the client's end");
            }
        }
        finally
        {
            foreach ((DuplexStream stream, Task relaying) in links)
            {
                await stream.DisposeAsync();
                await context.EndsAsync(relaying, "the relay");
            }
        }
    }

    // A secured client asks for the endpoints over a link of their own first.
    private static DuplexStream Open(Relay relay, List<(DuplexStream Stream, Task Relaying)> links)
    {
        links.Add(relay.Open());
        return links[^1].Stream;
    }

    private IEnumerable<PlainChunk> Change(PlainChunk answer) => _hostile && context.Random.Next(4) != 0 ? context.ChangedAnswer(answer) : [answer];

    private async Task CallAsync(OpcUaClient client)
    {
        CancellationToken none = CancellationToken.None;
        Plant plant = context.Plant;
        Subscription? subscription = null;
        for (int i = 0; i < CallsPerRound && !client.Broken.IsCompleted; i++)
        {
            NodeId node = plant.Variables[context.Random.Next(plant.Variables.Count)];
            Task call = context.Random.Next(18) switch
            {
                0 or 1 or 2 => client.ReadAsync(plant.Variables, none),
                3 => client.WriteAsync([(node, context.Random.Next())], none),
                4 => client.CallAsync(plant.Line, plant.Method, [1, 2], none),
                5 or 6 => client.BrowseAsync(plant.Line, none),
                7 => client.TranslateAsync(ObjectIds.ObjectsFolder, $"/{plant.NamespaceIndex}:Line", none),
                8 => client.RegisterNodesAsync(plant.Variables, none),
                9 when subscription is not null => subscription.AddAsync([new MonitoredItemRequest(node) { SamplingInterval = TimeSpan.Zero }], none),
                10 when subscription is not null => client.ReadAsync<double>(node, none),
                11 => HistoryAsync(client),
                12 when subscription is not null => subscription.AddAsync([MonitoredItemRequest.ForEvents(ObjectIds.Server, new EventFilterBuilder().SeverityAtLeast(1))], none),
                13 when subscription is not null => subscription.RefreshConditionsAsync(none),
                14 when subscription is { Items: [var first, ..] } => subscription.ModifyAsync([(first, new MonitoredItemRequest(node) { QueueSize = 7 })], none),
                15 when subscription is { Items: [var first, var second, ..] } => subscription.SetTriggeringAsync(first, [second], add: context.Random.Next(2) == 0, none),
                16 when subscription is { Items: [.., var last] } => subscription.SetModeAsync([last], (MonitoringMode)context.Random.Next(3), none),
                17 when subscription is not null => subscription.ModifyAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(20 + context.Random.Next(20)) }, none),
                _ => client.ReadAsync([node], none),
            };
            await TryAsync(call, "a call");
            if (i == 20)
            {
                Task<Subscription> subscribing = client.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(20) }, none);
                subscription = await TryAsync(subscribing, "subscribe") ? await subscribing : null;
            }
        }

        while (subscription?.Notifications.TryRead(out _) == true)
        {
        }
    }

    private async Task HistoryAsync(OpcUaClient client)
    {
        int left = 50;
        await foreach (DataValue _ in client.ReadHistoryAsync(context.Plant.Historized, Plant.HistoryStart, Plant.HistoryStart.AddMinutes(1), valuesPerCall: 3, CancellationToken.None))
        {
            if (--left == 0)
            {
                // A changed continuation point may go round and round.
                return;
            }
        }
    }

    /// <summary>True when the call gave its value.</summary>
    private async Task<bool> TryAsync(Task call, string what)
    {
        try
        {
            if (!await context.EndsAsync(call, what))
            {
                return false;
            }

            context.Tally.Count("call gave a value");
            return true;
        }
        catch (OpcUaException exception)
        {
            context.Tally.Count($"call failed with {Tally.NameOf(exception.Status)}");
        }
        catch (Exception exception)
        {
            context.Findings.Add($"{what} failed with {exception}");
        }

        return false;
    }
}
