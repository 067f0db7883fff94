namespace PrecastMes.OpcUa.Server;

/// <summary>The methods of the Server object about subscriptions (Part 5 §9.1, §9.2): for the subscriptions of the session that calls.</summary>
internal sealed class SubscriptionMethods(SubscriptionRegister subscriptions)
{
    public void BindTo(AddressSpace space)
    {
        space.Method(MethodIds.Server_GetMonitoredItems).Bind((call, _) => ValueTask.FromResult(GetMonitoredItems(call)));
        space.Method(MethodIds.Server_ResendData).Bind((call, _) => ValueTask.FromResult(ResendData(call)));
    }

    /// <summary>The subscription, or why the caller may not have it.</summary>
    public StatusCode Find(MethodCall call, out ServerSubscription? subscription)
    {
        subscription = null;
        if (!subscriptions.TryGet(call.Inputs[0].Get<uint>(), out ServerSubscription? found))
        {
            return StatusCodes.BadSubscriptionIdInvalid;
        }

        if (!ReferenceEquals(found.Session, call.Session))
        {
            return StatusCodes.BadUserAccessDenied;
        }

        subscription = found;
        return StatusCodes.Good;
    }

    private CallResult GetMonitoredItems(MethodCall call)
    {
        StatusCode status = Find(call, out ServerSubscription? subscription);
        if (subscription is null)
        {
            return CallResult.Refused(status);
        }

        lock (subscription.Gate)
        {
            MonitoredItem[] items = [.. subscription.Items.All];
            return CallResult.Good(items.Select(item => item.Id).ToArray(), items.Select(item => item.ClientHandle).ToArray());
        }
    }

    private CallResult ResendData(MethodCall call)
    {
        StatusCode status = Find(call, out ServerSubscription? subscription);
        subscription?.ResendData();
        return new CallResult(status, []);
    }
}
