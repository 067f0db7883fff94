using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>CreateSubscription, ModifySubscription, DeleteSubscriptions, SetPublishingMode, Publish, Republish, TransferSubscriptions (Part 4 §5.14).</summary>
internal sealed class SubscriptionServiceSet(OpcUaServerOptions options, SubscriptionRegister subscriptions)
{
    private const uint DefaultKeepAliveCount = 10;

    public static IServiceResponse Republish(Session session, RepublishRequest request)
    {
        SentMessage message = session.Subscriptions.Get(request.SubscriptionId).FindSent(request.RetransmitSequenceNumber)
            ?? throw new OpcUaException(StatusCodes.BadMessageNotAvailable, $"message {request.RetransmitSequenceNumber}");
        return new SentRepublishResponse(message);
    }

    public CreateSubscriptionResponse Create(Session session, CreateSubscriptionRequest request)
    {
        SubscriptionSettings settings = Revise(
            request.RequestedPublishingInterval,
            request.RequestedLifetimeCount,
            request.RequestedMaxKeepAliveCount,
            request.MaxNotificationsPerPublish,
            request.PublishingEnabled,
            request.Priority);
        ServerSubscription subscription = subscriptions.Create(session, settings);
        return new CreateSubscriptionResponse
        {
            SubscriptionId = subscription.Id,
            RevisedPublishingInterval = settings.PublishingInterval.TotalMilliseconds,
            RevisedLifetimeCount = settings.LifetimeCount,
            RevisedMaxKeepAliveCount = settings.KeepAliveCount,
        };
    }

    public ModifySubscriptionResponse Modify(Session session, ModifySubscriptionRequest request)
    {
        ServerSubscription subscription = session.Subscriptions.Get(request.SubscriptionId);
        SubscriptionSettings settings = Revise(
            request.RequestedPublishingInterval,
            request.RequestedLifetimeCount,
            request.RequestedMaxKeepAliveCount,
            request.MaxNotificationsPerPublish,
            subscription.Settings.PublishingEnabled,
            request.Priority);
        subscription.Modify(settings);
        return new ModifySubscriptionResponse
        {
            RevisedPublishingInterval = settings.PublishingInterval.TotalMilliseconds,
            RevisedLifetimeCount = settings.LifetimeCount,
            RevisedMaxKeepAliveCount = settings.KeepAliveCount,
        };
    }

    public DeleteSubscriptionsResponse Delete(Session session, DeleteSubscriptionsRequest request)
    {
        uint[] ids = Operations.Check(request.SubscriptionIds, options.Limits.MaxNodesPerCall);
        StatusCode[] results = [.. ids.Select(id => session.Subscriptions.Delete(id) ? StatusCodes.Good : StatusCodes.BadSubscriptionIdInvalid)];
        session.FailIdlePublishes();
        return new DeleteSubscriptionsResponse { Results = results };
    }

    public SetPublishingModeResponse SetPublishingMode(Session session, SetPublishingModeRequest request)
    {
        uint[] ids = Operations.Check(request.SubscriptionIds, options.Limits.MaxNodesPerCall);
        return new SetPublishingModeResponse { Results = [.. ids.Select(id => SetPublishingMode(session, id, request.PublishingEnabled))] };
    }

    public TransferSubscriptionsResponse Transfer(Session session, TransferSubscriptionsRequest request)
    {
        uint[] ids = Operations.Check(request.SubscriptionIds, options.Limits.MaxNodesPerCall);
        return new TransferSubscriptionsResponse { Results = [.. ids.Select(id => Transfer(session, id, request.SendInitialValues))] };
    }

    /// <summary>Null: the request waits in the session's queue until a subscription has something to say.</summary>
    public IServiceResponse? Publish(ServiceContext context, Session session, PublishRequest request)
    {
        if (session.Subscriptions.Count == 0 && !session.PublishQueue.HasStatusChanges)
        {
            throw new OpcUaException(StatusCodes.BadNoSubscription, "no subscription");
        }

        Operations.CheckCount(request.SubscriptionAcknowledgements, options.Limits.MaxNodesPerCall);
        StatusCode[]? acknowledged = request.SubscriptionAcknowledgements is { Length: > 0 } acknowledgements
            ? [.. acknowledgements.Select(each => Acknowledge(session, each))]
            : null;
        long deadline = request.RequestHeader.TimeoutHint == 0
            ? long.MaxValue
            : options.IntervalTime.GetTimestamp() + request.RequestHeader.TimeoutHint * options.IntervalTime.TimestampFrequency / 1_000;
        session.PublishQueue.Enqueue(new PendingPublish(context.Connection, context.RequestId, request.RequestHeader.RequestHandle, acknowledged, deadline));
        foreach (ServerSubscription late in session.Subscriptions.Late())
        {
            late.OnPublishRequest();
        }

        // The last subscription may have gone between the look and the queue.
        session.FailIdlePublishes();
        return null;
    }

    private static StatusCode SetPublishingMode(Session session, uint id, bool enabled)
    {
        if (!session.Subscriptions.TryGet(id, out ServerSubscription? subscription))
        {
            return StatusCodes.BadSubscriptionIdInvalid;
        }

        subscription.SetPublishingMode(enabled);
        return StatusCodes.Good;
    }

    private static StatusCode Acknowledge(Session session, SubscriptionAcknowledgement acknowledgement) =>
        session.Subscriptions.TryGet(acknowledgement.SubscriptionId, out ServerSubscription? subscription)
            ? subscription.Acknowledge(acknowledgement.SequenceNumber)
            : StatusCodes.BadSubscriptionIdInvalid;

    private TransferResult Transfer(Session session, uint id, bool sendInitialValues)
    {
        Session? old = subscriptions.TryGet(id, out ServerSubscription? subscription) ? subscription.Session : null;
        TransferResult result = subscriptions.Transfer(id, session, sendInitialValues);
        if (result.StatusCode.IsGood)
        {
            old?.FailIdlePublishes();
        }

        return result;
    }

    private SubscriptionSettings Revise(double interval, uint lifetime, uint keepAlive, uint maxNotifications, bool enabled, byte priority)
    {
        ServerLimits limits = options.Limits;
        double wanted = double.IsNaN(interval) ? 0 : interval;
        double milliseconds = Math.Clamp(wanted, limits.MinPublishingInterval.TotalMilliseconds, limits.MaxPublishingInterval.TotalMilliseconds);
        uint maxLifetime = (uint)Math.Clamp(limits.MaxSubscriptionLifetime.TotalMilliseconds / milliseconds, 3, uint.MaxValue);
        keepAlive = Math.Min(keepAlive == 0 ? DefaultKeepAliveCount : keepAlive, maxLifetime / 3);

        // Part 4 §5.14.2.2: the lifetime is at least three keep-alives.
        lifetime = Math.Clamp(lifetime, keepAlive * 3, maxLifetime);
        return new SubscriptionSettings(TimeSpan.FromMilliseconds(milliseconds), lifetime, keepAlive, maxNotifications, enabled, priority);
    }
}
