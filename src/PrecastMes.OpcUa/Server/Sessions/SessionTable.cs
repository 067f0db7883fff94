using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Server;

/// <summary>The sessions of a server: at most so many, found by their token, ended by their timeout.</summary>
internal sealed class SessionTable(OpcUaServerOptions options, ServerCounts counts, ILogger logger)
{
    private readonly ConcurrentDictionary<NodeId, Session> _sessions = new(NodeIdComparer.Instance);
    private readonly Lock _creating = new();
    private uint _lastNumber;

    public int Count => _sessions.Count;

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<Session> All => [.. _sessions.Values.OrderBy(session => session.Number)];

    /// <summary>
    /// When all places are taken, or those of the connection or its address, the oldest session there that nobody activated gives way: an
    /// attacker can lock users out neither with sessions that he doesn't use nor with those that he does.
    /// </summary>
    public Session Create(CreateSessionRequest request, TimeSpan timeout, ServerConnection connection, ApplicationCertificate? own)
    {
        lock (_creating)
        {
            MakeRoom(session => ReferenceEquals(session.Connection, connection), options.Limits.MaxSessionsPerConnection, "on this connection");
            if (connection.PeerAddress is { } address)
            {
                IPAddress network = PeerNetwork.Of(address);
                MakeRoom(session => network.Equals(session.Network), (int)options.Limits.ShareOf(options.Limits.MaxSessions), $"from {address}");
            }

            MakeRoom(_ => true, options.Limits.MaxSessions, "in all");

            var session = new Session(++_lastNumber, request, timeout, connection, own, options.IntervalTime, options.Limits);
            _sessions[session.Token] = session;
            counts.OnSessionCreated();
            return session;
        }
    }

    /// <summary>Takes a session to another connection, which may have only so many.</summary>
    public void Move(Session session, ServerConnection connection)
    {
        lock (_creating)
        {
            MakeRoom(other => ReferenceEquals(other.Connection, connection), options.Limits.MaxSessionsPerConnection, "on this connection");
            session.Connection = connection;
        }
    }

    /// <summary>The connections that a user works through.</summary>
    public HashSet<ServerConnection> ActivatedConnections() => [.. _sessions.Values.Where(session => session.IsActivated).Select(session => session.Connection)];

    /// <summary>The session of a token, whether it is activated or not, on whichever connection.</summary>
    public Session Find(NodeId token) => _sessions.TryGetValue(token, out Session? session)
        ? session
        : throw new OpcUaException(StatusCodes.BadSessionIdInvalid, "unknown session");

    /// <summary>The activated session of a request that came through <paramref name="connection"/>.</summary>
    public Session Get(NodeId token, ServerConnection connection) => Use(Find(token), connection);

    /// <summary>The same by a token as it stands in a message.</summary>
    public Session Get(EncodedNodeId token, ServerConnection connection) =>
        Use(_sessions.GetAlternateLookup<EncodedNodeId>().TryGetValue(token, out Session? session) ? session : Find(token.ToNodeId()), connection);

    public void Close(Session session, string reason, bool deleteSubscriptions = true)
    {
        if (_sessions.TryRemove(session.Token, out _))
        {
            session.Subscriptions.OnSessionClosed(session, deleteSubscriptions);
            session.PublishQueue.FailAll(StatusCodes.BadSessionClosed);
            session.RunningCalls.CancelAll();
            Log.SessionClosed(logger, session.SessionId, reason);
        }
    }

    /// <summary>
    /// Part 4 §5.7.3.1: without signatures an anonymous session can't prove on another channel whose it is. It would wait for nobody, so
    /// it ends with its channel; that of a user waits for its timeout.
    /// </summary>
    public void OnConnectionClosed(ServerConnection connection)
    {
        foreach (Session session in _sessions.Values.Where(session => ReferenceEquals(session.Connection, connection)))
        {
            if (!session.IsActivated || (session.User.IsAnonymous && !session.IsSigned))
            {
                counts.OnSessionAborted();
                Close(session, "its channel closed");
            }
        }
    }

    public void CloseExpired()
    {
        foreach (Session session in _sessions.Values.Where(session => session.IsExpired))
        {
            counts.OnSessionTimedOut();

            // Part 4 §5.14.1.1: a subscription's lifetime is its own.
            Close(session, $"silent for {session.Timeout}", deleteSubscriptions: false);
        }
    }

    public void CloseAll()
    {
        foreach (Session session in _sessions.Values)
        {
            Close(session, "the server stops");
        }
    }

    private void MakeRoom(Func<Session, bool> isAmong, int max, string where)
    {
        List<Session> among = [.. _sessions.Values.Where(isAmong)];
        if (among.Count >= max)
        {
            Session oldest = among.Where(session => !session.IsActivated).MinBy(session => session.Number)
                ?? throw new OpcUaException(StatusCodes.BadTooManySessions, $"{among.Count} sessions are active {where}");
            Close(oldest, "gave way before it was activated");
        }
    }

    private static OpcUaException Misused(Session session, StatusCode status, string reason)
    {
        var refusal = new OpcUaException(status, reason);
        session.Requests.OnReceived(CountedService.Other);
        session.Requests.OnRefused(CountedService.Other, refusal);
        return refusal;
    }

    private static Session Use(Session session, ServerConnection connection)
    {
        if (!ReferenceEquals(session.Connection, connection))
        {
            throw Misused(session, StatusCodes.BadSecureChannelIdInvalid, "the session belongs to another channel");
        }

        if (!session.IsActivated)
        {
            throw Misused(session, StatusCodes.BadSessionNotActivated, "the session is not activated");
        }

        session.Touch();
        return session;
    }
}
