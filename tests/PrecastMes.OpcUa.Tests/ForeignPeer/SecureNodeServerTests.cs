using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>Our client at node-opcua's server under every policy, mode and kind of user.</summary>
public sealed class SecureNodeServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2048, 2048)]
    [InlineData(2048, 3072)]
    [InlineData(2048, 4096)]
    [InlineData(3072, 2048)]
    [InlineData(3072, 3072)]
    [InlineData(3072, 4096)]
    [InlineData(4096, 2048)]
    [InlineData(4096, 3072)]
    [InlineData(4096, 4096)]
    public async Task It_lets_us_in_by_each_policy_mode_and_kind_of_user_with_keys_of_these_sizes(int ourBits, int itsBits)
    {
        await using NodePeer peer = await StartAsync(itsBits);
        (_, JsonElement started) = await peer.NextAsync(Token);
        string text = new('x', 100_000);
        foreach (OpcUaClientOptions options in Combinations(started.GetProperty("url").GetString()!, ourBits))
        {
            await using OpcUaClient client = await OpcUaClient.ConnectAsync(options, Token);
            var node = new NodeId(client.NamespaceIndex(started.GetProperty("namespace").GetString()!), "Text");

            Assert.Equal([StatusCodes.Good], await client.WriteAsync([(node, text)], Token));
            Assert.Equal(text, (await client.ReadAsync([node], Token))[0].Value.Get<string>());
        }
    }

    [Fact]
    public async Task Its_token_is_renewed_many_times_while_we_read()
    {
        await using NodePeer peer = await StartAsync(2048);
        (_, JsonElement started) = await peer.NextAsync(Token);
        OpcUaClientOptions options = Secured(started.GetProperty("url").GetString()!, 2048) with { TokenLifetime = TimeSpan.FromSeconds(2) };
        await using OpcUaClient client = await OpcUaClient.ConnectAsync(options, Token);
        long begun = TimeProvider.System.GetTimestamp();
        int reads = 0;
        while (TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(8))
        {
            Assert.Equal(StatusCodes.Good, (await client.ReadAsync([VariableIds.Server_ServerStatus_State], Token))[0].Status);
            reads++;
        }

        Assert.False(client.Broken.IsCompleted);
        Assert.True(reads > 50, $"{reads} reads");
    }

    [Fact]
    public async Task It_refuses_a_wrong_password()
    {
        await using NodePeer peer = await StartAsync(2048);
        (_, JsonElement started) = await peer.NextAsync(Token);

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => OpcUaClient.ConnectAsync(
            Secured(started.GetProperty("url").GetString()!, 2048) with { User = UserIdentity.UserName("operator", "guess") }, Token));

        Assert.Equal(StatusCodes.BadUserAccessDenied, refused.Status);
    }

    private static OpcUaClientOptions Secured(string url, int bits) => new()
    {
        EndpointUrl = url, Certificates = TestCertificates.Client(bits), Trust = new AcceptAllCertificates(),
    };

    private static IEnumerable<OpcUaClientOptions> Combinations(string url, int bits)
    {
        UserIdentity[] users =
        [
            UserIdentity.Anonymous,
            UserIdentity.UserName("operator", "p@ss"),
            UserIdentity.X509(TestCertificates.Get("urn:test:user", CertificateKeyKind.Rsa).Certificate),
        ];
        foreach (UserIdentity user in users)
        {
            yield return Secured(url, bits) with { SecurityMode = MessageSecurityMode.None, User = user };
            foreach (SecurityPolicy policy in SecurityPolicy.All.Where(policy => policy.CertificateKind == CertificateKeyKind.Rsa))
            {
                yield return Secured(url, bits) with { Policy = policy, SecurityMode = MessageSecurityMode.Sign, User = user };
                yield return Secured(url, bits) with { Policy = policy, SecurityMode = MessageSecurityMode.SignAndEncrypt, User = user };
            }
        }
    }

    private static async Task<NodePeer> StartAsync(int bits)
    {
        NodePeer.Demand(await NodePeer.MissingAsync());
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return NodePeer.Start("secure-server.mjs", port.ToString(CultureInfo.InvariantCulture), bits.ToString(CultureInfo.InvariantCulture));
    }
}
