using System.Security.Cryptography;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.Client;

/// <summary>Opens a session on a channel: CreateSession, ActivateSession, and what every use of it needs to know.</summary>
internal static class ClientSession
{
    private const int NonceLength = 32;

    public static async Task<NodeId> OpenAsync(ClientChannel channel, OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        var create = new CreateSessionRequest
        {
            ClientDescription = new ApplicationDescription
            {
                ApplicationUri = options.ApplicationUri,
                ProductUri = "urn:precastmes:opcua",
                ApplicationName = options.ApplicationName,
                ApplicationType = ApplicationType.Client,
            },
            EndpointUrl = options.EndpointUrl,
            SessionName = options.ApplicationName,
            ClientNonce = RandomNumberGenerator.GetBytes(NonceLength),
            RequestedSessionTimeout = options.SessionTimeout.TotalMilliseconds,
            MaxResponseMessageSize = (uint)options.Transport.MaxMessageSize,
        };
        CreateSessionResponse created = await channel.SendAsync<CreateSessionResponse>(create, cancellationToken);
        channel.AuthenticationToken = created.AuthenticationToken;
        var activate = new ActivateSessionRequest
        {
            ClientSignature = new SignatureData(),
            LocaleIds = ["en"],
            UserIdentityToken = new ExtensionObject(IdentityToken(options, created.ServerEndpoints ?? [])),
            UserTokenSignature = new SignatureData(),
        };
        await channel.SendAsync<ActivateSessionResponse>(activate, cancellationToken);
        return created.SessionId;
    }

    private static IStructure IdentityToken(OpcUaClientOptions options, EndpointDescription[] endpoints)
    {
        UserTokenType wanted = options.UserName is null ? UserTokenType.Anonymous : UserTokenType.UserName;
        UserTokenPolicy[] offered =
        [
            .. endpoints.Where(endpoint => endpoint.SecurityMode == MessageSecurityMode.None)
                .SelectMany(endpoint => endpoint.UserIdentityTokens ?? [])
                .Where(policy => policy.TokenType == wanted),
        ];
        if (wanted == UserTokenType.Anonymous)
        {
            // A server that lists no policy may still take an anonymous session.
            return new AnonymousIdentityToken { PolicyId = offered.FirstOrDefault()?.PolicyId ?? "anonymous" };
        }

        UserTokenPolicy policy = offered.FirstOrDefault(policy => string.IsNullOrEmpty(policy.SecurityPolicyUri) || policy.SecurityPolicyUri == SecurityPolicy.None.Uri)
            ?? throw new OpcUaException(
                StatusCodes.BadIdentityTokenRejected,
                offered.Length == 0 ? "the server takes no user names on this endpoint" : "the server wants the password encrypted, which needs a security policy");
        return new UserNameIdentityToken
        {
            PolicyId = policy.PolicyId,
            UserName = options.UserName,
            Password = System.Text.Encoding.UTF8.GetBytes(options.Password ?? ""),
        };
    }
}
