namespace PrecastMes.OpcUa.Server;

/// <summary>
/// ConditionRefresh and ConditionRefresh2 (Part 9 §5.5.7, §5.5.8): tells a subscription of its caller the conditions as they are. The
/// next one is refused until the end of the last one was sent, so that nobody fills the server's memory with them.
/// </summary>
internal sealed class ConditionRefresh(AddressSpace space, SubscriptionMethods subscriptions)
{
    private static readonly NodeId ConditionType_ConditionRefresh = new(0, 3875u);
    private static readonly NodeId ConditionType_ConditionRefresh2 = new(0, 12912u);

    public void BindTo()
    {
        space.Method(ConditionType_ConditionRefresh).Bind((call, _) => ValueTask.FromResult(Refresh(call, item: null)));
        space.Method(ConditionType_ConditionRefresh2).Bind((call, _) => ValueTask.FromResult(Refresh(call, call.Inputs[1].Get<uint>())));
    }

    private CallResult Refresh(MethodCall call, uint? item)
    {
        StatusCode status = subscriptions.Find(call, out ServerSubscription? subscription);
        if (subscription is null)
        {
            return CallResult.Refused(status);
        }

        EventMonitoredItem[] items;
        lock (subscription.Gate)
        {
            items = [.. subscription.Items.All.OfType<EventMonitoredItem>().Where(each => item is null || each.Id == item)];
            if (item is not null && items.Length == 0)
            {
                return CallResult.Refused(StatusCodes.BadMonitoredItemIdInvalid);
            }

            if (items.Any(each => each.IsRefreshing))
            {
                return CallResult.Refused(StatusCodes.BadRefreshInProgress);
            }

            // From here on to the end of the refresh, whoever asks again is refused.
            foreach (EventMonitoredItem each in items)
            {
                each.IsRefreshing = true;
            }
        }

        ReportedEvent start = Internal(ObjectTypeIds.RefreshStartEventType);
        ReportedEvent end = Internal(ObjectTypeIds.RefreshEndEventType);
        foreach (EventMonitoredItem each in items)
        {
            each.Refresh(start, space.Conditions.Retained(each.Item.NodeId), end);
        }

        return CallResult.Good();
    }

    private ReportedEvent Internal(NodeId type) => space.Notifiers.Make(new UaEvent { EventType = type, SourceName = "Server" }, isInternal: true);
}
