using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Security;

public sealed class UserTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_some_wrong_passwords_the_right_one_is_refused_too_but_nobody_elses()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured with
        {
            CheckUser = (name, password) => password == "p@ss" ? new UserAccount(name, []) : null,
            Limits = new() { MaxLoginFailures = 3, LoginLockout = TimeSpan.FromHours(1), LoginDelay = TimeSpan.FromMilliseconds(1) },
        });
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(StatusCodes.BadUserAccessDenied, await RefusalAsync(server, UserIdentity.UserName("operator", "guess")));
        }

        Assert.Equal(StatusCodes.BadUserAccessDenied, await RefusalAsync(server, UserIdentity.UserName("operator", "p@ss")));
        Assert.Null(await RefusalAsync(server, UserIdentity.UserName("foreman", "p@ss")));
    }

    [Fact]
    public async Task A_password_that_was_encrypted_for_another_session_is_an_invalid_token()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        var options = new OpcUaClientOptions
        {
            EndpointUrl = server.Url, Policy = SecurityPolicy.Basic256Sha256, Certificates = TestCertificates.Client(), Trust = new AcceptAllCertificates(),
        };
        using ClientChannel channel = await ClientChannel.OpenAsync(options, Token);
        ClientSession session = await ClientSession.CreateAsync(channel, options, Token);
        channel.AuthenticationToken = session.AuthenticationToken;
        SecurityPolicy policy = channel.Security.Policy;
        byte[] password = "p@ss"u8.ToArray();
        byte[][] secrets =
        [
            RsaEncryptedSecret.Encrypt(policy, channel.Security.Peer!.Leaf, password, Nonce.Create(32)),
            RsaEncryptedSecret.Encrypt(policy, channel.Security.Peer.Leaf, [], []),
            new byte[256],
            new byte[100],
            new byte[100_000],
            [],
        ];
        foreach (byte[] secret in secrets)
        {
            OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => ActivateAsync(channel, session, secret));
            Assert.Equal(StatusCodes.BadIdentityTokenInvalid, refused.Status);
        }

        await ActivateAsync(channel, session, RsaEncryptedSecret.Encrypt(policy, channel.Security.Peer.Leaf, password, session.ServerNonce));
    }

    [Fact]
    public async Task A_password_is_encrypted_on_a_channel_without_security_too()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        var sent = new MemoryStream();
        await using OpcUaClient client = await server.ConnectAsync(options => options with
        {
            User = UserIdentity.UserName("operator", "p@ss"),
            Trust = new AcceptAllCertificates(),
            OpenStream = async (url, cancellationToken) => new RecordingStream(await ConnectAsync(url, cancellationToken), sent),
        });

        string wire = System.Text.Encoding.Latin1.GetString(sent.ToArray());
        Assert.Contains("operator", wire, StringComparison.Ordinal);
        Assert.DoesNotContain("p@ss", wire, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_users_certificate_is_taken_with_a_signature_by_its_key_only()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        ApplicationCertificate user = TestCertificates.Get("urn:test:user", CertificateKeyKind.Rsa);
        var options = new OpcUaClientOptions { EndpointUrl = server.Url, Certificates = TestCertificates.Client(), Trust = new AcceptAllCertificates() };
        using ClientChannel channel = await ClientChannel.OpenAsync(options, Token);
        ClientSession session = await ClientSession.CreateAsync(channel, options, Token);
        channel.AuthenticationToken = session.AuthenticationToken;

        // Signed by the application, which is not the user.
        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => channel.SendAsync<ActivateSessionResponse>(
            new ActivateSessionRequest
            {
                ClientSignature = Proof(channel, channel.Security.Own!, session),
                UserIdentityToken = new ExtensionObject(
                    new X509IdentityToken { PolicyId = PolicyId(channel, UserTokenType.Certificate), CertificateData = user.Certificate.RawData }),
                UserTokenSignature = Proof(channel, channel.Security.Own!, session),
            },
            Token));

        Assert.Equal(StatusCodes.BadUserSignatureInvalid, refused.Status);
        Assert.Null(await RefusalAsync(server, UserIdentity.X509(user.Certificate)));
    }

    [Fact]
    public async Task The_token_policies_of_any_two_endpoints_have_different_ids()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);

        IReadOnlyList<EndpointDescription> endpoints = await OpcUaClient.GetEndpointsAsync(new OpcUaClientOptions { EndpointUrl = server.Url }, Token);
        string[] ids = [.. endpoints.SelectMany(endpoint => endpoint.UserIdentityTokens!).Select(policy => policy.PolicyId!)];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    private static async Task<StatusCode?> RefusalAsync(PlantServer server, UserIdentity user)
    {
        try
        {
            await using OpcUaClient client = await server.ConnectSecurelyAsync(change: options => options with { User = user });
            return null;
        }
        catch (OpcUaException refused)
        {
            return refused.Status;
        }
    }

    private static Task<ActivateSessionResponse> ActivateAsync(ClientChannel channel, ClientSession session, byte[] secret) => channel.SendAsync<ActivateSessionResponse>(
        new ActivateSessionRequest
        {
            ClientSignature = Proof(channel, channel.Security.Own!, session),
            UserIdentityToken = new ExtensionObject(new UserNameIdentityToken
            {
                PolicyId = PolicyId(channel, UserTokenType.UserName),
                UserName = "operator",
                Password = secret,
                EncryptionAlgorithm = channel.Security.Policy.EncryptionAlgorithm,
            }),
        },
        Token);

    private static string PolicyId(ClientChannel channel, UserTokenType type) =>
        channel.Endpoint.Description!.UserIdentityTokens!.Single(policy => policy.TokenType == type).PolicyId!;

    private static SignatureData Proof(ClientChannel channel, ApplicationCertificate signer, ClientSession session) =>
        CertificateSignature.Prove(channel.Security.Policy, signer.Certificate, channel.Security.Peer!.LeafDer.Span, session.ServerNonce);

    private static async Task<Stream> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        await socket.ConnectAsync(url.Host, url.Port, cancellationToken);
        return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
    }
}
