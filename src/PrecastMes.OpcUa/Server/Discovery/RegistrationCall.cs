using System.Net;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Server;

/// <summary>
/// Tells a discovery server once that our server runs, or that it does not (Part 4 §5.5.5, §5.5.6): over a channel of its own that is signed
/// by the server's certificate, which must be for the URI that is registered. Needs no session.
/// </summary>
internal sealed class RegistrationCall(OpcUaServerOptions options, AddressSpace space, Func<string> endpointUrl)
{
    private readonly OpcUaClientOptions _client = new()
    {
        EndpointUrl = options.DiscoveryServerUrl!,
        ApplicationName = options.ApplicationName,
        ApplicationUri = options.ApplicationUri,
        Certificates = options.Certificates,
        Trust = options.Trust,
        Time = options.IntervalTime,
    };

    /// <exception cref="OpcUaException">The discovery server is not there, is not trusted, or refuses.</exception>
    public Task RegisterAsync(bool isOnline, CancellationToken cancellationToken) => OpcUaClient.WithinAsync(
        _client,
        async token =>
        {
            ChosenEndpoint endpoint = Choose(await ClientChannel.EndpointsAsync(_client, token));
            using ClientChannel channel = await ClientChannel.OpenAsync(_client, endpoint, token);
            await RegisterAsync(channel, isOnline, token);
            await channel.CloseAsync();
            return isOnline;
        },
        cancellationToken);

    private ChosenEndpoint Choose(IReadOnlyList<EndpointDescription> offered)
    {
        bool encrypts = offered.Any(endpoint => endpoint.SecurityMode == MessageSecurityMode.SignAndEncrypt);
        return ChosenEndpoint.Choose(_client with { SecurityMode = encrypts ? MessageSecurityMode.SignAndEncrypt : MessageSecurityMode.Sign }, offered);
    }

    private async Task RegisterAsync(ClientChannel channel, bool isOnline, CancellationToken cancellationToken)
    {
        RegisteredServer server = Server(isOnline);
        var announcement = new MdnsDiscoveryConfiguration
        {
            MdnsServerName = MdnsServerName.Of(options.ApplicationName),
            ServerCapabilities = CapabilityIdentifiers.Of(space),
        };
        try
        {
            // Its results are for the announcement alone; one that does not announce has registered us all the same.
            var request = new RegisterServer2Request { Server = server, DiscoveryConfiguration = [new ExtensionObject(announcement)] };
            await channel.SendAsync<RegisterServer2Response>(request, cancellationToken);
        }
        catch (OpcUaException exception) when (IsUnknown(exception.Status))
        {
            await channel.SendAsync<RegisterServerResponse>(new RegisterServerRequest { Server = server }, cancellationToken);
        }
    }

    /// <summary>Discovery servers of before 1.04 have no RegisterServer2, and say so in different words.</summary>
    private static bool IsUnknown(StatusCode status) =>
        status.IsSameCode(StatusCodes.BadServiceUnsupported) || status.IsSameCode(StatusCodes.BadNotImplemented) || status.IsSameCode(StatusCodes.BadNotSupported)
        || status.IsSameCode(StatusCodes.BadRequestTypeInvalid) || status.IsSameCode(StatusCodes.BadDecodingError);

    private RegisteredServer Server(bool isOnline) => new()
    {
        ServerUri = options.ApplicationUri,
        ProductUri = options.ProductUri,
        ServerNames = [new LocalizedText(options.ApplicationName, "en")],
        ServerType = ApplicationType.Server,
        DiscoveryUrls = [ReachableUrl()],
        IsOnline = isOnline,
    };

    /// <summary>A server that listens on all addresses is reached by the name of its machine.</summary>
    private string ReachableUrl()
    {
        var url = new Uri(endpointUrl());
        bool isAny = IPAddress.TryParse(url.Host.Trim('[', ']'), out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
        return isAny ? $"opc.tcp://{Dns.GetHostName()}:{url.Port}{url.AbsolutePath.TrimEnd('/')}" : endpointUrl();
    }
}
