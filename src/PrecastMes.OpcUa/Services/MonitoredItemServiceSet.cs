using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>CreateMonitoredItems, ModifyMonitoredItems, DeleteMonitoredItems, SetMonitoringMode (Part 4 §5.13).</summary>
internal sealed class MonitoredItemServiceSet(AddressSpace space, OpcUaServerOptions options)
{
    public CreateMonitoredItemsResponse Create(Session session, CreateMonitoredItemsRequest request)
    {
        ServerSubscription subscription = session.Subscriptions.Get(request.SubscriptionId);
        MonitoredItemCreateRequest[] items = Operations.Check(request.ItemsToCreate, options.Limits.MaxNodesPerCall);
        Operations.Check(request.TimestampsToReturn);
        return new CreateMonitoredItemsResponse { Results = [.. items.Select(item => Create(subscription, item, request.TimestampsToReturn))] };
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
        CheckMode(request.MonitoringMode);
        return new SetMonitoringModeResponse { Results = [.. ids.Select(id => SetMonitoringMode(subscription, id, request.MonitoringMode))] };
    }

    private static StatusCode SetMonitoringMode(ServerSubscription subscription, uint id, MonitoringMode mode)
    {
        if (subscription.Find(id) is not { } item)
        {
            return StatusCodes.BadMonitoredItemIdInvalid;
        }

        DataValue? current = item.Mode == MonitoringMode.Disabled && mode != MonitoringMode.Disabled ? item.Variable?.Current : null;
        lock (subscription.Gate)
        {
            item.SetMode(mode);
            if (current is { } value)
            {
                item.Sample(value);
            }
        }

        return StatusCodes.Good;
    }

    private static void CheckMode(MonitoringMode mode)
    {
        if (mode is < MonitoringMode.Disabled or > MonitoringMode.Reporting)
        {
            throw new OpcUaException(StatusCodes.BadMonitoringModeInvalid, $"mode {mode}");
        }
    }

    private MonitoredItemCreateResult Create(ServerSubscription subscription, MonitoredItemCreateRequest request, TimestampsToReturn timestamps)
    {
        if (subscription.ItemCount >= options.Limits.MaxMonitoredItemsPerSubscription)
        {
            return Refused(StatusCodes.BadTooManyMonitoredItems);
        }

        if (request.MonitoringMode is < MonitoringMode.Disabled or > MonitoringMode.Reporting)
        {
            return Refused(StatusCodes.BadMonitoringModeInvalid);
        }

        ReadValueId item = request.ItemToMonitor;
        DataValue first = AttributeReader.Read(space, item);

        // A part of an array that is not there yet may come; what is wrong with the request itself never will.
        if (first.Status.IsBad && IsRequestError(first.Status))
        {
            return Refused(first.Status);
        }

        UaVariable? variable = item.AttributeId == AttributeIds.Value && space.TryGet(item.NodeId, out UaNode? node) ? (UaVariable)node : null;
        StatusCode status = Revise(subscription, item, variable, request.RequestedParameters, timestamps, out MonitoredItemSettings? settings);
        if (settings is null)
        {
            return Refused(status);
        }

        var created = new MonitoredItem(subscription, subscription.NextItemId(), item, variable, settings, options.IntervalTime);
        subscription.Add(created, variable is null or { IsComputed: true } ? first : null, request.MonitoringMode);
        return new MonitoredItemCreateResult
        {
            MonitoredItemId = created.Id,
            RevisedSamplingInterval = settings.SamplingInterval.TotalMilliseconds,
            RevisedQueueSize = (uint)settings.QueueSize,
        };
    }

    private MonitoredItemModifyResult Modify(ServerSubscription subscription, MonitoredItemModifyRequest request, TimestampsToReturn timestamps)
    {
        if (subscription.Find(request.MonitoredItemId) is not { } item)
        {
            return new MonitoredItemModifyResult { StatusCode = StatusCodes.BadMonitoredItemIdInvalid };
        }

        StatusCode status = Revise(subscription, item.Item, item.Variable, request.RequestedParameters, timestamps, out MonitoredItemSettings? settings);
        if (settings is null)
        {
            return new MonitoredItemModifyResult { StatusCode = status };
        }

        lock (subscription.Gate)
        {
            item.Modify(settings);
        }

        return new MonitoredItemModifyResult { RevisedSamplingInterval = settings.SamplingInterval.TotalMilliseconds, RevisedQueueSize = (uint)settings.QueueSize };
    }

    private StatusCode Revise(
        ServerSubscription subscription,
        ReadValueId item,
        UaVariable? variable,
        MonitoringParameters asked,
        TimestampsToReturn timestamps,
        out MonitoredItemSettings? settings)
    {
        settings = null;
        StatusCode status = ReadFilter(asked.Filter, variable, out ChangeFilter filter);
        if (status.IsBad || !NumericRange.TryParse(item.IndexRange, out NumericRange range))
        {
            return status.IsBad ? status : StatusCodes.BadIndexRangeInvalid;
        }

        // Part 4 §5.13.1.2: a negative interval stands for the publishing interval.
        TimeSpan sampling = double.IsNaN(asked.SamplingInterval) || asked.SamplingInterval < 0
            ? subscription.Settings.PublishingInterval
            : TimeSpan.FromMilliseconds(Math.Min(asked.SamplingInterval, options.Limits.MaxPublishingInterval.TotalMilliseconds));
        int queueSize = (int)Math.Clamp(asked.QueueSize, 1, (uint)options.Limits.MaxQueueSize);
        settings = new MonitoredItemSettings(asked.ClientHandle, sampling, queueSize, asked.DiscardOldest, filter, range, timestamps);
        return StatusCodes.Good;
    }

    private static StatusCode ReadFilter(ExtensionObject? asked, UaVariable? variable, out ChangeFilter filter)
    {
        filter = ChangeFilter.Default;
        if (asked is null)
        {
            return StatusCodes.Good;
        }

        if (asked.Structure is not DataChangeFilter change || variable is null)
        {
            return asked.Structure is EventFilter or AggregateFilter ? StatusCodes.BadMonitoredItemFilterUnsupported : StatusCodes.BadFilterNotAllowed;
        }

        if (change.Trigger is < DataChangeTrigger.Status or > DataChangeTrigger.StatusValueTimestamp)
        {
            return StatusCodes.BadMonitoredItemFilterInvalid;
        }

        switch ((DeadbandType)change.DeadbandType)
        {
            case DeadbandType.None:
                filter = new ChangeFilter(change.Trigger, 0);
                return StatusCodes.Good;
            case DeadbandType.Absolute when change.DeadbandValue >= 0 && variable.Current.Value.ToDouble() is not null:
                filter = new ChangeFilter(change.Trigger, change.DeadbandValue);
                return StatusCodes.Good;
            case DeadbandType.Absolute:
                return change.DeadbandValue >= 0 ? StatusCodes.BadFilterNotAllowed : StatusCodes.BadDeadbandFilterInvalid;
            default:
                // Percent needs an EURange, which no variable here has.
                return StatusCodes.BadMonitoredItemFilterUnsupported;
        }
    }

    private static bool IsRequestError(StatusCode status) =>
        status == StatusCodes.BadNodeIdUnknown || status == StatusCodes.BadAttributeIdInvalid || status == StatusCodes.BadIndexRangeInvalid
        || status == StatusCodes.BadDataEncodingUnsupported || status == StatusCodes.BadDataEncodingInvalid;

    private static MonitoredItemCreateResult Refused(StatusCode status) => new() { StatusCode = status };
}
