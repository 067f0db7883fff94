using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace PrecastMes.OpcUa.Server;

/// <summary>The subscriptions of one session.</summary>
internal sealed class SubscriptionTable
{
    private readonly ConcurrentDictionary<uint, ServerSubscription> _subscriptions = new();

    public int Count => _subscriptions.Count;

    /// <summary>Items of all of them.</summary>
    public int ItemCount => _subscriptions.Values.Sum(subscription => subscription.ItemCount);

    public void Add(ServerSubscription subscription) => _subscriptions[subscription.Id] = subscription;

    public bool TryGet(uint id, [NotNullWhen(true)] out ServerSubscription? subscription) => _subscriptions.TryGetValue(id, out subscription);

    public ServerSubscription Get(uint id) => TryGet(id, out ServerSubscription? subscription)
        ? subscription
        : throw new OpcUaException(StatusCodes.BadSubscriptionIdInvalid, $"subscription {id}");

    /// <summary>It was closed, or belongs to another session now.</summary>
    public void Forget(uint id) => _subscriptions.TryRemove(id, out _);

    /// <summary>Deletes a subscription of this session; false when it has none of that id.</summary>
    public bool Delete(uint id)
    {
        if (!_subscriptions.TryRemove(id, out ServerSubscription? subscription))
        {
            return false;
        }

        subscription.Close("deleted by the client");
        return true;
    }

    /// <summary>Those that wait for a Publish request: the most important first, then those that wait longest.</summary>
    public IEnumerable<ServerSubscription> Late() =>
        _subscriptions.Values.Where(subscription => subscription.IsLate).OrderByDescending(subscription => subscription.Settings.Priority).ThenBy(subscription => subscription.LateSince);

    public void OnUserChanged(Session session, Func<MonitoredItem, StatusCode> accessTo)
    {
        foreach (ServerSubscription subscription in _subscriptions.Values)
        {
            subscription.OnUserChanged(session, accessTo);
        }
    }

    /// <summary>The session ends: its subscriptions go with it or wait for another.</summary>
    public void OnSessionClosed(Session session, bool deleteSubscriptions)
    {
        foreach (ServerSubscription subscription in _subscriptions.Values)
        {
            subscription.OnSessionClosed(session, deleteSubscriptions);
        }

        _subscriptions.Clear();
    }
}
