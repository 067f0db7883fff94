using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>Crafted OPNs, by bytes and keys of our own, and crafted certificates to either side.</summary>
[Collection(HostileCollection.Name)]
public sealed class SecureChannelAttackTests : AttackTests
{
    private const int Megabyte = 1 << 20;
    private const string Basic256Sha256 = "http://opcfoundation.org/UA/SecurityPolicy#Basic256Sha256";

    private static readonly X509Certificate2 ServerCertificate = TestCertificates.Get(PlantServer.ApplicationUri, CertificateKeyKind.Rsa).Certificate;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> OddCertificatesByName { get; } = [.. OddCertificates.All.Keys];

    [Theory]
    [MemberData(nameof(OddCertificatesByName))]
    public async Task A_client_with_an_odd_certificate_is_refused_without_being_told_why(string name)
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        using RawConnection connection = await HelloAsync(server);
        var gauge = new MemoryGauge();

        await connection.SendAsync(connection.Open(0, Basic256Sha256, OddCertificates.All[name], ServerCertificate.GetCertHash()));

        StatusCode told = RawLink.Error(await connection.ReceiveAsync());
        Assert.True(
            told == StatusCodes.BadSecurityChecksFailed || told == StatusCodes.BadEncodingLimitsExceeded || told == StatusCodes.BadTcpMessageTooLarge,
            told.ToString());
        Assert.Empty(await connection.ReceiveAsync());
        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task A_clients_certificate_with_any_changed_byte_opens_no_channel()
    {
        ApplicationCertificate client = TestCertificates.Get(TestCertificates.ClientUri, CertificateKeyKind.Rsa);
        using var folder = new Security.Certificates.StoreFolder();
        await using PkiStore store = folder.Open(TimeProvider.System);
        await store.TrustAsync(client.Certificate, user: false, Token);
        PlantServer server = await AttackedAsync(PlantServer.Secured with { Trust = store });
        using RawConnection unchanged = await HelloAsync(server);
        await unchanged.SendAsync(Opening(unchanged, client.Certificate.RawData, client.Certificate));
        Assert.Equal("OPNF", RawLink.Kind(await unchanged.ReceiveAsync()));
        for (int i = 0; i < client.Certificate.RawData.Length; i += 17)
        {
            byte[] changed = [.. client.Certificate.RawData];
            changed[i] ^= 0x21;
            using RawConnection connection = await HelloAsync(server);
            await connection.SendAsync(Opening(connection, changed, client.Certificate));
            Assert.Equal("ERRF", RawLink.Kind(await connection.ReceiveAsync()));
        }
    }

    [Fact]
    public async Task A_chain_of_authorities_in_a_circle_is_followed_to_an_end()
    {
        using var folder = new Security.Certificates.StoreFolder();
        await using PkiStore store = folder.Open(TimeProvider.System);
        PlantServer server = await AttackedAsync(PlantServer.Secured with { Trust = store });
        var one = Security.Certificates.TestCertificate.AuthorityNamed("one");
        var two = Security.Certificates.TestCertificate.AuthorityNamed("two");
        byte[] chain =
        [
            .. new Security.Certificates.TestCertificate { Name = "leaf" }.IssuedBy(one).RawData, .. one.IssuedBy(two).RawData, .. two.IssuedBy(one).RawData, .. one.IssuedBy(two).RawData,
        ];

        using RawConnection connection = await HelloAsync(server);
        await connection.SendAsync(connection.Open(0, Basic256Sha256, chain, ServerCertificate.GetCertHash()));

        Assert.Equal(StatusCodes.BadSecurityChecksFailed, RawLink.Error(await connection.ReceiveAsync()));
    }

    [Fact]
    public async Task A_trusted_certificate_in_a_strangers_hand_opens_no_channel()
    {
        PlantServer server = await AttackedAsync(PlantServer.Secured);
        X509Certificate2 trusted = TestCertificates.Get(TestCertificates.ClientUri, CertificateKeyKind.Rsa).Certificate;
        X509Certificate2 stranger = TestCertificates.Get(TestCertificates.ClientUri, CertificateKeyKind.Rsa, number: 9).Certificate;

        // The same bytes with the right key are an opening: so it is the signature that they fail by.
        using RawConnection right = await HelloAsync(server);
        await right.SendAsync(Opening(right, trusted.RawData, trusted));
        Assert.Equal("OPNF", RawLink.Kind(await right.ReceiveAsync()));
        using RawConnection wrong = await HelloAsync(server);
        await wrong.SendAsync(Opening(wrong, trusted.RawData, stranger));
        Assert.Equal(StatusCodes.BadSecurityChecksFailed, RawLink.Error(await wrong.ReceiveAsync()));

        // Nor does the thumbprint of another certificate of ours, or none at all, do.
        using RawConnection forOther = await HelloAsync(server);
        await forOther.SendAsync(Opening(forOther, trusted.RawData, trusted, thumbprint: new byte[20]));
        Assert.Equal(StatusCodes.BadSecurityChecksFailed, RawLink.Error(await forOther.ReceiveAsync()));
    }

    [Fact]
    public async Task An_opening_that_was_recorded_opens_nothing_on_the_same_channel()
    {
        PlantServer server = await AttackedAsync(PlantServer.Secured);
        X509Certificate2 client = TestCertificates.Get(TestCertificates.ClientUri, CertificateKeyKind.Rsa).Certificate;
        using RawConnection connection = await HelloAsync(server);
        byte[] opening = Opening(connection, client.RawData, client);
        await connection.SendAsync(opening);
        Assert.Equal("OPNF", RawLink.Kind(await connection.ReceiveAsync()));

        await connection.SendAsync(opening);

        Assert.Equal("ERRF", RawLink.Kind(await connection.ReceiveAsync()));
        Assert.Empty(await connection.ReceiveAsync());
    }

    [Fact]
    public async Task A_flood_of_secured_openings_leaves_an_honest_client_its_service()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        X509Certificate2 client = TestCertificates.Get(TestCertificates.ClientUri, CertificateKeyKind.Rsa).Certificate;
        var gauge = new MemoryGauge();
        for (int i = 0; i < 150; i++)
        {
            using RawConnection connection = await HelloAsync(server);
            await connection.TrySendAsync(Opening(connection, client.RawData, client));
        }

        await Until.TrueAsync(() => server.Server.ConnectionCount == 1, Token);
        gauge.AssertBelow(4 * Megabyte);
        await honest.AssertServedAsync();
    }

    [Theory]
    [MemberData(nameof(OddCertificatesByName))]
    public async Task A_server_with_an_odd_certificate_is_refused_by_our_client(string name)
    {
        await using PlantServer honestServer = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(honestServer);
        using var hostile = new RawServer();
        var gauge = new MemoryGauge();
        Task<OpcUaClient> connecting = OpcUaClient.ConnectAsync(
            hostile.Options with
            {
                SecurityMode = MessageSecurityMode.SignAndEncrypt, Certificates = TestCertificates.Client(), Trust = new AcceptAllCertificates(),
            },
            Token);
        using RawServerLink link = await hostile.AcceptAsync();
        await link.ShakeHandsAsync();
        await link.OpenAsync();
        (uint type, uint requestId, _) = await link.NextAsync();
        Assert.Equal(428u, type);
        byte[] body = Answers.Endpoints(hostile.Url, Basic256Sha256, OddCertificates.All[name]);
        await link.AnswerAsync(requestId, body);

        await Assert.ThrowsAsync<OpcUaException>(() => connecting.WaitAsync(TimeSpan.FromSeconds(20), Token));

        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();
    }

    private static async Task<RawConnection> HelloAsync(PlantServer server)
    {
        RawConnection connection = await RawConnection.ConnectAsync(server);
        await connection.SendAsync(RawConnection.Hello());
        Assert.Equal("ACKF", RawLink.Kind(await connection.ReceiveAsync()));
        return connection;
    }

    /// <summary>
    /// An OPN under Basic256Sha256 made by hand (Part 6 §6.7.2): signed by PKCS #1 with SHA-256, padded and encrypted by OAEP for a server
    /// key of 2048 bits.
    /// </summary>
    private static byte[] Opening(RawConnection connection, byte[] certificate, X509Certificate2 signer, byte[]? thumbprint = null)
    {
        const int Block = 256;
        const int PlainBlock = Block - 42;
        using RSA server = ServerCertificate.GetRSAPublicKey()!;
        using RSA key = signer.GetRSAPrivateKey()!;
        byte[] body = new HandBytes()
            .U32(1).U32(1) // sequence number, request id
            .Id(446).Raw(Requests.Header([0, 0], 1))
            .U32(0).U32(0).U32(3) // version, issue, SignAndEncrypt
            .Blob(RandomNumberGenerator.GetBytes(32))
            .U32(60_000)
            .Done;
        int padding = (PlainBlock - ((body.Length + 1 + Block) % PlainBlock)) % PlainBlock;
        byte[] padded = [.. body, (byte)padding, .. Enumerable.Repeat((byte)padding, padding)];
        int blocks = (padded.Length + Block) / PlainBlock;
        byte[] header = new HandBytes().U32(0).Text(Basic256Sha256).Blob(certificate).Blob(thumbprint ?? ServerCertificate.GetCertHash()).Done;
        byte[] front = RawLink.Frame("OPNF", header, claimedSize: (uint)(8 + header.Length + (blocks * Block)));
        byte[] signature = key.SignData([.. front, .. padded], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        byte[] plain = [.. padded, .. signature];
        connection.SequenceNumber = 1;
        return [.. front, .. plain.Chunk(PlainBlock).SelectMany(block => server.Encrypt(block, RSAEncryptionPadding.OaepSHA1))];
    }
}
