using System.Security.Cryptography;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// A session as its client knows it. It outlives the channel that it was created on: <see cref="ActivateAsync"/> takes it to another one
/// (Part 4 §5.7.3).
/// </summary>
internal sealed class ClientSession
{
    private const int NonceLength = 32;

    private readonly OpcUaClientOptions _options;
    private readonly EndpointDescription[] _endpoints;

    private ClientSession(OpcUaClientOptions options, CreateSessionResponse created)
    {
        _options = options;
        _endpoints = created.ServerEndpoints ?? [];
        SessionId = created.SessionId;
        AuthenticationToken = created.AuthenticationToken;
        ServerNonce = created.ServerNonce ?? [];
        Timeout = TimeSpan.FromMilliseconds(created.RevisedSessionTimeout);
    }

    public NodeId SessionId { get; }

    /// <summary>Goes with every request of the session.</summary>
    public NodeId AuthenticationToken { get; }

    /// <summary>What the next activation signs; each serves once.</summary>
    public byte[] ServerNonce { get; private set; }

    /// <summary>How long the server keeps the session without a request.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>CreateSession; the session is of no use before it is activated.</summary>
    public static async Task<ClientSession> CreateAsync(ClientChannel channel, OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        var request = new CreateSessionRequest
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
        return new ClientSession(options, await channel.SendAsync<CreateSessionResponse>(request, cancellationToken));
    }

    /// <summary>ActivateSession on a channel, the first or another one; the channel's requests belong to the session from here on.</summary>
    /// <exception cref="OpcUaException">
    /// Bad_SessionIdInvalid, Bad_SessionClosed: the server no longer has it. Others: it refused the user or the move.
    /// </exception>
    public async Task ActivateAsync(ClientChannel channel, CancellationToken cancellationToken)
    {
        channel.AuthenticationToken = AuthenticationToken;
        var request = new ActivateSessionRequest
        {
            ClientSignature = new SignatureData(),
            LocaleIds = ["en"],
            UserIdentityToken = new ExtensionObject(IdentityToken()),
            UserTokenSignature = new SignatureData(),
        };
        ActivateSessionResponse response = await channel.SendAsync<ActivateSessionResponse>(request, cancellationToken);
        ServerNonce = response.ServerNonce ?? [];
    }

    private IStructure IdentityToken()
    {
        UserTokenType wanted = _options.User is UserIdentity.UserNameUser ? UserTokenType.UserName : UserTokenType.Anonymous;
        UserTokenPolicy[] offered =
        [
            .. _endpoints.Where(endpoint => endpoint.SecurityMode == MessageSecurityMode.None)
                .SelectMany(endpoint => endpoint.UserIdentityTokens ?? [])
                .Where(policy => policy.TokenType == wanted),
        ];
        if (_options.User is not UserIdentity.UserNameUser user)
        {
            // A server that lists no policy may still take an anonymous session.
            return new AnonymousIdentityToken { PolicyId = offered.FirstOrDefault()?.PolicyId ?? "anonymous" };
        }

        UserTokenPolicy policy = offered.FirstOrDefault(policy => string.IsNullOrEmpty(policy.SecurityPolicyUri) || policy.SecurityPolicyUri == SecurityPolicy.None.Uri)
            ?? throw new OpcUaException(
                StatusCodes.BadIdentityTokenRejected,
                offered.Length == 0 ? "the server takes no user names on this endpoint" : "the server wants the password encrypted, which needs a security policy");
        return new UserNameIdentityToken { PolicyId = policy.PolicyId, UserName = user.Name, Password = System.Text.Encoding.UTF8.GetBytes(user.Password) };
    }
}
