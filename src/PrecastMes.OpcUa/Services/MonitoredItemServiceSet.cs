using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>CreateMonitoredItems, ModifyMonitoredItems, DeleteMonitoredItems, SetMonitoringMode, SetTriggering (Part 4 §5.13).</summary>
internal sealed class MonitoredItemServiceSet(AddressSpace space, OpcUaServerOptions options, ILogger logger)
{
    private readonly DataItems _data = new(space, options);
    private readonly EventItems _events = new(space, options);

    public CreateMonitoredItemsResponse Create(Session session, CreateMonitoredItemsRequest request)
    {
        ServerSubscription subscription = session.Subscriptions.Get(request.SubscriptionId);
        MonitoredItemCreateRequest[] items = Operations.Check(request.ItemsToCreate, options.Limits.MaxNodesPerCall);
        Operations.Check(request.TimestampsToReturn);
        var results = new MonitoredItemCreateResult[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            results[i] = Create(subscription, items[i], request.TimestampsToReturn);
        }

        return new CreateMonitoredItemsResponse { Results = results };
    }

    public ModifyMonitoredItemsResponse Modify(Session session, ModifyMonitoredItemsRequest request)
    {
        ServerSubscription subscription = session.Subscriptions.Get(request.SubscriptionId);
        MonitoredItemModifyRequest[] items = Operations.Check(request.ItemsToModify, options.Limits.MaxNodesPerCall);
        Operations.Check(request.TimestampsToReturn);
        return new ModifyMonitoredItemsResponse { Results = [.. items.Select(item => Modify(subscription, item, request.TimestampsToReturn))] };
    }

    public DeleteMonitoredItemsResponse Delete(Session session, DeleteMonitoredItemsRequest request)
    {
        ServerSubscription subscription = session.Subscriptions.Get(request.SubscriptionId);
        uint[] ids = Operations.Check(request.MonitoredItemIds, options.Limits.MaxNodesPerCall);
        return new DeleteMonitoredItemsResponse
        {
            Results = [.. ids.Select(id => subscription.Remove(id) ? StatusCodes.Good : StatusCodes.BadMonitoredItemIdInvalid)],
        };
    }

    public SetMonitoringModeResponse SetMonitoringMode(Session session, SetMonitoringModeRequest request)
    {
        ServerSubscription subscription = session.Subscriptions.Get(request.SubscriptionId);
        uint[] ids = Operations.Check(request.MonitoredItemIds, options.Limits.MaxNodesPerCall);
        if (request.MonitoringMode is < MonitoringMode.Disabled or > MonitoringMode.Reporting)
        {
            throw new OpcUaException(StatusCodes.BadMonitoringModeInvalid, $"mode {request.MonitoringMode}");
        }

        return new SetMonitoringModeResponse { Results = [.. ids.Select(id => SetMonitoringMode(subscription, id, request.MonitoringMode))] };
    }

    public SetTriggeringResponse SetTriggering(Session session, SetTriggeringRequest request)
    {
        ServerSubscription subscription = session.Subscriptions.Get(request.SubscriptionId);
        uint[] added = request.LinksToAdd ?? [];
        uint[] removed = request.LinksToRemove ?? [];
        if (added.Length + removed.Length == 0)
        {
            throw new OpcUaException(StatusCodes.BadNothingToDo, "no links");
        }

        Operations.CheckCount(added, options.Limits.MaxNodesPerCall - Math.Min(removed.Length, options.Limits.MaxNodesPerCall));
        Operations.CheckCount(removed, options.Limits.MaxNodesPerCall);
        MonitoredItem trigger = subscription.Find(request.TriggeringItemId)
            ?? throw new OpcUaException(StatusCodes.BadMonitoredItemIdInvalid, $"item {request.TriggeringItemId}");
        lock (subscription.Gate)
        {
            // Part 4 §5.13.5.2: links are removed before others are added.
            StatusCode[] removeResults = [.. removed.Select(id => subscription.Items.Find(id) is { } item && trigger.RemoveLink(item)
                ? StatusCodes.Good
                : StatusCodes.BadMonitoredItemIdInvalid)];
            return new SetTriggeringResponse { RemoveResults = removeResults, AddResults = [.. added.Select(id => AddLink(subscription, trigger, id))] };
        }
    }

    private static StatusCode AddLink(ServerSubscription subscription, MonitoredItem trigger, uint id)
    {
        if (subscription.Items.Find(id) is not { } item || ReferenceEquals(item, trigger))
        {
            return StatusCodes.BadMonitoredItemIdInvalid;
        }

        trigger.AddLink(item);
        return StatusCodes.Good;
    }

    private static StatusCode SetMonitoringMode(ServerSubscription subscription, uint id, MonitoringMode mode)
    {
        if (subscription.Find(id) is not { } item)
        {
            return StatusCodes.BadMonitoredItemIdInvalid;
        }

        bool begins;
        lock (subscription.Gate)
        {
            begins = item.Mode == MonitoringMode.Disabled && mode != MonitoringMode.Disabled;
            item.SetMode(mode);
        }

        if (begins)
        {
            (item as DataMonitoredItem)?.TakePresentValue();
        }

        return StatusCodes.Good;
    }

    private MonitoredItemCreateResult Create(ServerSubscription subscription, MonitoredItemCreateRequest request, TimestampsToReturn timestamps)
    {
        if (request.MonitoringMode is < MonitoringMode.Disabled or > MonitoringMode.Reporting)
        {
            return new MonitoredItemCreateResult { StatusCode = StatusCodes.BadMonitoringModeInvalid };
        }

        // What goes wrong with one item takes the others not with it: the client would never learn their ids.
        try
        {
            return request.ItemToMonitor.AttributeId == AttributeIds.EventNotifier
                ? _events.Create(subscription, request)
                : _data.Create(subscription, request, timestamps);
        }
        catch (Exception exception)
        {
            Log.MonitoredItemFailed(logger, exception, request.ItemToMonitor.NodeId);
            return new MonitoredItemCreateResult { StatusCode = StatusCodes.BadInternalError };
        }
    }

    private MonitoredItemModifyResult Modify(ServerSubscription subscription, MonitoredItemModifyRequest request, TimestampsToReturn timestamps)
    {
        MonitoredItem? found = subscription.Find(request.MonitoredItemId);
        try
        {
            return found switch
            {
                DataMonitoredItem item => _data.Modify(subscription, item, request.RequestedParameters, timestamps),
                EventMonitoredItem item => _events.Modify(subscription, item, request.RequestedParameters),
                _ => new MonitoredItemModifyResult { StatusCode = StatusCodes.BadMonitoredItemIdInvalid },
            };
        }
        catch (Exception exception)
        {
            Log.MonitoredItemFailed(logger, exception, found!.Item.NodeId);
            return new MonitoredItemModifyResult { StatusCode = StatusCodes.BadInternalError };
        }
    }
}
