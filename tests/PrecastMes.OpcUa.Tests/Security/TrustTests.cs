using System.Net.Sockets;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.Security;

/// <summary>Peers that are not who they should be.</summary>
public sealed class TrustTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_the_server_does_not_trust_learns_no_more_than_that_checks_failed()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured with { Trust = new Refusing(StatusCodes.BadCertificateRevoked) });

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => server.ConnectSecurelyAsync());

        Assert.Equal(StatusCodes.BadSecurityChecksFailed, refused.Status);
    }

    [Fact]
    public async Task A_server_that_the_client_does_not_trust_is_named_with_the_exact_reason()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(
            () => server.ConnectSecurelyAsync(change: options => options with { Trust = new Refusing(StatusCodes.BadCertificateUntrusted) }));

        Assert.Equal(StatusCodes.BadCertificateUntrusted, refused.Status);
    }

    [Fact]
    public async Task Endpoints_that_somebody_changed_on_their_way_are_noticed_inside_the_session()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);

        // What the client is told without security has only the weakest policy left.
        await using PlantServer downgraded = await PlantServer.StartAsync(PlantServer.Secured with { SecurityPolicies = [SecurityPolicy.Aes128Sha256RsaOaep] });
        var urls = new Queue<string>([downgraded.Url, server.Url]);

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => server.ConnectSecurelyAsync(change: options => options with
        {
            OpenStream = async (_, cancellationToken) => await ConnectAsync(new Uri(urls.Dequeue()), cancellationToken),
        }));

        Assert.Equal(StatusCodes.BadSecurityChecksFailed, refused.Status);
        Assert.Contains("changed them on their way", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_another_key_than_the_certificate_that_it_showed_opens_no_channel()
    {
        await using PlantServer shown = await PlantServer.StartAsync(PlantServer.Secured);
        await using PlantServer other = await PlantServer.StartAsync(PlantServer.Secured with
        {
            Certificates = new ApplicationCertificates(TestCertificates.Get(PlantServer.ApplicationUri, CertificateKeyKind.Rsa, 2048, 1)),
        });
        var urls = new Queue<string>([shown.Url, other.Url]);

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => shown.ConnectSecurelyAsync(SecurityPolicy.Basic256Sha256, options => options with
        {
            OpenStream = async (_, cancellationToken) => await ConnectAsync(new Uri(urls.Dequeue()), cancellationToken),
        }));

        Assert.Equal(StatusCodes.BadSecurityChecksFailed, refused.Status);
    }

    [Fact]
    public async Task A_certificate_whose_trust_was_withdrawn_is_refused_when_the_token_is_renewed()
    {
        var trust = new Refusing(StatusCodes.Good);
        await using PlantServer server = await PlantServer.StartAsync(
            PlantServer.Secured with { Trust = trust, Limits = new() { MaxTokenLifetime = TimeSpan.FromSeconds(1) } });
        await using OpcUaClient client = await server.ConnectSecurelyAsync();

        trust.Verdict = StatusCodes.BadCertificateRevoked;

        Exception reason = await client.Broken.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(StatusCodes.BadSecurityChecksFailed, Assert.IsType<OpcUaException>(reason).Status);
    }

    private static async Task<Stream> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(url.Host, url.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private sealed class Refusing(StatusCode verdict) : ICertificateTrust
    {
        public StatusCode Verdict { get; set; } = verdict;

        public CertificateVerdict Check(ReadOnlyMemory<byte> chainDer, CertificateExpectation expected) => new(Verdict, "by the test");
    }
}
