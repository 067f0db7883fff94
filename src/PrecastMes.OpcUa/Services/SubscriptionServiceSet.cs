using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>CreateSubscription, ModifySubscription, DeleteSubscriptions, SetPublishingMode, Publish, Republish (Part 4 §5.14).</summary>
internal sealed class SubscriptionServiceSet(OpcUaServerOptions options, SessionTable sessions, ILogger logger)
{
    private const uint DefaultKeepAliveCount = 10;
    private const uint MaxCount = 100_000;

    private uint _lastId;

    public static RepublishResponse Republish(Session session, RepublishRequest request)
    {
        NotificationMessage message = session.Subscriptions.Get(request.SubscriptionId).FindSent(request.RetransmitSequenceNumber)
            ?? throw new OpcUaException(StatusCodes.BadMessageNotAvailable, $"message {request.RetransmitSequenceNumber}");
        return new RepublishResponse { NotificationMessage = message };
    }

    public CreateSubscriptionResponse Create(Session session, CreateSubscriptionRequest request)
    {
        ServerLimits limits = options.Limits;
        if (session.Subscriptions.Count >= limits.MaxSubscriptionsPerSession || sessions.SubscriptionCount >= limits.MaxSubscriptions)
        {
            throw new OpcUaException(StatusCodes.BadTooManySubscriptions, $"{session.Subscriptions.Count} in this session, {sessions.SubscriptionCount} in all");
        }

        SubscriptionSettings settings = Revise(
            request.RequestedPublishingInterval,
            request.RequestedLifetimeCount,
            request.RequestedMaxKeepAliveCount,
            request.MaxNotificationsPerPublish,
            request.PublishingEnabled,
            request.Priority);
        var subscription = new ServerSubscription(Interlocked.Increment(ref _lastId), settings, session.PublishQueue, options, ranOut => OnRanOut(session, ranOut));
        session.Subscriptions.Add(subscription);
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
        StatusCode[] results = [.. ids.Select(id => session.Subscriptions.Remove(id) ? StatusCodes.Good : StatusCodes.BadSubscriptionIdInvalid)];
        if (session.Subscriptions.Count == 0)
        {
            session.PublishQueue.FailAll(StatusCodes.BadNoSubscription);
        }

        return new DeleteSubscriptionsResponse { Results = results };
    }

    public SetPublishingModeResponse SetPublishingMode(Session session, SetPublishingModeRequest request)
    {
        uint[] ids = Operations.Check(request.SubscriptionIds, options.Limits.MaxNodesPerCall);
        return new SetPublishingModeResponse { Results = [.. ids.Select(id => SetPublishingMode(session, id, request.PublishingEnabled))] };
    }

    /// <summary>Null: the request waits in the session's queue until a subscription has something to say.</summary>
    public IServiceResponse? Publish(ServiceContext context, Session session, PublishRequest request)
    {
        if (session.Subscriptions.Count == 0)
        {
            throw new OpcUaException(StatusCodes.BadNoSubscription, "no subscription");
        }

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

        return null;
    }

    private static StatusCode SetPublishingMode(Session session, uint id, bool enabled)
    {
        if (!session.Subscriptions.TryGet(id, out ServerSubscription? subscription))
        {
            return StatusCodes.BadSubscriptionIdInvalid;
        }

        subscription.Modify(subscription.Settings with { PublishingEnabled = enabled });
        return StatusCodes.Good;
    }

    private static StatusCode Acknowledge(Session session, SubscriptionAcknowledgement acknowledgement) =>
        session.Subscriptions.TryGet(acknowledgement.SubscriptionId, out ServerSubscription? subscription)
            ? subscription.Acknowledge(acknowledgement.SequenceNumber)
            : StatusCodes.BadSubscriptionIdInvalid;

    private SubscriptionSettings Revise(double interval, uint lifetime, uint keepAlive, uint maxNotifications, bool enabled, byte priority)
    {
        ServerLimits limits = options.Limits;
        double wanted = double.IsNaN(interval) ? 0 : interval;
        double milliseconds = Math.Clamp(wanted, limits.MinPublishingInterval.TotalMilliseconds, limits.MaxPublishingInterval.TotalMilliseconds);
        keepAlive = Math.Min(keepAlive == 0 ? DefaultKeepAliveCount : keepAlive, MaxCount);

        // Part 4 §5.14.2.2: the lifetime is at least three keep-alives.
        lifetime = Math.Clamp(lifetime, keepAlive * 3, MaxCount * 3);
        return new SubscriptionSettings(TimeSpan.FromMilliseconds(milliseconds), lifetime, keepAlive, maxNotifications, enabled, priority);
    }

    private void OnRanOut(Session session, ServerSubscription subscription)
    {
        if (session.Subscriptions.Remove(subscription.Id))
        {
            Log.SubscriptionRanOut(logger, subscription.Id, subscription.Settings.LifetimeCount);
        }
    }
}
