using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>Which kinds of user each endpoint takes, and under which policy their secrets travel (Part 4 §7.42). Ids differ by endpoint.</summary>
internal static class UserTokenPolicies
{
    public static IEnumerable<UserTokenPolicy> For(OpcUaServerOptions options, SecurityPolicy policy, MessageSecurityMode mode)
    {
        SecurityPolicy secrets = SecretsPolicy(options, policy);
        if (options.AllowAnonymous)
        {
            yield return Policy(UserTokenType.Anonymous, policy, mode, null);
        }

        if (options.CheckUser is not null && secrets.EncryptionAlgorithm is null && mode == MessageSecurityMode.SignAndEncrypt)
        {
            // A policy that encrypts nothing for a certificate: the channel itself hides the password.
            yield return Policy(UserTokenType.UserName, policy, mode, SecurityPolicy.None);
        }
        else if (options.CheckUser is not null && (secrets.EncryptionAlgorithm is not null || !policy.IsSecure))
        {
            yield return Policy(UserTokenType.UserName, policy, mode, secrets);
        }

        if (options.CheckUserCertificate is not null && secrets.IsSecure)
        {
            yield return Policy(UserTokenType.Certificate, policy, mode, secrets);
        }
    }

    /// <summary>
    /// The endpoint's own policy. Without security it is the one that most clients speak, so that no password travels in the clear, and
    /// None only where the server owns no certificate.
    /// </summary>
    public static SecurityPolicy SecretsPolicy(OpcUaServerOptions options, SecurityPolicy policy)
    {
        if (policy.IsSecure)
        {
            return policy;
        }

        return options.SecurityPolicies
            .Where(each => each.EncryptionAlgorithm is not null && options.Certificates?.For(each) is not null)
            .OrderByDescending(each => each == SecurityPolicy.Basic256Sha256)
            .FirstOrDefault() ?? SecurityPolicy.None;
    }

    private static UserTokenPolicy Policy(UserTokenType type, SecurityPolicy policy, MessageSecurityMode mode, SecurityPolicy? secrets) => new()
    {
        PolicyId = $"{type}-{policy.Name}-{mode}",
        TokenType = type,
        SecurityPolicyUri = secrets?.Uri,
    };
}
