using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>FindServers and GetEndpoints (Part 4 §5.5).</summary>
internal sealed class DiscoveryServiceSet(OpcUaServerOptions options)
{
    public const string TransportProfile = "http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary";
    public const string AnonymousPolicyId = "anonymous";
    public const string UserNamePolicyId = "username";

    /// <summary>The URL with the port that is really listened on.</summary>
    public string EndpointUrl { get; set; } = options.EndpointUrl;

    public FindServersResponse FindServers(ServiceContext context, FindServersRequest request)
    {
        bool wanted = request.ServerUris is not { Length: > 0 } uris || uris.Contains(options.ApplicationUri);
        return new FindServersResponse { Servers = wanted ? [Application(context)] : [] };
    }

    public GetEndpointsResponse GetEndpoints(ServiceContext context, GetEndpointsRequest request)
    {
        bool wanted = request.ProfileUris is not { Length: > 0 } uris || uris.Contains(TransportProfile);
        return new GetEndpointsResponse { Endpoints = wanted ? Endpoints(context) : [] };
    }

    public EndpointDescription[] Endpoints(ServiceContext context) => !options.AllowUnsecured ? [] :
    [
        new EndpointDescription
        {
            EndpointUrl = UrlFor(context),
            Server = Application(context),
            SecurityMode = MessageSecurityMode.None,
            SecurityPolicyUri = SecurityPolicy.None.Uri,
            UserIdentityTokens = [.. TokenPolicies()],
            TransportProfileUri = TransportProfile,
            SecurityLevel = 0,
        },
    ];

    private IEnumerable<UserTokenPolicy> TokenPolicies()
    {
        if (options.AllowAnonymous)
        {
            yield return new UserTokenPolicy { PolicyId = AnonymousPolicyId, TokenType = UserTokenType.Anonymous };
        }

        if (options.CheckUser is not null)
        {
            yield return new UserTokenPolicy { PolicyId = UserNamePolicyId, TokenType = UserTokenType.UserName, SecurityPolicyUri = SecurityPolicy.None.Uri };
        }
    }

    private ApplicationDescription Application(ServiceContext context) => new()
    {
        ApplicationUri = options.ApplicationUri,
        ProductUri = options.ProductUri,
        ApplicationName = new LocalizedText(options.ApplicationName, "en"),
        ApplicationType = ApplicationType.Server,
        DiscoveryUrls = [UrlFor(context)],
    };

    /// <summary>By the host that the client knows us by: our own name may mean nothing on its side of a NAT.</summary>
    private string UrlFor(ServiceContext context)
    {
        if (!Uri.TryCreate(context.Connection.HelloUrl, UriKind.Absolute, out Uri? asked) || asked.Scheme != "opc.tcp" || asked.Host.Length == 0)
        {
            return EndpointUrl;
        }

        var own = new Uri(EndpointUrl);
        return $"opc.tcp://{asked.Authority}{own.AbsolutePath.TrimEnd('/')}";
    }
}
