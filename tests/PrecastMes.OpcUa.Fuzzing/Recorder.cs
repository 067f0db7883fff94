using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>Records honest sessions of our own client at our own server, with every service that the client has.</summary>
internal static class Recorder
{
    public static async Task<Corpus> RecordAsync(Plant plant)
    {
        var requests = new List<byte[]>();
        var answers = new List<byte[]>();
        var relay = new Relay(plant)
        {
            OnRequest = chunk => Keep(requests, chunk),
            OnAnswer = chunk => Keep(answers, chunk),
        };
        (DuplexStream stream, Task relaying) = relay.Open();
        await using (OpcUaClient client = await plant.ConnectAsync(secured: false, () => stream, CancellationToken.None))
        {
            await UseAsync(client, plant);
            await UseMoreAsync(client, plant, () => LastHandle(requests, PublishRequest.BinaryEncodingId));
        }

        await relaying;
        byte[] token = TokenOf(requests);
        return new Corpus(
            requests,
            answers,
            token,
            [await HandshakeAsync(plant, false, ofClient: true), await HandshakeAsync(plant, true, ofClient: true)],
            [await HandshakeAsync(plant, false, ofClient: false), await HandshakeAsync(plant, true, ofClient: false)]);
    }

    private static PlainChunk[] Keep(List<byte[]> bodies, PlainChunk chunk)
    {
        lock (bodies)
        {
            bodies.Add(chunk.Body);
        }

        return [chunk];
    }

    /// <summary>Every kind of request once or more.</summary>
    public static async Task UseAsync(OpcUaClient client, Plant plant)
    {
        CancellationToken none = CancellationToken.None;
        await client.ReadAsync(plant.Variables, none);
        await client.ReadAsync(plant.Variables.Select(node => new ReadValueId { NodeId = node, AttributeId = AttributeIds.DisplayName }).ToList(), none);
        await client.ReadAsync([new ReadValueId { NodeId = plant.Variables[10], AttributeId = AttributeIds.Value, IndexRange = "1:2" }], none);
        DataValue[] values = await client.ReadAsync(plant.Variables, none);
        await client.WriteAsync([.. plant.Variables.Zip(values, (node, value) => (node, value.Value))], none);
        await client.CallAsync(plant.Line, plant.Method, [1, 2], none);
        foreach (NodeId node in new[] { ObjectIds.RootFolder, ObjectIds.Server, ObjectIds.TypesFolder, plant.Line })
        {
            await client.BrowseAsync(node, none);
        }

        await client.TranslateAsync(ObjectIds.ObjectsFolder, $"/{plant.NamespaceIndex}:Line/{plant.NamespaceIndex}:V1", none);
        IReadOnlyList<NodeId> registered = await client.RegisterNodesAsync(plant.Variables, none);
        await client.UnregisterNodesAsync(registered, none);
        Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(20) }, none);
        IReadOnlyList<MonitoredItem> items = await subscription.AddAsync(
            [.. plant.Variables.Select(node => new MonitoredItemRequest(node) { SamplingInterval = TimeSpan.Zero, QueueSize = 5 })], none);
        for (int i = 0; i < plant.Variables.Count; i++)
        {
            await subscription.Notifications.ReadAsync(none);
        }

        await client.WriteAsync([(plant.Variables[3], 99u)], none);
        await subscription.Notifications.ReadAsync(none);
        await subscription.SetModeAsync(items, MonitoringMode.Sampling, none);
        await subscription.SetTriggeringAsync(items[0], [items[1]], add: true, none);
        await subscription.ModifyAsync([(items[0], new MonitoredItemRequest(plant.Variables[0]) { QueueSize = 3 })], none);
        await subscription.ModifyAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(30), KeepAliveCount = 5, Priority = 3 }, none);
        await subscription.SetPublishingAsync(false, none);
        await subscription.RemoveAsync([items[2]], none);
        await subscription.DisposeAsync();
    }

    /// <summary>History, events, and what a client asks for after a break.</summary>
    private static async Task UseMoreAsync(OpcUaClient client, Plant plant, Func<uint> publishHandle)
    {
        CancellationToken none = CancellationToken.None;
        await foreach (DataValue _ in client.ReadHistoryAsync(plant.Historized, Plant.HistoryStart, Plant.HistoryStart.AddMinutes(1), valuesPerCall: 3, none))
        {
            // Page by page.
        }

        Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(20) }, none);
        EventFilterBuilder filter = new EventFilterBuilder().Select("ActiveState/Id", "Retain").SelectConditionId()
            .OfType(ObjectTypeIds.BaseEventType).SeverityAtLeast(1).WhereEqual("SourceNode", plant.Line);
        await subscription.AddAsync([MonitoredItemRequest.ForEvents(ObjectIds.Server, filter)], none);
        await client.SendAsync<CreateMonitoredItemsResponse>(EventItem(subscription.Id, EventFilters.EveryOperator(plant.Line)), none);
        for (int i = 0; i < 4; i++)
        {
            await client.CallAsync(plant.Line, plant.Method, [i, 1], none);
        }

        await subscription.Notifications.ReadAsync(none);
        await subscription.RefreshConditionsAsync(none);
        await TryAsync(client.SendAsync<RepublishResponse>(new RepublishRequest { SubscriptionId = subscription.Id, RetransmitSequenceNumber = 1 }, none));
        await client.SendAsync<TransferSubscriptionsResponse>(new TransferSubscriptionsRequest { SubscriptionIds = [subscription.Id], SendInitialValues = true }, none);
        await client.SendAsync<CancelResponse>(new CancelRequest { RequestHandle = publishHandle() }, none);
        await subscription.DisposeAsync();
    }

    private static CreateMonitoredItemsRequest EventItem(uint subscription, EventFilter filter) => new()
    {
        SubscriptionId = subscription,
        TimestampsToReturn = TimestampsToReturn.Both,
        ItemsToCreate =
        [
            new MonitoredItemCreateRequest
            {
                ItemToMonitor = new ReadValueId { NodeId = ObjectIds.Server, AttributeId = AttributeIds.EventNotifier },
                MonitoringMode = MonitoringMode.Reporting,
                RequestedParameters = new MonitoringParameters { ClientHandle = 1_000_000, QueueSize = 100, Filter = new ExtensionObject(filter) },
            },
        ],
    };

    // What the server refuses is recorded all the same.
    private static async Task TryAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (OpcUaException)
        {
            // Such as a message that was acknowledged already.
        }
    }

    private static uint LastHandle(List<byte[]> requests, uint type)
    {
        lock (requests)
        {
            var decoder = new BinaryDecoder(requests.Last(body => TypeOf(body) == type));
            decoder.ReadNodeId();
            return RequestHeader.Decode(ref decoder).RequestHandle;
        }
    }

    // The token that the requests behind ActivateSession carry.
    private static byte[] TokenOf(List<byte[]> requests)
    {
        byte[] read = requests.First(body => TypeOf(body) == ReadRequest.BinaryEncodingId);
        var decoder = new BinaryDecoder(read);
        decoder.ReadNodeId();
        int start = decoder.Position;
        decoder.ReadNodeId();
        return read[start..decoder.Position];
    }

    public static uint TypeOf(ReadOnlySpan<byte> body)
    {
        var decoder = new BinaryDecoder(body);
        NodeId type = decoder.ReadNodeId();
        return type.Kind == IdType.Numeric ? type.Numeric : 0;
    }

    /// <summary>Hello and OPN of one side, as they went over the wire.</summary>
    private static async Task<byte[][]> HandshakeAsync(Plant plant, bool secured, bool ofClient)
    {
        (DuplexStream client, DuplexStream tapped) = DuplexStream.CreatePair();
        (DuplexStream server, Task serving) = plant.Dial();
        var frames = new List<byte[]>();
        Task requests = TapAsync(tapped, server, ofClient ? frames : null);
        Task answers = TapAsync(server, tapped, ofClient ? null : frames);
        using (await PlainChannel.ConnectAsync(client, plant.SecurityOfClient(secured), plant.Options.EndpointUrl, CancellationToken.None))
        {
        }

        await Task.WhenAll(requests, answers, serving);
        byte[] all = [.. frames.SelectMany(frame => frame)];
        int first = BitConverter.ToInt32(all, 4);
        return [all[..first], all[first..(first + BitConverter.ToInt32(all, first + 4))]];
    }

    private static async Task TapAsync(DuplexStream from, DuplexStream to, List<byte[]>? frames)
    {
        byte[] buffer = new byte[65_536];
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer)) > 0)
            {
                frames?.Add(buffer[..count]);
                await to.WriteAsync(buffer.AsMemory(0, count));
            }

            to.CompleteWriting();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            to.CompleteWriting();
        }
    }
}
