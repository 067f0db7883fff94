using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>Makes and changes the monitored items that watch attributes: checks what was asked and revises it.</summary>
internal sealed class DataItems(AddressSpace space, OpcUaServerOptions options)
{
    public MonitoredItemCreateResult Create(ServerSubscription subscription, MonitoredItemCreateRequest request, TimestampsToReturn timestamps)
    {
        ReadValueId item = request.ItemToMonitor;
        DataValue first = AttributeReader.Read(space, item, subscription.Session?.Access);

        // A part of an array that is not there yet may come; what is wrong with the request itself never will.
        if (first.Status.IsBad && IsRequestError(first.Status))
        {
            return Refused(first.Status);
        }

        UaVariable? variable = item.AttributeId == AttributeIds.Value && space.TryGet(item.NodeId, out UaNode? node) ? node as UaVariable : null;
        StatusCode status = Revise(subscription, item, variable, request.RequestedParameters, timestamps, 0, out MonitoredItemSettings? settings);
        if (settings is null)
        {
            return Refused(status);
        }

        status = subscription.Add(
            id => new DataMonitoredItem(subscription, id, item, variable, settings, space, options.IntervalTime), request.MonitoringMode, out MonitoredItem? created);
        if (created is not DataMonitoredItem data)
        {
            return Refused(status);
        }

        try
        {
            Begin(subscription, data);
        }
        catch
        {
            // Nobody would learn its id.
            subscription.Remove(data.Id);
            throw;
        }

        return new MonitoredItemCreateResult
        {
            MonitoredItemId = data.Id,
            RevisedSamplingInterval = settings.SamplingInterval.TotalMilliseconds,
            RevisedQueueSize = (uint)settings.QueueSize,
        };
    }

    public MonitoredItemModifyResult Modify(ServerSubscription subscription, DataMonitoredItem item, MonitoringParameters asked, TimestampsToReturn timestamps)
    {
        StatusCode status = Revise(subscription, item.Item, item.Variable, asked, timestamps, item.QueueSize, out MonitoredItemSettings? settings);
        if (settings is null)
        {
            return new MonitoredItemModifyResult { StatusCode = status };
        }

        lock (subscription.Gate)
        {
            subscription.Items.OnResized(item.QueueSize, settings.QueueSize);
            item.Modify(settings);
        }

        return new MonitoredItemModifyResult { RevisedSamplingInterval = settings.SamplingInterval.TotalMilliseconds, RevisedQueueSize = (uint)settings.QueueSize };
    }

    // Without the subscription's lock: a variable's own lock comes before it.
    private void Begin(ServerSubscription subscription, DataMonitoredItem item)
    {
        if (item.IsPolled)
        {
            item.TakePresentValue();
        }
        else
        {
            item.Attach([.. Semantics.PropertiesOf(space, item.Variable!).Select(property => new SemanticsObserver(subscription, item, property))]);
        }

        // Removed by another request while it was being made.
        if (item.IsRemoved)
        {
            item.Detach();
        }
    }

    private StatusCode Revise(
        ServerSubscription subscription,
        ReadValueId item,
        UaVariable? variable,
        MonitoringParameters asked,
        TimestampsToReturn timestamps,
        int oldQueueSize,
        out MonitoredItemSettings? settings)
    {
        settings = null;
        StatusCode status = DataChangeFilters.Read(space, asked.Filter, variable, out ChangeFilter filter);
        if (status.IsBad || !NumericRange.TryParse(item.IndexRange, out NumericRange range))
        {
            return status.IsBad ? status : StatusCodes.BadIndexRangeInvalid;
        }

        // Part 4 §5.13.1.2: a negative interval stands for the publishing interval. What tells nobody of its changes is read no more often
        // than that, nor than is worth it.
        TimeSpan publishing = subscription.Settings.PublishingInterval;
        TimeSpan sampling = double.IsNaN(asked.SamplingInterval) || asked.SamplingInterval < 0
            ? publishing
            : TimeSpan.FromMilliseconds(Math.Min(asked.SamplingInterval, options.Limits.MaxPublishingInterval.TotalMilliseconds));
        if (variable is null or { IsComputed: true })
        {
            TimeSpan least = options.Limits.MinPolledSamplingInterval;
            sampling = sampling > publishing ? sampling : publishing;
            sampling = sampling > least ? sampling : least;
        }

        int queueSize;
        lock (subscription.Gate)
        {
            queueSize = subscription.Items.ReviseQueueSize(asked.QueueSize, oldQueueSize);
        }

        settings = new MonitoredItemSettings(asked.ClientHandle, sampling, queueSize, asked.DiscardOldest, filter, range, timestamps);
        return StatusCodes.Good;
    }

    private static bool IsRequestError(StatusCode status) =>
        status == StatusCodes.BadNodeIdUnknown || status == StatusCodes.BadAttributeIdInvalid || status == StatusCodes.BadIndexRangeInvalid
        || status == StatusCodes.BadDataEncodingUnsupported || status == StatusCodes.BadDataEncodingInvalid
        || status == StatusCodes.BadUserAccessDenied || status == StatusCodes.BadSecurityModeInsufficient || status == StatusCodes.BadNotReadable;

    private static MonitoredItemCreateResult Refused(StatusCode status) => new() { StatusCode = status };
}
