using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Services;

/// <summary>FindServers, FindServersOnNetwork and GetEndpoints (Part 4 §5.5): answered on every channel, without a session.</summary>
internal sealed class DiscoveryServiceSet(OpcUaServerOptions options, AddressSpace space)
{
    public const string TransportProfile = "http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary";

    /// <summary>The URL with the port that is really listened on.</summary>
    public string EndpointUrl { get; set; } = options.EndpointUrl;

    public FindServersResponse FindServers(ServiceContext context, FindServersRequest request)
    {
        bool wanted = request.ServerUris is not { Length: > 0 } uris || uris.Contains(options.ApplicationUri);
        return new FindServersResponse { Servers = wanted ? [Application(context)] : [] };
    }

    /// <summary>Part 4 §5.5.3: the records of other servers, of which we keep none; a server that is no discovery server lists itself.</summary>
    public FindServersOnNetworkResponse FindServersOnNetwork(ServiceContext context, FindServersOnNetworkRequest request)
    {
        string?[] capabilities = CapabilityIdentifiers.Of(space);

        // Records above the starting one; those that have every capability asked for, whatever its case.
        bool wanted = request.StartingRecordId == 0
            && (request.ServerCapabilityFilter ?? []).All(asked => capabilities.Contains(asked, StringComparer.OrdinalIgnoreCase));
        return new FindServersOnNetworkResponse
        {
            LastCounterResetTime = default,
            Servers = wanted
                ? [new ServerOnNetwork { RecordId = 1, ServerName = options.ApplicationName, DiscoveryUrl = UrlFor(context), ServerCapabilities = capabilities }]
                : [],
        };
    }

    public GetEndpointsResponse GetEndpoints(ServiceContext context, GetEndpointsRequest request)
    {
        bool wanted = request.ProfileUris is not { Length: > 0 } uris || uris.Contains(TransportProfile);
        return new GetEndpointsResponse { Endpoints = wanted ? Endpoints(context) : [] };
    }

    /// <summary>The safest first.</summary>
    public EndpointDescription[] Endpoints(ServiceContext context)
    {
        ApplicationDescription application = Application(context);
        string url = UrlFor(context);
        var endpoints = new List<EndpointDescription>();
        foreach (SecurityPolicy policy in options.SecurityPolicies.Where(policy => policy.IsSecure && options.Certificates?.For(policy) is not null))
        {
            endpoints.AddRange(options.SecurityModes.Select(mode => Endpoint(application, url, policy, mode)));
        }

        if (options.AllowUnsecured)
        {
            endpoints.Add(Endpoint(application, url, SecurityPolicy.None, MessageSecurityMode.None));
        }

        return [.. endpoints.OrderByDescending(endpoint => endpoint.SecurityLevel)];
    }

    private EndpointDescription Endpoint(ApplicationDescription application, string url, SecurityPolicy policy, MessageSecurityMode mode) => new()
    {
        EndpointUrl = url,
        Server = application,
        ServerCertificate = options.Certificates?.For(policy.IsSecure ? policy : UserTokenPolicies.SecretsPolicy(options, policy))?.Chain.ToArray(),
        SecurityMode = mode,
        SecurityPolicyUri = policy.Uri,
        UserIdentityTokens = [.. UserTokenPolicies.For(options, policy, mode)],
        TransportProfileUri = TransportProfile,
        SecurityLevel = mode switch
        {
            MessageSecurityMode.SignAndEncrypt => (byte)(100 + policy.SecurityLevel),
            MessageSecurityMode.Sign => policy.SecurityLevel,
            _ => 0,
        },
    };

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
