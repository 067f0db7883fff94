using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>CreateSession, ActivateSession, CloseSession (Part 4 §5.7).</summary>
internal sealed class SessionServiceSet(OpcUaServerOptions options, SessionTable sessions, DiscoveryServiceSet discovery, ILogger logger)
{
    // Part 4 §5.7.2.2: nonces of at least 32 bytes.
    private const int NonceLength = 32;

    public CreateSessionResponse Create(ServiceContext context, CreateSessionRequest request)
    {
        if (!options.AllowUnsecured)
        {
            throw new OpcUaException(StatusCodes.BadSecurityModeInsufficient, "a session on a channel without security");
        }

        ServerLimits limits = options.Limits;
        double asked = request.RequestedSessionTimeout > 0 ? request.RequestedSessionTimeout : limits.MaxSessionTimeout.TotalMilliseconds;
        var timeout = TimeSpan.FromMilliseconds(Math.Clamp(asked, limits.MinSessionTimeout.TotalMilliseconds, limits.MaxSessionTimeout.TotalMilliseconds));
        Session session = sessions.Create(request, timeout, context.Connection);
        return new CreateSessionResponse
        {
            SessionId = session.SessionId,
            AuthenticationToken = session.Token,
            RevisedSessionTimeout = timeout.TotalMilliseconds,
            ServerNonce = RandomNumberGenerator.GetBytes(NonceLength),
            ServerEndpoints = discovery.Endpoints(context),
            MaxRequestMessageSize = (uint)limits.Transport.MaxMessageSize,
        };
    }

    public ActivateSessionResponse Activate(ServiceContext context, ActivateSessionRequest request)
    {
        Session session = sessions.Find(request.RequestHeader.AuthenticationToken);
        SessionUser user = Identify(request.UserIdentityToken);
        if (!ReferenceEquals(session.Connection, context.Connection))
        {
            // Only who proves to be the same user may bring a session to another channel.
            if (!session.IsActivated || user.IsAnonymous || !user.IsSameAs(session.User))
            {
                throw new OpcUaException(StatusCodes.BadSessionIdInvalid, "the session stays on its channel");
            }

            session.PublishQueue.FailAll(StatusCodes.BadSecureChannelClosed);
            session.Connection = context.Connection;
        }
        else if (session.IsActivated && !user.IsSameAs(session.User))
        {
            throw new OpcUaException(StatusCodes.BadIdentityChangeNotSupported, "the user of a session does not change");
        }

        session.User = user;
        session.IsActivated = true;
        session.Touch();
        Log.SessionActivated(logger, session.SessionId, session.Name, user.Name);
        return new ActivateSessionResponse { ServerNonce = RandomNumberGenerator.GetBytes(NonceLength) };
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

    private SessionUser Identify(ExtensionObject? token)
    {
        switch (token?.Structure)
        {
            // Part 4 §5.7.3.2: no token is an anonymous one.
            case null when token is null:
            case AnonymousIdentityToken:
                return options.AllowAnonymous ? SessionUser.Anonymous : throw Refused("anonymous", StatusCodes.BadIdentityTokenRejected);
            case UserNameIdentityToken userName when options.CheckUser is { } check:
                if (userName.EncryptionAlgorithm is { Length: > 0 } algorithm)
                {
                    throw new OpcUaException(StatusCodes.BadIdentityTokenInvalid, $"password encrypted by {algorithm}");
                }

                string password = System.Text.Encoding.UTF8.GetString(userName.Password ?? []);
                return userName.UserName is { Length: > 0 } name && check(name, password) is { } account
                    ? SessionUser.Of(account, UserTokenType.UserName)
                    : throw Refused(userName.UserName ?? "", StatusCodes.BadUserAccessDenied);
            case UserNameIdentityToken:
                throw new OpcUaException(StatusCodes.BadIdentityTokenRejected, "user names are not offered");
            default:
                throw new OpcUaException(StatusCodes.BadIdentityTokenInvalid, "unknown identity token");
        }
    }

    private OpcUaException Refused(string user, StatusCode status)
    {
        Log.LoginRefused(logger, user);
        return new OpcUaException(status, "login refused");
    }
}
