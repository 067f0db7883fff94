using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Services;

namespace PrecastMes.OpcUa.Server;

/// <summary>Finds out who activates a session (Part 4 §5.7.3, §7.40): the token must be of a kind that the endpoint offers.</summary>
internal sealed class UserIdentification(OpcUaServerOptions options, ILogger logger)
{
    private const int LongestNameInLog = 100;

    private readonly LoginThrottle _throttle = new(options.Limits, options.IntervalTime);

    /// <exception cref="OpcUaException">Bad_IdentityTokenInvalid: its form; Bad_IdentityTokenRejected: not offered; Bad_UserAccessDenied: wrong.</exception>
    public async ValueTask<SessionUser> IdentifyAsync(Session session, ServerConnection connection, ActivateSessionRequest request)
    {
        switch (request.UserIdentityToken?.Structure)
        {
            // Part 4 §5.7.3.2: no token is an anonymous one.
            case null when request.UserIdentityToken is null:
                return Anonymous(null, connection);
            case AnonymousIdentityToken token:
                return Anonymous(token.PolicyId, connection);
            case UserNameIdentityToken token:
                return await IdentifyAsync(token, session, connection);
            case X509IdentityToken token:
                return Identify(token, request.UserTokenSignature, session, connection);
            default:
                throw new OpcUaException(StatusCodes.BadIdentityTokenInvalid, "unknown identity token");
        }
    }

    private SessionUser Anonymous(string? policyId, ServerConnection connection)
    {
        if (!options.AllowAnonymous)
        {
            throw Refused("anonymous", connection, StatusCodes.BadIdentityTokenRejected, "not allowed");
        }

        // A token that names no policy says as much as no token.
        if (policyId is { Length: > 0 })
        {
            PolicyOf(policyId, UserTokenType.Anonymous, connection);
        }

        return SessionUser.Anonymous;
    }

    private async ValueTask<SessionUser> IdentifyAsync(UserNameIdentityToken token, Session session, ServerConnection connection)
    {
        if (options.CheckUser is not { } check)
        {
            throw new OpcUaException(StatusCodes.BadIdentityTokenRejected, "user names are not offered");
        }

        string name = token.UserName ?? "";
        long begun = options.IntervalTime.GetTimestamp();
        SecurityPolicy policy = PolicyOf(token.PolicyId, UserTokenType.UserName, connection);
        byte[] password = Password(token, policy, OwnOf(session, connection), session.ServerNonce)
            ?? throw Refused(name, connection, StatusCodes.BadIdentityTokenInvalid, "the password is not encrypted for us and this session");
        bool lockedOut = _throttle.IsLockedOut(name, connection.PeerAddress);
        UserAccount? account = lockedOut || name.Length == 0 ? null : check(name, System.Text.Encoding.UTF8.GetString(password));
        CryptographicOperations.ZeroMemory(password);
        if (account is not null)
        {
            _throttle.Succeeded(name, connection.PeerAddress);
            return SessionUser.Of(account, UserTokenType.UserName);
        }

        // Whatever was wrong, the answer comes at the same time.
        TimeSpan wait = _throttle.Failed(name, connection.PeerAddress) - options.IntervalTime.GetElapsedTime(begun);
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, options.IntervalTime, connection.Closing);
        throw Refused(name, connection, StatusCodes.BadUserAccessDenied, lockedOut ? "locked out" : "wrong user name or password");
    }

    private SessionUser Identify(X509IdentityToken token, SignatureData? signature, Session session, ServerConnection connection)
    {
        if (options.CheckUserCertificate is not { } check)
        {
            throw new OpcUaException(StatusCodes.BadIdentityTokenRejected, "user certificates are not offered");
        }

        SecurityPolicy policy = PolicyOf(token.PolicyId, UserTokenType.Certificate, connection);
        CertificateVerdict read = CertificateChain.TryRead(token.CertificateData, out CertificateChain? chain);
        if (chain is null)
        {
            throw Refused("certificate", connection, StatusCodes.BadIdentityTokenInvalid, read.Reason);
        }

        string name = chain.Leaf.Subject;
        if (OwnOf(session, connection) is not { } own
            || CertificateKind(chain.Leaf) != policy.CertificateKind
            || !CertificateSignature.IsProved(policy, chain.Leaf, own.Certificate.RawData, own.Chain.Span, session.ServerNonce, signature))
        {
            throw Refused(name, connection, StatusCodes.BadUserSignatureInvalid, "the signature is not by the user's certificate");
        }

        CertificateVerdict verdict = options.Trust?.Check(token.CertificateData, new CertificateExpectation(CertificateHolder.User) { Policy = policy })
            ?? new CertificateVerdict(StatusCodes.BadCertificateUntrusted, "there is nothing to rely on certificates by");
        UserAccount account = (verdict.IsGood ? check(chain.Leaf) : null)
            ?? throw Refused(
                name, connection, StatusCodes.BadIdentityTokenRejected, verdict.IsGood ? "nobody has this certificate" : $"{verdict.Reason} [{verdict.Status}]");
        return SessionUser.Of(account, UserTokenType.Certificate, chain.Leaf.Thumbprint);
    }

    private static CertificateKeyKind? CertificateKind(X509Certificate2 certificate)
    {
        try
        {
            return CertificateKeys.KindOf(certificate);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The certificate of ours that the client has seen last: after a rotation, that of the channel it came by.</summary>
    private static ApplicationCertificate? OwnOf(Session session, ServerConnection connection) => connection.Security.Own ?? session.Own;

    private static byte[]? Password(UserNameIdentityToken token, SecurityPolicy policy, ApplicationCertificate? own, byte[] serverNonce)
    {
        byte[] sent = token.Password ?? [];
        if (!policy.IsSecure)
        {
            return string.IsNullOrEmpty(token.EncryptionAlgorithm) ? sent : null;
        }

        return token.EncryptionAlgorithm == policy.EncryptionAlgorithm && own is not null
            ? RsaEncryptedSecret.Decrypt(policy, own.Certificate, sent, serverNonce)
            : null;
    }

    /// <summary>Under which policy the endpoint lets the secret travel.</summary>
    private SecurityPolicy PolicyOf(string? policyId, UserTokenType type, ServerConnection connection)
    {
        UserTokenPolicy policy = UserTokenPolicies.For(options, connection.Security.Policy, connection.Security.Mode)
            .FirstOrDefault(policy => policy.PolicyId == policyId && policy.TokenType == type)
            ?? throw new OpcUaException(StatusCodes.BadIdentityTokenInvalid, $"this endpoint has no token policy '{policyId}' for {type}");
        return SecurityPolicy.Find(policy.SecurityPolicyUri) ?? SecurityPolicy.None;
    }

    private OpcUaException Refused(string user, ServerConnection connection, StatusCode status, string reason)
    {
        // What a stranger typed must not write lines of its own into the log.
        string shown = new([.. user.Take(LongestNameInLog).Select(letter => char.IsControl(letter) ? '?' : letter)]);
        Log.LoginRefused(logger, shown, connection.PeerAddress?.ToString() ?? "a stream", reason);
        return new OpcUaException(status, "login refused");
    }
}
