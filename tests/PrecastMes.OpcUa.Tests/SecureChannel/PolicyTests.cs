using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.Tests.SecureChannel;

public sealed class PolicyTests
{
    public static TheoryData<string, MessageSecurityMode> PoliciesAndModes
    {
        get
        {
            var data = new TheoryData<string, MessageSecurityMode>();
            foreach (SecurityPolicy policy in SecurityPolicy.All.Where(policy => policy.IsSecure))
            {
                data.Add(policy.Name, MessageSecurityMode.Sign);
                data.Add(policy.Name, MessageSecurityMode.SignAndEncrypt);
            }

            return data;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PoliciesAndModes))]
    public async Task Values_of_any_size_come_over_the_channel_of_each_policy(string policyName, MessageSecurityMode mode)
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured);
        await using OpcUaClient client = await server.ConnectSecurelyAsync(Policy(policyName), options => options with { SecurityMode = mode });

        // Each length of padding, and messages of several chunks both ways.
        foreach (int length in Enumerable.Range(0, 35).Concat([70_000, 200_000]))
        {
            string text = new('x', length);
            Assert.Equal([StatusCodes.Good], await client.WriteAsync([(server.Name.NodeId, text)], Token));
            DataValue[] read = await client.ReadAsync([server.Name.NodeId], Token);
            Assert.Equal(text, read[0].Value.Get<string>());
        }
    }

    [Theory]
    [InlineData(2048, 4096)]
    [InlineData(4096, 2048)]
    [InlineData(4096, 4096)]
    [InlineData(3072, 2048)]
    [InlineData(2048, 3072)]
    public async Task Keys_of_different_sizes_work_together_under_each_policy(int serverBits, int clientBits)
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured with { Certificates = TestCertificates.Server(serverBits) });

        foreach (SecurityPolicy policy in SecurityPolicy.All.Where(policy => policy.EncryptionAlgorithm is not null))
        {
            await using OpcUaClient client = await server.ConnectSecurelyAsync(
                policy, options => options with { Certificates = TestCertificates.Client(clientBits), User = UserIdentity.UserName("operator", "p@ss") });
            Assert.Equal(7u, (await client.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());
        }
    }

    [Fact]
    public async Task The_best_policy_is_taken_when_none_is_named()
    {
        await using PlantServer server = await PlantServer.StartAsync(
            PlantServer.Secured with { SecurityPolicies = [SecurityPolicy.Aes128Sha256RsaOaep, SecurityPolicy.Basic256Sha256] });
        await using OpcUaClient client = await server.ConnectSecurelyAsync();

        Assert.Equal(SecurityPolicy.Basic256Sha256, client.Policy);
    }

    [Fact]
    public async Task A_policy_that_the_server_does_not_offer_is_named_with_what_it_offers()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured with { SecurityPolicies = [SecurityPolicy.Basic256Sha256] });

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => server.ConnectSecurelyAsync(SecurityPolicy.Aes256Sha256RsaPss));

        Assert.Equal(StatusCodes.BadSecurityPolicyRejected, refused.Status);
        Assert.Contains("Basic256Sha256 SignAndEncrypt", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_AllowUnsecured_there_is_discovery_and_no_session()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured with { AllowUnsecured = false });

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => server.ConnectAsync());
        IReadOnlyList<EndpointDescription> endpoints = await OpcUaClient.GetEndpointsAsync(new OpcUaClientOptions { EndpointUrl = server.Url }, Token);

        Assert.Equal(StatusCodes.BadSecurityModeInsufficient, refused.Status);
        Assert.Equal(SecurityPolicy.All.Count(policy => policy.IsSecure) * 2, endpoints.Count);
        Assert.DoesNotContain(endpoints, endpoint => endpoint.SecurityMode == MessageSecurityMode.None);
    }

    private static SecurityPolicy Policy(string name) => SecurityPolicy.All.Single(policy => policy.Name == name);
}
