using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace PrecastMes.OpcUa.Server;

/// <summary>The subscriptions of one session.</summary>
internal sealed class SubscriptionTable
{
    private readonly ConcurrentDictionary<uint, ServerSubscription> _subscriptions = new();

    public int Count => _subscriptions.Count;

    public void Add(ServerSubscription subscription) => _subscriptions[subscription.Id] = subscription;

    public bool TryGet(uint id, [NotNullWhen(true)] out ServerSubscription? subscription) => _subscriptions.TryGetValue(id, out subscription);

    public ServerSubscription Get(uint id) => TryGet(id, out ServerSubscription? subscription)
        ? subscription
        : throw new OpcUaException(StatusCodes.BadSubscriptionIdInvalid, $"subscription {id}");

    public bool Remove(uint id)
    {
        if (!_subscriptions.TryRemove(id, out ServerSubscription? subscription))
        {
            return false;
        }

        subscription.Close();
        return true;
    }

    /// <summary>Those that wait for a Publish request, the most important first.</summary>
    public IEnumerable<ServerSubscription> Late() =>
        _subscriptions.Values.Where(subscription => subscription.IsLate).OrderByDescending(subscription => subscription.Priority).ThenBy(subscription => subscription.Id);

    public void CloseAll()
    {
        foreach (uint id in _subscriptions.Keys)
        {
            Remove(id);
        }
    }
}
