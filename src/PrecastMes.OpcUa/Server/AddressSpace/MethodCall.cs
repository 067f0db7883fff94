namespace PrecastMes.OpcUa.Server;

/// <summary>A client's call of a method, as its handler gets it (Part 4 §5.12).</summary>
public sealed class MethodCall
{
    internal MethodCall(NodeId objectId, IReadOnlyList<Variant> inputs, Session session)
    {
        ObjectId = objectId;
        Inputs = inputs;
        Session = session;
    }

    /// <summary>The object that the method is to act on; several may share one method of their type.</summary>
    public NodeId ObjectId { get; }

    /// <summary>As many as were declared, of the declared types.</summary>
    public IReadOnlyList<Variant> Inputs { get; }

    /// <summary>Who calls.</summary>
    public SessionUser User => Session.User;

    /// <summary>The id of the session that calls.</summary>
    public NodeId SessionId => Session.SessionId;

    internal Session Session { get; }
}
