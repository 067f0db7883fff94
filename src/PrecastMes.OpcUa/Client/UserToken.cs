using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Client;

/// <summary>Makes the user identity token of ActivateSession in the form that the endpoint asks for (Part 4 §7.40).</summary>
internal static class UserToken
{
    /// <summary>Whether the endpoint takes this user in a form that we can send.</summary>
    public static bool IsTaken(UserIdentity user, EndpointDescription endpoint)
    {
        SecurityPolicy? channel = SecurityPolicy.Find(endpoint.SecurityPolicyUri);
        return endpoint.UserIdentityTokens?.Any(
            policy => policy.TokenType == user.TokenType && (user is UserIdentity.AnonymousUser || CanSend(user, SecretsPolicy(policy, channel)))) == true;
    }

    /// <param name="offered">The endpoint's policies.</param>
    /// <param name="toldCertificate">The server's certificate by CreateSession, for secrets where the channel has none.</param>
    /// <exception cref="OpcUaException">The endpoint takes no such user, or only in a way that would give the secret away.</exception>
    public static (IStructure Token, SignatureData Signature) Create(
        OpcUaClientOptions options, ChannelSecurity security, UserTokenPolicy[] offered, byte[]? toldCertificate, byte[] serverNonce)
    {
        UserTokenPolicy[] fitting = [.. offered.Where(policy => policy.TokenType == options.User.TokenType)];
        if (options.User is UserIdentity.AnonymousUser)
        {
            // A server that lists no policy may still take an anonymous session.
            return (new AnonymousIdentityToken { PolicyId = fitting.FirstOrDefault()?.PolicyId ?? "anonymous" }, new SignatureData());
        }

        (UserTokenPolicy policy, SecurityPolicy secrets) = fitting
            .Select(policy => (Policy: policy, Secrets: SecretsPolicy(policy, security.Policy)))
            .Where(choice => CanSend(options.User, choice.Secrets))
            .Select(choice => (choice.Policy, Secrets: choice.Secrets!))
            .OrderByDescending(choice => choice.Secrets.SecurityLevel)
            .FirstOrDefault();
        if (policy is null)
        {
            throw new OpcUaException(
                StatusCodes.BadIdentityTokenRejected,
                fitting.Length == 0 ? $"the server takes no {options.User.TokenType} on this endpoint" : "the server takes this kind of user under policies only that we don't speak or that its key does not fit");
        }

        return options.User switch
        {
            UserIdentity.UserNameUser user => (Name(user, policy, secrets, options, security, toldCertificate, serverNonce), new SignatureData()),
            UserIdentity.X509User user => Certificate(user, policy, secrets, options, security, toldCertificate, serverNonce),
            _ => throw new ArgumentException($"Unknown kind of user {options.User.GetType().Name}.", nameof(options)),
        };
    }

    private static SecurityPolicy? SecretsPolicy(UserTokenPolicy policy, SecurityPolicy? channel) =>
        string.IsNullOrEmpty(policy.SecurityPolicyUri) ? channel : SecurityPolicy.Find(policy.SecurityPolicyUri);

    private static bool CanSend(UserIdentity user, SecurityPolicy? secrets) => secrets is not null && user switch
    {
        UserIdentity.UserNameUser => !secrets.IsSecure || secrets.EncryptionAlgorithm is not null,
        UserIdentity.X509User certified => CertificateKeys.KindOf(certified.Certificate) == secrets.CertificateKind,
        _ => true,
    };

    private static UserNameIdentityToken Name(
        UserIdentity.UserNameUser user, UserTokenPolicy policy, SecurityPolicy secrets, OpcUaClientOptions options, ChannelSecurity security, byte[]? toldCertificate, byte[] serverNonce)
    {
        byte[] password = System.Text.Encoding.UTF8.GetBytes(user.Password);
        if (!secrets.IsSecure)
        {
            // On a channel without any security the user asked for it.
            return security.IsSigned && !security.IsEncrypted
                ? throw new OpcUaException(StatusCodes.BadSecurityModeInsufficient, "the server wants the password in the clear on a channel that only signs")
                : new UserNameIdentityToken { PolicyId = policy.PolicyId, UserName = user.Name, Password = password };
        }

        X509Certificate2 server = ServerCertificate(options, secrets, security, toldCertificate).Leaf;
        byte[] secret = RsaEncryptedSecret.Encrypt(secrets, server, password, serverNonce);
        CryptographicOperations.ZeroMemory(password);
        return new UserNameIdentityToken { PolicyId = policy.PolicyId, UserName = user.Name, Password = secret, EncryptionAlgorithm = secrets.EncryptionAlgorithm };
    }

    private static (IStructure Token, SignatureData Signature) Certificate(
        UserIdentity.X509User user, UserTokenPolicy policy, SecurityPolicy secrets, OpcUaClientOptions options, ChannelSecurity security, byte[]? toldCertificate, byte[] serverNonce)
    {
        if (!secrets.IsSecure)
        {
            throw new OpcUaException(StatusCodes.BadIdentityTokenRejected, "the server names no policy to sign with for a user's certificate");
        }

        CertificateChain server = ServerCertificate(options, secrets, security, toldCertificate);
        return (
            new X509IdentityToken { PolicyId = policy.PolicyId, CertificateData = user.Certificate.RawData },
            CertificateSignature.Prove(secrets, user.Certificate, server.LeafDer.Span, serverNonce));
    }

    /// <summary>The channel's, or, on one without security, the one the server told, which is checked before a secret is encrypted for it.</summary>
    private static CertificateChain ServerCertificate(OpcUaClientOptions options, SecurityPolicy secrets, ChannelSecurity security, byte[]? toldCertificate) =>
        security.Peer ?? PeerCertificate.Check(
            toldCertificate, options.Trust, new CertificateExpectation(CertificateHolder.Server) { Policy = secrets, Host = new Uri(options.EndpointUrl).Host });
}
