using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>node-opcua's client at our server under every policy, mode and kind of user.</summary>
public sealed class SecureNodeClientTests
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
    public async Task It_comes_in_by_each_policy_mode_and_kind_of_user_with_keys_of_these_sizes(int ourBits, int itsBits)
    {
        NodePeer.Demand(await NodePeer.MissingAsync());
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured with { Certificates = TestCertificates.Server(ourBits) });
        string folder = Directory.CreateTempSubdirectory("opcua-user-").FullName;
        (string certificate, string key) = await WriteUserAsync(folder);
        var reports = new Dictionary<string, string?>();
        await using (NodePeer peer = NodePeer.Start(
            "secure-client.mjs", server.Url, itsBits.ToString(System.Globalization.CultureInfo.InvariantCulture), server.Name.NodeId.ToString(), certificate, key))
        {
            for ((string step, JsonElement value) = await peer.NextAsync(Token); step != "done"; (step, value) = await peer.NextAsync(Token))
            {
                reports[step] = value.GetString();
            }
        }

        Directory.Delete(folder, recursive: true);
        foreach (string endpoint in Endpoints())
        {
            Assert.Equal("good", reports[$"{endpoint} anonymous"]);
            Assert.Equal("good", reports[$"{endpoint} name"]);
            Assert.Equal("good", reports[$"{endpoint} certificate"]);
            Assert.Contains("BadUserAccessDenied", reports[$"{endpoint} wrong"], StringComparison.Ordinal);
        }

        Assert.Equal(4 * 7, reports.Count);
    }

    private static IEnumerable<string> Endpoints() => SecurityPolicy.All
        .Where(policy => policy.CertificateKind is null or CertificateKeyKind.Rsa)
        .SelectMany(policy => policy.IsSecure ? new[] { $"{policy} Sign", $"{policy} SignAndEncrypt" } : [$"{policy} None"]);

    private static async Task<(string Certificate, string Key)> WriteUserAsync(string folder)
    {
        X509Certificate2 user = TestCertificates.Get("urn:test:user", CertificateKeyKind.Rsa).Certificate;
        (string certificate, string key) = (Path.Combine(folder, "user.der"), Path.Combine(folder, "user.pem"));
        await File.WriteAllBytesAsync(certificate, user.RawData, Token);
        await File.WriteAllTextAsync(key, user.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem(), Token);
        return (certificate, key);
    }
}
