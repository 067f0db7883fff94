using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace PrecastMes.OpcUa.Server;

/// <summary>All subscriptions of a server, also those that no session has: at most so many in all, of one session and of one user.</summary>
internal sealed class SubscriptionRegister(OpcUaServerOptions options, ServerCounts counts, ILogger logger)
{
    private readonly ConcurrentDictionary<uint, ServerSubscription> _subscriptions = new();
    private readonly Lock _creating = new();
    private uint _lastId;
    private int _itemCount;
    private int _pollingCount;

    public ILogger Logger => logger;

    public int Count => _subscriptions.Count;

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<ServerSubscription> All => [.. _subscriptions.Values.OrderBy(subscription => subscription.Id)];

    /// <summary>How many different publishing intervals there are.</summary>
    public int PublishingIntervalCount => _subscriptions.Values.Select(subscription => subscription.Settings.PublishingInterval).Distinct().Count();

    /// <summary>What the queues of all subscriptions may hold.</summary>
    public ByteBudget QueueBudget { get; } = new(options.Limits.MaxQueuedBytes);

    /// <summary>Subscriptions that have items which nobody tells of changes.</summary>
    public int PollingCount => Volatile.Read(ref _pollingCount);

    public bool TryGet(uint id, [NotNullWhen(true)] out ServerSubscription? subscription) => _subscriptions.TryGetValue(id, out subscription);

    public ServerSubscription Create(Session session, SubscriptionSettings settings)
    {
        ServerLimits limits = options.Limits;
        var owner = SubscriptionOwner.Of(session);
        lock (_creating)
        {
            int ofUser = owner.User.IsAnonymous ? 0 : _subscriptions.Values.Count(subscription => subscription.Owner.User.IsSameAs(owner.User));
            if (session.Subscriptions.Count >= limits.MaxSubscriptionsPerSession || _subscriptions.Count >= limits.MaxSubscriptions || ofUser >= limits.MaxSubscriptionsPerUser)
            {
                throw new OpcUaException(
                    StatusCodes.BadTooManySubscriptions, $"{session.Subscriptions.Count} in this session, {ofUser} of this user, {_subscriptions.Count} in all");
            }

            var subscription = new ServerSubscription(++_lastId, settings, session, options, this);
            _subscriptions[subscription.Id] = subscription;
            session.Subscriptions.Add(subscription);
            counts.OnSubscriptionCreated();
            return subscription;
        }
    }

    /// <summary>Part 4 §5.14.7: gives a subscription to <paramref name="session"/>.</summary>
    public TransferResult Transfer(uint id, Session session, bool sendInitialValues)
    {
        if (!TryGet(id, out ServerSubscription? subscription))
        {
            return new TransferResult { StatusCode = StatusCodes.BadSubscriptionIdInvalid };
        }

        subscription.OnTransferAsked();
        if (ReferenceEquals(subscription.Session, session))
        {
            return new TransferResult { StatusCode = StatusCodes.BadNothingToDo };
        }

        if (!subscription.Owner.MayBeTakenBy(SubscriptionOwner.Of(session)))
        {
            return new TransferResult { StatusCode = StatusCodes.BadUserAccessDenied };
        }

        if (session.Subscriptions.Count >= options.Limits.MaxSubscriptionsPerSession)
        {
            return new TransferResult { StatusCode = StatusCodes.BadTooManySubscriptions };
        }

        if (subscription.Transfer(session, sendInitialValues) is not { } available)
        {
            return new TransferResult { StatusCode = StatusCodes.BadSubscriptionIdInvalid };
        }

        Log.SubscriptionTransferred(logger, id, session.SessionId);
        return new TransferResult { AvailableSequenceNumbers = available };
    }

    public void CloseAll()
    {
        foreach (ServerSubscription subscription in _subscriptions.Values)
        {
            subscription.Close("the server stops");
        }
    }

    /// <summary>Counts one item more, unless the server has as many as it may.</summary>
    public bool TryCountItem()
    {
        if (Interlocked.Increment(ref _itemCount) <= options.Limits.MaxMonitoredItems)
        {
            return true;
        }

        Interlocked.Decrement(ref _itemCount);
        return false;
    }

    public void OnPollingChanged(int change) => Interlocked.Add(ref _pollingCount, change);

    public void OnItemsRemoved(int count) => Interlocked.Add(ref _itemCount, -count);

    public void OnClosed(ServerSubscription subscription, string reason)
    {
        if (_subscriptions.TryRemove(subscription.Id, out _))
        {
            Log.SubscriptionClosed(logger, subscription.Id, reason);
        }
    }
}
