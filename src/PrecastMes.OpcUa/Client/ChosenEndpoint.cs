using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Client;

/// <summary>The endpoint that a client settled on, with all that its server offered (Part 4 §5.5.4). Good for several channels to it.</summary>
/// <param name="Description">Null when a link without security was asked for, which needs no endpoint's description.</param>
internal sealed record ChosenEndpoint(EndpointDescription? Description, IReadOnlyList<EndpointDescription> Offered)
{
    private const string UaTcp = "http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary";

    public static ChosenEndpoint Unsecured { get; } = new(null, []);

    /// <summary>The best endpoint, by what we know of its policy, with the mode and policy asked for, that takes the kind of user.</summary>
    /// <exception cref="OpcUaException">Bad_SecurityPolicyRejected: there is none, and what there is.</exception>
    public static ChosenEndpoint Choose(OpcUaClientOptions options, IReadOnlyList<EndpointDescription> offered)
    {
        EndpointDescription? best = offered
            .Where(endpoint => Fits(endpoint, options))
            .OrderByDescending(endpoint => UserToken.IsTaken(options.User, endpoint))
            .ThenByDescending(endpoint => SecurityPolicy.Find(endpoint.SecurityPolicyUri)!.SecurityLevel)
            .ThenByDescending(endpoint => endpoint.SecurityLevel)
            .FirstOrDefault();
        return best is not null
            ? new ChosenEndpoint(best, offered)
            : throw new OpcUaException(
                StatusCodes.BadSecurityPolicyRejected,
                $"{options.EndpointUrl} has no endpoint for mode {options.SecurityMode} and policy {options.Policy?.Name ?? "any"} that we have a certificate for; it has {Names(offered)}");
    }

    /// <summary>The URL for HEL and CreateSession: by the host that was dialled, which the server's own name need not lead to.</summary>
    public string UrlFor(OpcUaClientOptions options)
    {
        if (!Uri.TryCreate(Description?.EndpointUrl, UriKind.Absolute, out Uri? url))
        {
            return options.EndpointUrl;
        }

        var dialled = new Uri(options.EndpointUrl);
        return $"opc.tcp://{dialled.Authority}{(url.AbsolutePath == "/" ? dialled.AbsolutePath : url.AbsolutePath).TrimEnd('/')}";
    }

    /// <summary>Checks the server's certificate, and gives what a channel to the endpoint is secured with.</summary>
    /// <exception cref="OpcUaException">The server's certificate may not be used.</exception>
    public ChannelSecurity Secure(OpcUaClientOptions options)
    {
        if (Description is null)
        {
            return ChannelSecurity.None;
        }

        SecurityPolicy policy = SecurityPolicy.Find(Description.SecurityPolicyUri)!;
        ApplicationCertificate own = options.Certificates?.For(policy)
            ?? throw new OpcUaException(StatusCodes.BadSecurityPolicyRejected, $"we have no certificate for policy {policy}");
        var expected = new CertificateExpectation(CertificateHolder.Server)
        {
            Policy = policy,
            ApplicationUri = Description.Server.ApplicationUri,
            Host = new Uri(options.EndpointUrl).Host,
        };
        return new ChannelSecurity(policy, Description.SecurityMode, own, PeerCertificate.Check(Description.ServerCertificate, options.Trust, expected));
    }

    /// <summary>
    /// Part 4 §5.7.2.1: what the server says of its endpoints inside the session must be what it said, or somebody said for it, without
    /// security. The URLs may differ: they depend on the host by which it was asked.
    /// </summary>
    public bool IsConfirmedBy(IReadOnlyList<EndpointDescription> confirmed) =>
        Offered.Count(IsUaTcp) == confirmed.Count(IsUaTcp) && Offered.Where(IsUaTcp).All(offered => confirmed.Any(endpoint => IsSame(offered, endpoint)));

    private static bool Fits(EndpointDescription endpoint, OpcUaClientOptions options) =>
        IsUaTcp(endpoint)
        && endpoint.SecurityMode == options.SecurityMode
        && SecurityPolicy.Find(endpoint.SecurityPolicyUri) is { IsSecure: true } policy
        && (options.Policy is null || options.Policy == policy)
        && options.Certificates?.For(policy) is not null;

    private static bool IsUaTcp(EndpointDescription endpoint) => string.IsNullOrEmpty(endpoint.TransportProfileUri) || endpoint.TransportProfileUri == UaTcp;

    private static bool IsSame(EndpointDescription one, EndpointDescription other) =>
        one.SecurityMode == other.SecurityMode
        && one.SecurityPolicyUri == other.SecurityPolicyUri
        && one.SecurityLevel == other.SecurityLevel
        && one.Server.ApplicationUri == other.Server.ApplicationUri
        && (one.UserIdentityTokens ?? []).Select(Facts).SequenceEqual((other.UserIdentityTokens ?? []).Select(Facts));

    private static (string?, UserTokenType, string?, string?) Facts(UserTokenPolicy token) =>
        (token.PolicyId, token.TokenType, token.SecurityPolicyUri ?? "", token.IssuedTokenType ?? "");

    private static string Names(IReadOnlyList<EndpointDescription> offered) =>
        offered.Count == 0 ? "none" : string.Join(", ", offered.Select(endpoint => $"{endpoint.SecurityPolicyUri?.Split('#')[^1]} {endpoint.SecurityMode}"));
}
