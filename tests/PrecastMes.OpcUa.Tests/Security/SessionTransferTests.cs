using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.Security;

/// <summary>A session on another channel than its own (Part 4 §5.7.3.1), and what its activation has to prove.</summary>
public sealed class SessionTransferTests
{
    private static readonly UserIdentity Operator = UserIdentity.UserName("operator", "p@ss");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_user_of_the_same_application_takes_the_session_along()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        OpcUaClientOptions options = Options(server) with { User = Operator };
        using ClientChannel first = await ClientChannel.OpenAsync(options, Token);
        ClientSession session = await ClientSession.CreateAsync(first, options, Token);
        await session.ActivateAsync(first, Token);
        using ClientChannel second = await ClientChannel.OpenAsync(options, first.Endpoint, Token);

        await session.ActivateAsync(second, Token);

        await ReadAsync(second, server);
        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => ReadAsync(first, server));
        Assert.Equal(StatusCodes.BadSecureChannelIdInvalid, refused.Status);
        Assert.Equal(1, server.Server.SessionCount);
    }

    [Fact]
    public async Task An_anonymous_session_is_taken_along_by_its_application()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        OpcUaClientOptions options = Options(server);
        ClientSession session = await ActivatedAsync(options);
        using ClientChannel second = await ClientChannel.OpenAsync(options, Token);

        await session.ActivateAsync(second, Token);

        await ReadAsync(second, server);
    }

    [Fact]
    public async Task An_anonymous_session_without_signatures_stays_on_its_channel()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        OpcUaClientOptions options = Options(server) with { SecurityMode = MessageSecurityMode.None };
        using ClientChannel first = await ClientChannel.OpenAsync(options, Token);
        ClientSession session = await ClientSession.CreateAsync(first, options, Token);
        await session.ActivateAsync(first, Token);

        await AssertStaysAsync(session, options);
    }

    [Fact]
    public async Task Another_application_does_not_get_the_session()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        ClientSession session = await ActivatedAsync(Options(server) with { User = Operator });

        await AssertStaysAsync(session, Options(server) with { User = Operator, Certificates = TestCertificates.Client(number: 1) });
    }

    [Fact]
    public async Task The_session_does_not_go_to_another_policy_or_mode()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        ClientSession session = await ActivatedAsync(Options(server) with { User = Operator });

        await AssertStaysAsync(session, Options(server) with { User = Operator, SecurityMode = MessageSecurityMode.Sign });
        await AssertStaysAsync(session, Options(server) with { User = Operator, Policy = SecurityPolicy.Aes128Sha256RsaOaep });
        await AssertStaysAsync(session, Options(server) with { User = Operator, SecurityMode = MessageSecurityMode.None });
    }

    [Fact]
    public async Task Another_user_does_not_get_the_session()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        OpcUaClientOptions options = Options(server);
        ClientSession session = await ActivatedAsync(options with { User = Operator });
        using ClientChannel second = await ClientChannel.OpenAsync(options, Token);
        second.AuthenticationToken = session.AuthenticationToken;

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => second.SendAsync<ActivateSessionResponse>(Activation(second, session), Token));

        Assert.Equal(StatusCodes.BadSecurityChecksFailed, refused.Status);
    }

    [Fact]
    public async Task A_nonce_activates_once()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        OpcUaClientOptions options = Options(server);
        using ClientChannel channel = await ClientChannel.OpenAsync(options, Token);
        ClientSession session = await ClientSession.CreateAsync(channel, options, Token);
        ActivateSessionRequest recorded = Activation(channel, session);
        await session.ActivateAsync(channel, Token);

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => channel.SendAsync<ActivateSessionResponse>(recorded, Token));

        Assert.Equal(StatusCodes.BadSecurityChecksFailed, refused.Status);
    }

    [Fact]
    public async Task An_activation_without_the_applications_signature_is_refused()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        OpcUaClientOptions options = Options(server);
        using ClientChannel channel = await ClientChannel.OpenAsync(options, Token);
        ClientSession session = await ClientSession.CreateAsync(channel, options, Token);
        channel.AuthenticationToken = session.AuthenticationToken;
        ActivateSessionRequest good = Activation(channel, session);
        byte[] changed = [.. good.ClientSignature.Signature!];
        changed[^1] ^= 1;

        foreach (SignatureData signature in new[] { new SignatureData(), new SignatureData { Algorithm = good.ClientSignature.Algorithm, Signature = changed } })
        {
            OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(
                () => channel.SendAsync<ActivateSessionResponse>(new ActivateSessionRequest { ClientSignature = signature }, Token));
            Assert.Equal(StatusCodes.BadSecurityChecksFailed, refused.Status);
        }

        await channel.SendAsync<ActivateSessionResponse>(good, Token);
    }

    [Fact]
    public async Task A_session_is_created_for_the_channels_certificate_only()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        using ClientChannel channel = await ClientChannel.OpenAsync(Options(server), Token);
        var request = new CreateSessionRequest
        {
            ClientDescription = new ApplicationDescription { ApplicationUri = TestCertificates.ClientUri },
            ClientCertificate = TestCertificates.Get(TestCertificates.ClientUri, CertificateKeyKind.Rsa, 2048, 1).Chain.ToArray(),
            ClientNonce = Nonce.Create(32),
        };

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => channel.SendAsync<CreateSessionResponse>(request, Token));

        Assert.Equal(StatusCodes.BadSecurityChecksFailed, refused.Status);
    }

    private static OpcUaClientOptions Options(PlantServer server) => new()
    {
        EndpointUrl = server.Url,
        Policy = SecurityPolicy.Basic256Sha256,
        Certificates = TestCertificates.Client(),
        Trust = new AcceptAllCertificates(),
    };

    /// <summary>Left behind by its channel.</summary>
    private static async Task<ClientSession> ActivatedAsync(OpcUaClientOptions options)
    {
        using ClientChannel channel = await ClientChannel.OpenAsync(options, Token);
        ClientSession session = await ClientSession.CreateAsync(channel, options, Token);
        await session.ActivateAsync(channel, Token);
        return session;
    }

    private static async Task AssertStaysAsync(ClientSession session, OpcUaClientOptions options)
    {
        using ClientChannel channel = await ClientChannel.OpenAsync(options with { Policy = options.SecurityMode == MessageSecurityMode.None ? null : options.Policy }, Token);
        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => session.ActivateAsync(channel, Token));
        Assert.Equal(StatusCodes.BadSecurityChecksFailed, refused.Status);
    }

    /// <summary>An anonymous one, as the session's client would make it.</summary>
    private static ActivateSessionRequest Activation(ClientChannel channel, ClientSession session) => new()
    {
        ClientSignature = CertificateSignature.Prove(
            channel.Security.Policy, channel.Security.Own!.Certificate, channel.Security.Peer!.LeafDer.Span, session.ServerNonce),
    };

    private static Task<ReadResponse> ReadAsync(ClientChannel channel, PlantServer server) => channel.SendAsync<ReadResponse>(
        new ReadRequest { NodesToRead = [new ReadValueId { NodeId = server.Counter.NodeId, AttributeId = AttributeIds.Value }] }, Token);
}
