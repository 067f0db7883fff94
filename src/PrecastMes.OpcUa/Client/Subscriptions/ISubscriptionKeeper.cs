namespace PrecastMes.OpcUa.Client;

/// <summary>Whoever decides what becomes of a subscription in trouble. Called by the receiving loop or a timer; must not wait.</summary>
internal interface ISubscriptionKeeper
{
    /// <summary>Wants to know when the server's namespaces move.</summary>
    bool FollowsNamespaces { get; }

    /// <summary>The server does not have it any more, while the link still stands.</summary>
    void OnLost(Subscription subscription, OpcUaException reason);

    /// <summary>Nothing was heard of it for twice its keep-alive time.</summary>
    void OnSilent(Subscription subscription, OpcUaException reason);

    /// <summary>The link it was on is gone.</summary>
    void OnLinkBroke(Subscription subscription, OpcUaException reason);

    /// <summary>The server's namespaces are others than those that its items were resolved by.</summary>
    void OnNamespacesChanged(Subscription subscription);
}
