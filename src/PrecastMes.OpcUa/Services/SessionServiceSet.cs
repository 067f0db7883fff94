using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>CreateSession, ActivateSession, CloseSession, Cancel (Part 4 §5.7).</summary>
internal sealed class SessionServiceSet(OpcUaServerOptions options, AddressSpace space, SessionTable sessions, DiscoveryServiceSet discovery, ILogger logger)
{
    // Part 4 §5.7.2.2: at least 32 bytes; nobody needs more than this.
    private const int MaxNonceLength = 128;

    private readonly UserIdentification _users = new(options, logger);

    public CreateSessionResponse Create(ServiceContext context, CreateSessionRequest request)
    {
        ChannelSecurity security = context.Connection.Security;
        if (!security.IsSigned && !options.AllowUnsecured)
        {
            throw new OpcUaException(StatusCodes.BadSecurityModeInsufficient, "a session on a channel without security");
        }

        // Part 4 §5.7.2.2: who names a server means that one; a gateway to others we are not.
        if (request.ServerUri is { Length: > 0 } wanted && wanted != options.ApplicationUri)
        {
            throw new OpcUaException(StatusCodes.BadServerUriInvalid, $"a session for '{ForeignText.Shown(wanted)}'");
        }

        if (security.IsSigned)
        {
            CheckClient(security, request);
        }

        ServerLimits limits = options.Limits;
        double asked = request.RequestedSessionTimeout > 0 ? request.RequestedSessionTimeout : limits.MaxSessionTimeout.TotalMilliseconds;
        var timeout = TimeSpan.FromMilliseconds(Math.Clamp(asked, limits.MinSessionTimeout.TotalMilliseconds, limits.MaxSessionTimeout.TotalMilliseconds));
        ApplicationCertificate? own = security.Own ?? options.Certificates?.For(UserTokenPolicies.SecretsPolicy(options, security.Policy));
        Session session = sessions.Create(request, timeout, context.Connection, own);
        return new CreateSessionResponse
        {
            SessionId = session.SessionId,
            AuthenticationToken = session.Token,
            RevisedSessionTimeout = timeout.TotalMilliseconds,
            ServerNonce = session.ServerNonce,
            ServerCertificate = own?.Chain.ToArray(),
            ServerEndpoints = discovery.Endpoints(context),
            ServerSignature = security.IsSigned
                ? CertificateSignature.Prove(security.Policy, security.Own!.Certificate, security.Peer!.LeafDer.Span, request.ClientNonce)
                : new SignatureData(),
            MaxRequestMessageSize = (uint)limits.Transport.MaxMessageSize,
        };
    }

    /// <summary>Completes at once but for a wrong password, whose answer waits.</summary>
    public async ValueTask<ActivateSessionResponse> ActivateAsync(ServiceContext context, ActivateSessionRequest request)
    {
        Session session = sessions.Find(request.RequestHeader.AuthenticationToken);
        session.Requests.OnReceived(CountedService.Other);
        try
        {
            return await ActivateAsync(session, context.Connection, request);
        }
        catch (OpcUaException exception)
        {
            session.Requests.OnRefused(CountedService.Other, exception);
            throw;
        }
    }

    private async ValueTask<ActivateSessionResponse> ActivateAsync(Session session, ServerConnection connection, ActivateSessionRequest request)
    {
        CheckChannel(session, connection);
        if (connection.Security is { IsSigned: true } security
            && !CertificateSignature.IsProved(
                security.Policy, security.Peer!.Leaf, security.Own!.Certificate.RawData, security.Own.Chain.Span, session.ServerNonce, request.ClientSignature))
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadApplicationSignatureInvalid, "the client's signature is wrong");
        }

        byte[] provedNonce = session.ServerNonce;
        SessionUser user = await _users.IdentifyAsync(session, connection, request);
        CheckUser(session, user, connection);
        if (!session.TryRenewNonce(provedNonce))
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadNonceInvalid, "the server's nonce was used meanwhile");
        }

        if (!ReferenceEquals(session.Connection, connection))
        {
            sessions.Move(session, connection);
            session.PublishQueue.FailAll(StatusCodes.BadSecureChannelClosed);
        }

        SessionUser before = session.User;
        session.User = user;
        session.Users.OnActivated(user);
        if (session.IsActivated && !user.MayTheSameAs(before))
        {
            OnUserChanged(session);
        }

        // Part 4 §5.7.3.2: an empty list leaves the locales as they were.
        if (request.LocaleIds is { Length: > 0 } locales)
        {
            session.LocaleIds = [.. locales.OfType<string>()];
        }

        session.IsActivated = true;
        connection.OnSessionActivated(session.MaxResponseMessageSize);
        session.Touch();
        Log.SessionActivated(logger, session.SessionId, ForeignText.Shown(session.Name), user.Name);
        return new ActivateSessionResponse { ServerNonce = session.ServerNonce };
    }

    public CloseSessionResponse Close(ServiceContext context, CloseSessionRequest request)
    {
        Session session = sessions.Find(request.RequestHeader.AuthenticationToken);
        if (!ReferenceEquals(session.Connection, context.Connection))
        {
            throw new OpcUaException(StatusCodes.BadSecureChannelIdInvalid, "the session belongs to another channel");
        }

        sessions.Close(session, "by the client", request.DeleteSubscriptions);
        return new CloseSessionResponse();
    }

    /// <summary>Part 4 §5.7.5: each request with the handle is answered with Bad_RequestCancelledByClient. Others than Publish and Call are answered before this one is read.</summary>
    public static CancelResponse Cancel(Session session, CancelRequest request) => new()
    {
        CancelCount = (uint)(session.PublishQueue.Cancel(request.RequestHandle) + session.RunningCalls.Cancel(request.RequestHandle)),
    };

    private void CheckClient(ChannelSecurity security, CreateSessionRequest request)
    {
        if (!PeerCertificate.IsLeafOf(security.Peer!, request.ClientCertificate))
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadCertificateInvalid, "the session's certificate is not the channel's");
        }

        // When the channel opened, nobody had said yet which application it is.
        var expected = new CertificateExpectation(CertificateHolder.Client) { Policy = security.Policy, ApplicationUri = request.ClientDescription.ApplicationUri };
        CertificateVerdict verdict = options.Trust!.Check(request.ClientCertificate, expected);
        if (!verdict.IsGood)
        {
            throw OpcUaException.SecurityCheck(verdict.Status, verdict.Reason);
        }

        Nonce.Check(request.ClientNonce, Nonce.SessionLength, MaxNonceLength);
    }

    /// <summary>
    /// Part 4 §5.7.3.1: a session goes to another channel only when that one has the same certificates, policy and mode. Without signatures
    /// nothing proves whose it is but the user, so an anonymous one stays.
    /// </summary>
    private static void CheckChannel(Session session, ServerConnection connection)
    {
        if (ReferenceEquals(session.Connection, connection))
        {
            return;
        }

        ChannelSecurity old = session.Security;
        ChannelSecurity now = connection.Security;
        bool samePeer = old.Peer is null ? now.Peer is null : now.Peer is not null && old.Peer.LeafDer.Span.SequenceEqual(now.Peer.LeafDer.Span);
        if (!session.IsActivated || !samePeer || old.Policy != now.Policy || old.Mode != now.Mode || (!now.IsSigned && session.User.IsAnonymous))
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadSecureChannelIdInvalid, $"session {session.SessionId} does not go to this channel");
        }
    }

    /// <summary>Part 4 §5.7.3.1: on its channel a session may get another user, to another channel it goes with its own.</summary>
    private static void CheckUser(Session session, SessionUser user, ServerConnection connection)
    {
        if (session.IsActivated && !ReferenceEquals(session.Connection, connection) && !user.IsSameAs(session.User))
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadIdentityChangeNotSupported, "a session goes to another channel with its own user only");
        }
    }

    /// <summary>What the user before had begun to read is not for the one after him.</summary>
    private void OnUserChanged(Session session)
    {
        session.ContinuationPoints.Clear();
        session.HistoryContinuationPoints.Clear();
        session.Subscriptions.OnUserChanged(session, item => ItemAccess.Check(space, item, session.Access));
    }
}
