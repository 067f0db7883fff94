using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.SecureChannel;

public sealed class EllipticTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_nonce_that_is_no_point_on_the_curve_is_refused()
    {
        foreach (SecurityPolicy policy in new[] { SecurityPolicy.EccNistP256, SecurityPolicy.EccNistP384 })
        {
            using KeyExchange exchange = KeyExchange.Begin(policy);
            byte[] nonce = Nonce.Create(policy.NonceLength);

            OpcUaException refused = Assert.Throws<OpcUaException>(() => exchange.Derive(MessageSecurityMode.Sign, nonce, isClient: false));

            Assert.Equal(StatusCodes.BadNonceInvalid, refused.Status);
        }
    }

    [Theory]
    [InlineData("ECC_nistP256", CertificateKeyKind.NistP256)]
    [InlineData("ECC_nistP384", CertificateKeyKind.NistP384)]
    public async Task Each_kind_of_user_comes_in_over_a_curve(string policyName, CertificateKeyKind kind)
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        SecurityPolicy policy = SecurityPolicy.All.Single(policy => policy.Name == policyName);
        UserIdentity[] users = [UserIdentity.Anonymous, UserIdentity.UserName("operator", "p@ss"), UserIdentity.X509(TestCertificates.Get("urn:test:user", kind).Certificate)];
        foreach (UserIdentity user in users)
        {
            await using OpcUaClient client = await server.ConnectSecurelyAsync(policy, options => options with { User = user });
            Assert.Equal(7u, (await client.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());
        }
    }

    [Fact]
    public async Task A_password_does_not_travel_over_a_channel_that_only_signs()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => server.ConnectSecurelyAsync(
            SecurityPolicy.EccNistP256, options => options with { SecurityMode = MessageSecurityMode.Sign, User = UserIdentity.UserName("operator", "p@ss") }));

        Assert.Equal(StatusCodes.BadIdentityTokenRejected, refused.Status);
    }
}
