using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// A session as its client knows it. It outlives the channel that it was created on: <see cref="ActivateAsync"/> takes it to another one
/// (Part 4 §5.7.3).
/// </summary>
internal sealed class ClientSession
{
    private const int MaxNonceLength = 1_024;

    private readonly UserTokenPolicy[] _userPolicies;
    private readonly byte[]? _toldCertificate;
    private OpcUaClientOptions _options;

    private ClientSession(OpcUaClientOptions options, CreateSessionResponse created, UserTokenPolicy[] userPolicies)
    {
        _options = options;
        _userPolicies = userPolicies;
        _toldCertificate = created.ServerCertificate;
        SessionId = created.SessionId;
        AuthenticationToken = created.AuthenticationToken;
        ServerNonce = created.ServerNonce ?? [];
        Timeout = TimeSpan.FromMilliseconds(double.IsFinite(created.RevisedSessionTimeout) ? Math.Clamp(created.RevisedSessionTimeout, 0, uint.MaxValue) : 0);
    }

    public NodeId SessionId { get; }

    /// <summary>Goes with every request of the session.</summary>
    public NodeId AuthenticationToken { get; }

    /// <summary>What the next activation signs; each serves once.</summary>
    public byte[] ServerNonce { get; private set; }

    /// <summary>As whom it is activated next (Part 4 §5.7.3.1: another user may take it over).</summary>
    public UserIdentity User
    {
        get => _options.User;
        set => _options = _options with { User = value };
    }

    /// <summary>How long the server keeps the session without a request.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>CreateSession; the session is of no use before it is activated.</summary>
    /// <exception cref="OpcUaException">The server refused, or did not prove that it is the one whose certificate the channel was opened for.</exception>
    public static async Task<ClientSession> CreateAsync(ClientChannel channel, OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        byte[] clientNonce = Nonce.Create(Nonce.SessionLength);
        var request = new CreateSessionRequest
        {
            ClientDescription = new ApplicationDescription
            {
                ApplicationUri = options.ApplicationUri,
                ProductUri = "urn:precastmes:opcua",
                ApplicationName = options.ApplicationName,
                ApplicationType = ApplicationType.Client,
            },
            EndpointUrl = channel.EndpointUrl,
            SessionName = options.ApplicationName,
            ClientNonce = clientNonce,
            ClientCertificate = channel.Security.Own?.Chain.ToArray(),
            RequestedSessionTimeout = options.SessionTimeout.TotalMilliseconds,
            MaxResponseMessageSize = (uint)options.Transport.MaxMessageSize,
        };
        CreateSessionResponse created = await channel.SendAsync<CreateSessionResponse>(request, cancellationToken);
        if (channel.Security.IsSigned)
        {
            CheckServer(channel, created, clientNonce);
        }

        return new ClientSession(options, created, UserPolicies(channel, created));
    }

    /// <summary>ActivateSession on a channel, the first or another one; the channel's requests belong to the session from here on.</summary>
    /// <exception cref="OpcUaException">
    /// Bad_SessionIdInvalid, Bad_SessionClosed: the server no longer has it. Others: it refused the user or the move.
    /// </exception>
    public async Task ActivateAsync(ClientChannel channel, CancellationToken cancellationToken)
    {
        ChannelSecurity security = channel.Security;
        (IStructure token, SignatureData userSignature) = UserToken.Create(_options, security, _userPolicies, _toldCertificate, ServerNonce);
        channel.AuthenticationToken = AuthenticationToken;
        var request = new ActivateSessionRequest
        {
            ClientSignature = security.IsSigned
                ? CertificateSignature.Prove(security.Policy, security.Own!.Certificate, security.Peer!.LeafDer.Span, ServerNonce)
                : new SignatureData(),
            LocaleIds = [.. _options.Locales],
            UserIdentityToken = new ExtensionObject(token),
            UserTokenSignature = userSignature,
        };
        ActivateSessionResponse response = await channel.SendAsync<ActivateSessionResponse>(request, cancellationToken);
        byte[] nonce = response.ServerNonce ?? [];
        if (security.IsSigned)
        {
            Nonce.Check(nonce, Nonce.SessionLength, MaxNonceLength, ServerNonce);
        }

        ServerNonce = nonce;
    }

    private static void CheckServer(ClientChannel channel, CreateSessionResponse created, byte[] clientNonce)
    {
        ChannelSecurity security = channel.Security;
        if (!PeerCertificate.IsLeafOf(security.Peer!, created.ServerCertificate))
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadCertificateInvalid, "the session's certificate is not the channel's");
        }

        if (!CertificateSignature.IsProved(
            security.Policy, security.Peer!.Leaf, security.Own!.Certificate.RawData, security.Own.Chain.Span, clientNonce, created.ServerSignature))
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadApplicationSignatureInvalid, "the server's signature is wrong");
        }

        Nonce.Check(created.ServerNonce, Nonce.SessionLength, MaxNonceLength, clientNonce);
        if (!channel.Endpoint.IsConfirmedBy(created.ServerEndpoints ?? []))
        {
            throw OpcUaException.SecurityCheck(
                StatusCodes.BadSecurityChecksFailed, "the server's endpoints are not those that were found without security: somebody changed them on their way");
        }
    }

    /// <summary>What the endpoint takes: as it was confirmed on a secure channel, as the server says now on another.</summary>
    private static UserTokenPolicy[] UserPolicies(ClientChannel channel, CreateSessionResponse created) => channel.Endpoint.Description?.UserIdentityTokens
        ??
        [
            .. (created.ServerEndpoints ?? [])
                .Where(endpoint => endpoint.SecurityMode == MessageSecurityMode.None)
                .SelectMany(endpoint => endpoint.UserIdentityTokens ?? []),
        ];
}
