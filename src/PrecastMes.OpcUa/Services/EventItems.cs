using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>Makes and changes the monitored items that watch notifiers of events: checks the filter and revises the queue.</summary>
internal sealed class EventItems(AddressSpace space, OpcUaServerOptions options)
{
    public MonitoredItemCreateResult Create(ServerSubscription subscription, MonitoredItemCreateRequest request)
    {
        ReadValueId item = request.ItemToMonitor;
        if (!space.TryGet(item.NodeId, out UaNode? node))
        {
            return Refused(StatusCodes.BadNodeIdUnknown);
        }

        if (!space.Notifiers.IsNotifier(item.NodeId))
        {
            // A node without the attribute, or an object or view that says that it tells no events (Part 3 §5.4, §5.5.1).
            return Refused(node is UaObject or UaView ? StatusCodes.BadNotSupported : StatusCodes.BadAttributeIdInvalid);
        }

        if (subscription.Session is { } session && space.Access.Check(node, session.Access, PermissionType.ReceiveEvents) is { IsBad: true } denied)
        {
            return Refused(denied);
        }

        if (item.IndexRange is { Length: > 0 })
        {
            return Refused(StatusCodes.BadIndexRangeInvalid);
        }

        StatusCode status = Revise(subscription, request.RequestedParameters, 0, out EventItemSettings? settings, out EventFilterResult? filterResult);
        if (settings is null)
        {
            return new MonitoredItemCreateResult { StatusCode = status, FilterResult = Wrap(filterResult) };
        }

        status = subscription.Add(id => new EventMonitoredItem(subscription, id, item, settings, space), request.MonitoringMode, out MonitoredItem? created);
        if (created is not EventMonitoredItem events)
        {
            return Refused(status);
        }

        space.Notifiers.Attach(item.NodeId, events);
        if (events.IsRemoved)
        {
            events.Detach();
        }

        return new MonitoredItemCreateResult { MonitoredItemId = created.Id, RevisedQueueSize = (uint)settings.QueueSize, FilterResult = Wrap(filterResult) };
    }

    public MonitoredItemModifyResult Modify(ServerSubscription subscription, EventMonitoredItem item, MonitoringParameters asked)
    {
        StatusCode status = Revise(subscription, asked, item.QueueSize, out EventItemSettings? settings, out EventFilterResult? filterResult);
        if (settings is null)
        {
            return new MonitoredItemModifyResult { StatusCode = status, FilterResult = Wrap(filterResult) };
        }

        lock (subscription.Gate)
        {
            subscription.Items.OnResized(item.QueueSize, settings.QueueSize);
            item.Modify(settings);
        }

        return new MonitoredItemModifyResult { RevisedQueueSize = (uint)settings.QueueSize, FilterResult = Wrap(filterResult) };
    }

    private StatusCode Revise(
        ServerSubscription subscription, MonitoringParameters asked, int oldQueueSize, out EventItemSettings? settings, out EventFilterResult? filterResult)
    {
        settings = null;
        StatusCode status = Compile(asked.Filter, out CompiledEventFilter? filter, out filterResult);
        if (filter is null)
        {
            return status;
        }

        // Part 4 §7.21: 0 leaves the size of a queue of events to the server.
        uint wanted = asked.QueueSize == 0 ? (uint)options.Limits.MaxQueueSize : asked.QueueSize;
        lock (subscription.Gate)
        {
            settings = new EventItemSettings(asked.ClientHandle, subscription.Items.ReviseQueueSize(wanted, oldQueueSize), asked.DiscardOldest, filter);
        }

        return StatusCodes.Good;
    }

    private StatusCode Compile(ExtensionObject? asked, out CompiledEventFilter? filter, out EventFilterResult? result)
    {
        filter = null;
        result = null;
        if (asked?.Structure is not EventFilter events)
        {
            return asked is null ? StatusCodes.BadEventFilterInvalid : StatusCodes.BadFilterNotAllowed;
        }

        ServerLimits limits = options.Limits;
        SimpleAttributeOperand[] select = events.SelectClauses ?? [];
        ContentFilterElement[] where = events.WhereClause.Elements ?? [];
        if (select.Length == 0)
        {
            return StatusCodes.BadEventFilterInvalid;
        }

        if (select.Length > limits.MaxSelectClauses || where.Length > limits.MaxWhereClauseElements || where.Sum(element => element.FilterOperands?.Length ?? 0) > limits.MaxWhereClauseOperands)
        {
            return StatusCodes.BadTooManyOperations;
        }

        var clauses = new SelectClause?[select.Length];
        StatusCode[] codes = [.. select.Select((operand, i) => SelectClause.Compile(space, operand, limits, out clauses[i]))];
        var compiled = WhereClause.Compile(space, where, limits, out ContentFilterResult whereResult);
        result = new EventFilterResult { SelectClauseResults = codes, WhereClauseResult = whereResult };

        // A field that was refused comes as null (Part 4 §7.22.3); without a single one, or with a condition that means nothing, no event would be right.
        if (compiled is null || Array.TrueForAll(codes, code => code.IsBad))
        {
            return StatusCodes.BadEventFilterInvalid;
        }

        filter = new CompiledEventFilter(clauses, compiled);
        return StatusCodes.Good;
    }

    private static ExtensionObject? Wrap(EventFilterResult? result) => result is null ? null : new ExtensionObject(result);

    private static MonitoredItemCreateResult Refused(StatusCode status) => new() { StatusCode = status };
}
