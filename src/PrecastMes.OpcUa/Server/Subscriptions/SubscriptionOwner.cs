namespace PrecastMes.OpcUa.Server;

/// <summary>Who may take a subscription over (Part 4 §5.14.7.1): the same user; without users the same application, if its channel proves which it is.</summary>
internal sealed record SubscriptionOwner(SessionUser User, string? ApplicationUri, bool IsSigned)
{
    public static SubscriptionOwner Of(Session session) => new(session.User, session.ApplicationUri, session.IsSigned);

    public bool MayBeTakenBy(SubscriptionOwner other) => User.IsAnonymous
        ? other.User.IsAnonymous && IsSigned && other.IsSigned && ApplicationUri is not null && ApplicationUri == other.ApplicationUri
        : User.IsSameAs(other.User);

    /// <summary>False when nobody could ever take it over.</summary>
    public bool CanBeFound => MayBeTakenBy(this);
}
