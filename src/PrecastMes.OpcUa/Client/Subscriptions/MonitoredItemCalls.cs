namespace PrecastMes.OpcUa.Client;

/// <summary>The service set of monitored items (Part 4 §5.13), batched.</summary>
internal static class MonitoredItemCalls
{
    public static async Task CreateAsync(OpcUaClient client, uint subscription, IReadOnlyList<MonitoredItem> items, CancellationToken cancellationToken)
    {
        MonitoredItemCreateResult[] results = await OperationBatches<MonitoredItem, MonitoredItemCreateResult>.RunAsync(
            items,
            client.Limits.MonitoredItems,
            async (part, token) =>
            {
                var request = new CreateMonitoredItemsRequest
                {
                    SubscriptionId = subscription,
                    TimestampsToReturn = TimestampsToReturn.Both,
                    ItemsToCreate = [.. part.Select(item => ToCreate(client.Options.Profile, item))],
                };
                return (await client.SendAsync<CreateMonitoredItemsResponse>(request, token)).Results;
            },
            BatchRule.Acting,
            cancellationToken);
        for (int i = 0; i < results.Length; i++)
        {
            items[i].Id = results[i].MonitoredItemId;
            Revised(items[i], results[i].StatusCode, results[i].RevisedSamplingInterval, results[i].RevisedQueueSize);
        }
    }

    public static async Task<StatusCode[]> ModifyAsync(
        OpcUaClient client, uint subscription, IReadOnlyList<(MonitoredItem Item, MonitoredItemRequest Request)> changes, CancellationToken cancellationToken)
    {
        MonitoredItemModifyResult[] results = await OperationBatches<(MonitoredItem Item, MonitoredItemRequest Request), MonitoredItemModifyResult>.RunAsync(
            changes,
            client.Limits.MonitoredItems,
            async (part, token) =>
            {
                var request = new ModifyMonitoredItemsRequest
                {
                    SubscriptionId = subscription,
                    TimestampsToReturn = TimestampsToReturn.Both,
                    ItemsToModify =
                    [
                        .. part.Select(change => new MonitoredItemModifyRequest
                        {
                            MonitoredItemId = change.Item.Id,
                            RequestedParameters = Parameters(client.Options.Profile, change.Item.Handle, change.Request),
                        }),
                    ],
                };
                return (await client.SendAsync<ModifyMonitoredItemsResponse>(request, token)).Results;
            },
            BatchRule.Acting,
            cancellationToken);
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i].StatusCode.IsGood)
            {
                changes[i].Item.Request = changes[i].Request;
                Revised(changes[i].Item, results[i].StatusCode, results[i].RevisedSamplingInterval, results[i].RevisedQueueSize);
            }
        }

        return [.. results.Select(result => result.StatusCode)];
    }

    public static Task<StatusCode[]> DeleteAsync(OpcUaClient client, uint subscription, IReadOnlyList<MonitoredItem> items, CancellationToken cancellationToken) =>
        OperationBatches<MonitoredItem, StatusCode>.RunAsync(
            items,
            client.Limits.MonitoredItems,
            async (part, token) =>
            {
                var request = new DeleteMonitoredItemsRequest { SubscriptionId = subscription, MonitoredItemIds = [.. part.Select(item => item.Id)] };
                return (await client.SendAsync<DeleteMonitoredItemsResponse>(request, token)).Results;
            },
            BatchRule.Acting,
            cancellationToken);

    public static Task<StatusCode[]> SetModeAsync(
        OpcUaClient client, uint subscription, IReadOnlyList<MonitoredItem> items, MonitoringMode mode, CancellationToken cancellationToken) =>
        OperationBatches<MonitoredItem, StatusCode>.RunAsync(
            items,
            client.Limits.MonitoredItems,
            async (part, token) =>
            {
                var request = new SetMonitoringModeRequest { SubscriptionId = subscription, MonitoringMode = mode, MonitoredItemIds = [.. part.Select(item => item.Id)] };
                return (await client.SendAsync<SetMonitoringModeResponse>(request, token)).Results;
            },
            BatchRule.Acting,
            cancellationToken);

    public static Task<StatusCode[]> SetTriggeringAsync(
        OpcUaClient client, uint subscription, MonitoredItem trigger, IReadOnlyList<MonitoredItem> links, bool add, CancellationToken cancellationToken) =>
        OperationBatches<MonitoredItem, StatusCode>.RunAsync(
            links,
            client.Limits.MonitoredItems,
            async (part, token) =>
            {
                uint[] ids = [.. part.Select(item => item.Id)];
                var request = new SetTriggeringRequest
                {
                    SubscriptionId = subscription,
                    TriggeringItemId = trigger.Id,
                    LinksToAdd = add ? ids : null,
                    LinksToRemove = add ? null : ids,
                };
                SetTriggeringResponse response = await client.SendAsync<SetTriggeringResponse>(request, token);
                return add ? response.AddResults : response.RemoveResults;
            },
            BatchRule.Acting,
            cancellationToken);

    private static MonitoredItemCreateRequest ToCreate(PlcProfile profile, MonitoredItem item) => new()
    {
        ItemToMonitor = new ReadValueId { NodeId = item.NodeId, AttributeId = item.Request.AttributeId, IndexRange = item.Request.IndexRange },
        MonitoringMode = item.Mode,
        RequestedParameters = Parameters(profile, item.Handle, item.Request),
    };

    private static MonitoringParameters Parameters(PlcProfile profile, uint handle, MonitoredItemRequest request) => new()
    {
        ClientHandle = handle,

        // −1 stands for the publishing interval; the sampling of events is always 0.
        SamplingInterval = request.SamplingInterval is not { } wanted ? -1
            : request.Events is null && wanted < profile.MinSamplingInterval ? profile.MinSamplingInterval.TotalMilliseconds
            : wanted.TotalMilliseconds,
        QueueSize = request.QueueSize,
        DiscardOldest = request.DiscardOldest,
        Filter = request.ToFilter(),
    };

    private static void Revised(MonitoredItem item, StatusCode status, double samplingInterval, uint queueSize)
    {
        item.Status = status;
        item.SamplingInterval = TimeSpan.FromMilliseconds(double.IsFinite(samplingInterval) ? Math.Clamp(samplingInterval, 0, uint.MaxValue) : 0);
        item.QueueSize = queueSize;
    }
}
